"""Text as Python has it in a settings file, in the form that `make format` would give it."""

import unicodedata


def quote(text: str) -> str:
    """The literal for a text: what cannot be seen is escaped, and as few quotes as possible."""
    mark = "'" if text.count('"') > text.count("'") else '"'
    return f"{mark}{''.join(_escape(char, mark) for char in text)}{mark}"


def _escape(char: str, mark: str) -> str:
    if char in {mark, "\\"}:
        return f"\\{char}"
    code = ord(char)
    return char if char.isprintable() else f"\\u{code:04x}" if code < 1 << 16 else f"\\U{code:08x}"


def measure(text: str) -> int:
    """How many columns a text takes in a line: wide letters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in {"F", "W"} else 1 for char in text)
