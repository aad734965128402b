"""Mends what XML forbids in an export and WordPress writes nevertheless."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from html.entities import html5

from .decoding import Record

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_WINDOWS = {
    code: character for code in range(0x80, 0xA0) if (character := bytes([code]).decode("cp1252", "ignore"))
}
"""What is meant by the control characters U+0080 to U+009F."""
_DELETED = {code: None for code in (*range(0x20), 0x7F, *range(0x80, 0xA0)) if code not in {9, 10, 13}}
_REFERENCE = re.compile(r"&#(?:0*(\d{1,7})|[xX]0*([0-9a-fA-F]{1,6}));")
_AMPERSAND = re.compile(
    r"<!--.*?-->|&(?:#(?:0*(\d{1,7})|[xX]0*([0-9a-fA-F]{1,6}));|([A-Za-z][A-Za-z0-9]{0,31};))?", re.DOTALL
)
_HALVES = re.compile(r"(?:&#(?:[xX]0*[dD][89a-fA-F][0-9a-fA-F]{2}|0*5[5-7]\d{3});)+")
"""References to the halves of which UTF-16 makes a character; a few more are among them."""
_XML = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_LAST, _NEVER = 0x10FFFF, frozenset({0xFFFE, 0xFFFF})


def clean_characters(chunks: Iterable[str], record: Record) -> Iterator[str]:
    """The text without control characters, those of Windows-1252 made what they mean."""
    line = 1
    for chunk in chunks:
        clean = chunk
        if match := _FORBIDDEN.search(chunk):
            clean = _clean_chunk(chunk, match.start(), line, record)
        line += chunk.count("\n")
        yield clean


def _clean_chunk(chunk: str, start: int, line: int, record: Record) -> str:
    parts = [chunk[:start]]
    line += chunk.count("\n", 0, start)
    for part in chunk[start:].split("\n"):
        for match in _FORBIDDEN.finditer(part):
            record("windows-characters" if ord(match[0]) in _WINDOWS else "control-characters", line, 1)
        parts.append(_FORBIDDEN.sub(lambda match: _WINDOWS.get(ord(match[0]), ""), part))
        line += 1
    return parts[0] + "\n".join(parts[1:])


def clean_references(text: str, line: int, record: Record) -> str:
    """The text of a CDATA section without references to control characters, which HTML forbids too."""
    if "&#" not in text:
        return text

    def clean(match: re.Match[str]) -> str:
        if _is_control(_read_code(match[1], match[2])):
            record("control-characters", line + text.count("\n", 0, match.start()), 1)
            return ""
        return match[0]

    return _REFERENCE.sub(clean, text)


def mend_markup(text: str, line: int, record: Record) -> str:
    """The text outside CDATA sections with each `&` as XML allows it; entities of HTML become characters."""
    if "]]>" in text:
        text = text.replace("]]>", "]]&gt;")
    if "&" not in text and "<!--" not in text:
        return text

    def mend(match: re.Match[str]) -> str:
        mended, what = _mend_ampersand(match)
        if what:
            record(what, line + text.count("\n", 0, match.start()), 1)
        return mended

    return _join_halves(_AMPERSAND.sub(mend, text))


def _mend_ampersand(match: re.Match[str]) -> tuple[str, str]:
    """What an `&` and a reference behind it become, and the code of the repair."""
    decimal, hexadecimal, name = match.groups()
    if match[0].startswith("<!--"):  # caching plugins write hyphens into comments that XML forbids
        return "\n" * match[0].count("\n"), ""
    if name in html5:
        return (match[0] if name in _XML else escape(html5[name])), ""
    if decimal or hexadecimal:
        return _mend_reference(match[0], _read_code(decimal, hexadecimal))
    return f"&amp;{match[0][1:]}", "bare-ampersands"


def _mend_reference(reference: str, code: int) -> tuple[str, str]:
    if code in _WINDOWS:
        return _WINDOWS[code], "windows-characters"
    if _is_control(code) or code > _LAST or code in _NEVER:
        return "", "control-characters"
    return reference, ""


def _join_halves(text: str) -> str:
    """The text with each pair of references to halves of a character made one; single halves vanish."""
    return _HALVES.sub(_join, text) if "&#" in text else text


def _join(match: re.Match[str]) -> str:
    codes = [_read_code(*reference.groups()) for reference in _REFERENCE.finditer(match[0])]
    halves = "".join(map(chr, codes)).encode("utf-16-le", "surrogatepass")
    return halves.decode("utf-16-le", "ignore")


def _read_code(decimal: str | None, hexadecimal: str | None) -> int:
    return int(decimal) if decimal else int(hexadecimal or "0", 16)


def _is_control(code: int) -> bool:
    return code in _DELETED and code not in _WINDOWS
