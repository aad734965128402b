"""The header of a comment file: `Key: value` lines, an empty line, the text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from .errors import CommentFileError

KNOWN_KEYS = (
    *("author", "date", "replyto", "website", "role", "type", "status"),
    *("source", "accepted", "slug", "lang"),
)

_LINE = re.compile(r" {0,3}(?P<key>[A-Za-z0-9_-]+):[ \t]*(?P<value>.*)")
_CONTINUATION = re.compile(r"(?: {4}|\t)[ \t]*(?P<value>\S.*)")


@dataclass(frozen=True, slots=True)
class Header:
    """The values of one file by lower-case key, and the file's name for messages."""

    path: str
    values: Mapping[str, str]

    def refuse(self, key: str, problem: str, remedy: str) -> CommentFileError:
        """The error that says what is wrong with the value of a key."""
        return CommentFileError([f"{self.path}: {key} {self.values.get(key, '')!r} {problem}; {remedy}"])


def parse_header(text: str, path: str) -> tuple[Header, str]:
    """The header of a comment file and the text below it.

    Raises CommentFileError where a line is no `key: value`, a key stands there twice or looks like a slip.
    """
    lines = text.split("\n")  # splitlines() would also split where a visitor's text may not begin a line
    number = 1 if lines and lines[0].strip() == "---" else 0
    values: dict[str, str] = {}
    key = ""
    while number < len(lines) and lines[number].strip() not in {"", "---", "..."}:
        line = lines[number]
        number += 1
        if match := _LINE.fullmatch(line):
            key = _check_key(match["key"].lower(), values, path)
            values[key] = match["value"].strip()
        elif key and (match := _CONTINUATION.fullmatch(line)):
            values[key] = f"{values[key]} {match['value'].strip()}".strip()
        else:
            problem = f"{path}: line {number} of the header, {line[:60]!r}, is no `key: value`; "
            raise CommentFileError([problem + "correct it, or leave an empty line between header and text."])
    return Header(path, values), "\n".join(lines[number + 1 :])


def _check_key(key: str, seen: Mapping[str, str], path: str) -> str:
    """The key, unless it stands there twice or looks like a slip. Keys of other plugins' are let through."""
    if key in seen:
        raise CommentFileError([f"{path}: the key {key!r} stands there twice; remove one of the lines."])
    if key not in KNOWN_KEYS and (nearest := get_close_matches(key, KNOWN_KEYS, n=1, cutoff=0.81)):
        raise CommentFileError([f"{path}: unknown key {key!r}; did you mean {nearest[0]!r}?"])
    return key


def format_file(values: Mapping[str, str | None], text: str) -> str:
    """A comment file of these values and this text, which parse_header reads back; empty values are left out.

    The values must be single lines without blanks at their ends.
    """
    header = "".join(f"{key}: {value}\n" for key, value in values.items() if value)
    return f"{header}\n{text}\n" if text else f"{header}\n"
