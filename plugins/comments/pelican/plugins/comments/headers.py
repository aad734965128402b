"""The header of a comment file: `Key: value` lines, an empty line, the text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from pelican_toolkit.errors import Problem

from . import cuts
from .errors import CommentFileError

KNOWN_KEYS = (
    *("author", "date", "replyto", "website", "role", "type", "status"),
    *("source", "accepted", "slug", "lang"),
)
WAITING_KEYS = ("author", "date", "replyto", "role", "source", "lang", cuts.KEY)
"""The keys allowed in the header of a waiting file: the gate would silently drop any other."""

_LINE = re.compile(r" {0,3}(?P<key>[A-Za-z0-9_-]+):[ \t]*(?P<value>.*)")
_CONTINUATION = re.compile(r"(?: {4}|\t)[ \t]*(?P<value>\S.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a header, whether it can be read or not."""

    number: int
    """Counted from 1, in the file."""
    text: str
    key: str = ""
    """In lower case; empty where the line is not `key: value`."""
    value: str = ""
    continues: bool = False
    """Whether its value belongs to the line above."""


@dataclass(frozen=True, slots=True)
class Header:
    """The values of one file by lower-case key, and its path for messages."""

    path: str
    values: Mapping[str, str]
    lines: Mapping[str, int] = field(default_factory=dict)
    """The number of the line that each key is on."""

    def refuse(self, key: str, problem: str, remedy: str) -> CommentFileError:
        """An error saying that the value of a key is unusable; code `unusable-value`."""
        message = f"{key} {self.values.get(key, '')!r} {problem}; {remedy}"
        return CommentFileError([Problem("unusable-value", self.path, message, self.lines.get(key))])


def read_lines(source: str) -> tuple[tuple[Line, ...], str, int]:
    """The lines of a comment file's header, the text below it, and the number of the text's first line."""
    lines = source.split("\n")  # splitlines() would also split where a visitor's text may not begin a line
    number = 1 if lines[0].strip() == "---" else 0
    found: list[Line] = []
    while number < len(lines) and lines[number].strip() not in {"", "---", "..."}:
        found.append(_read_line(number + 1, lines[number], found[-1].key if found else ""))
        number += 1
    return tuple(found), "\n".join(lines[number + 1 :]), number + 2


def _read_line(number: int, text: str, key_above: str) -> Line:
    if match := _LINE.fullmatch(text):
        return Line(number=number, text=text, key=match["key"].lower(), value=match["value"].strip())
    if key_above and (match := _CONTINUATION.fullmatch(text)):
        return Line(number=number, text=text, key=key_above, value=match["value"].strip(), continues=True)
    return Line(number=number, text=text)


def parse_header(text: str, path: str) -> tuple[Header, str]:
    """The header of a comment file and the text below it.

    Raises CommentFileError with each key that is repeated (code `repeated-key`) or looks misspelt
    (`unknown-key`), and the first line that is not `key: value` (`no-key`): a whole text may follow it.
    """
    lines, body, _ = read_lines(text)
    values: dict[str, str] = {}
    numbers: dict[str, int] = {}
    problems: dict[str, Problem] = {}
    for line in lines:
        if not line.continues and (found := _find_problem(line, numbers)):
            code, message = found
            problems.setdefault(line.key, Problem(code, path, message, line.number))
        values[line.key] = f"{values.get(line.key, '') if line.continues else ''} {line.value}".strip()
        numbers.setdefault(line.key, line.number)
    if problems:
        raise CommentFileError([*problems.values()])
    return Header(path, values, numbers), body


def _find_problem(line: Line, seen: Mapping[str, int]) -> tuple[str, str] | None:
    """The code and message if a line cannot be read. Other plugins' keys are accepted."""
    key = line.key
    if not key:
        remedy = "correct it, or leave an empty line between header and text."
        return "no-key", f"{line.text[:60]!r} is not a `key: value` line; {remedy}"
    if key in seen:
        return "repeated-key", f"the key {key!r} is on line {seen[key]} already; remove one of the two."
    if key not in KNOWN_KEYS and (nearest := get_close_matches(key, KNOWN_KEYS, n=1, cutoff=0.81)):
        return "unknown-key", f"unknown key {key!r}; did you mean {nearest[0]!r}?"
    return None


def format_file(values: Mapping[str, str | None], text: str) -> str:
    """The comment file with these values and this text, as parse_header reads it; empty values are left out.

    Values must be single lines without spaces at the ends.
    """
    header = "".join(f"{key}: {value}\n" for key, value in values.items() if value)
    return f"{header}\n{text}\n" if text else f"{header}\n"
