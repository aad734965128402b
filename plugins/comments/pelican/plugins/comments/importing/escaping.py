"""Signs of a text that Markdown would take for markup, made harmless.

First only those that look like markup where they stand, since the writer will live with the backslashes; if
that turns out to be too few, every one.
"""

import re
from dataclasses import dataclass

_PAIR = r"\[(?=[^\[\]^!\n]*\](?![(:\[]))"
"""A bracket that is closed and does not begin a link."""
_LIGHT = re.compile(
    rf"""
      \\(?=[^\w\s]|$) | ` | ~~+
    | (?<!\s) \* | \*(?=[^\s]|$)
    | (?<![^\W_])_+(?=\S|$) | (?<=\S)_+(?![^\W_])
    | (?P<kept> {_PAIR} ) | \[
    | (?P<tag> <(?=[a-zA-Z/!?]|$) ) | (?P<entity> &(?=\#?\w+;|$) )
    | \{{(?=[:\#.]|[^{{}}\n]*\}}\s*$) | ^\{{
    """,
    re.VERBOSE,
)
_HEAVY = re.compile(r"[\\`*_{}\[\]()!|~]|(?P<tag><)|(?P<entity>&)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Escaper:
    """Knows what is markup to one kind of Markdown."""

    escapable: frozenset[str]
    """Signs that a backslash before them makes literal."""
    line_start: re.Pattern[str]
    """What, at the start of a line, needs a backslash behind it."""
    line_sign: re.Pattern[str]
    """A sign at the start of a line that only an entity makes harmless."""

    def escape_text(self, text: str, *, every: bool, in_link: bool = False, in_cell: bool = False) -> str:
        """The text as Markdown that shows it, inside of a line."""
        escaped = (_HEAVY if every else _LIGHT).sub(self._escape_sign, text)
        if in_link and not every:
            escaped = re.sub(r"(?<!\\)[\[\]]", r"\\\g<0>", escaped)
        if in_cell and not every:
            escaped = escaped.replace("|", self._escape("|"))
        return escaped

    def escape_line(self, line: str) -> str:
        """A line of Markdown that begins nothing but a paragraph."""
        if sign := self.line_sign.match(line):
            return f"&#{ord(line[sign.end()])};{line[sign.end() + 1 :]}"
        if start := self.line_start.match(line):
            return f"{line[: start.end()]}\\{line[start.end() :]}"
        return line

    def _escape_sign(self, found: re.Match[str]) -> str:
        if found.lastgroup == "kept":
            return found[0]
        if found.lastgroup in {"tag", "entity"}:
            return "&lt;" if found[0] == "<" else "&amp;"
        return "".join(map(self._escape, found[0]))

    def _escape(self, sign: str) -> str:
        return f"\\{sign}" if sign in self.escapable else f"&#{ord(sign)};"
