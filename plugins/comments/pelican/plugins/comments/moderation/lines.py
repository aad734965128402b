"""Problems in the lines of a comment's file, even if it can be read."""

import re
from collections.abc import Collection, Iterable, Iterator

from pelican.plugins.comments.cuts import KEY
from pelican.plugins.comments.headers import Line
from pelican.plugins.comments.languages import LANGUAGE_REMEDY, NO_LANGUAGE
from pelican.plugins.comments.privacy import find_addresses, find_ip_addresses
from pelican_toolkit.languages import parse_tag

_PERSONAL = re.compile(r"e-?mail|gravatar|avatar|(^|[_-])(mail|ip)([_-]|$)")
"""Keys for a reader's address, or for something derived from one."""
_ADDRESS = "contains an e-mail address, which is public here; remove it."
_IMPORTS = ("wordpress:",)
"""How the sources of imported comments begin; visitors cannot set a source."""
_CUT = "lines cut from an e-mail are public here; remove this key, and the lines with its sign."


def judge_header(
    lines: Iterable[Line], keys: Collection[str], public: Collection[str]
) -> Iterator[tuple[int, str]]:
    """The problems in the header of a file, which may have these keys, each with its line number."""
    for line in lines:
        for problem in _judge_line(line, keys, public):
            yield line.number, problem


def judge_text(text: str, first: int, public: Collection[str]) -> Iterator[tuple[int, str]]:
    """The problems in the text of a file, which begins at the line `first`, each with its line number."""
    for number, words in enumerate(text.split("\n"), start=first):
        if find_addresses(words, public):
            yield number, _ADDRESS


def is_imported(lines: Iterable[Line]) -> bool:
    """Whether a comment comes from another engine, where its text was public already."""
    return any(line.key == "source" and line.value.startswith(_IMPORTS) for line in lines)


def _judge_line(line: Line, keys: Collection[str], public: Collection[str]) -> Iterator[str]:
    """The problems in a line of a header that may have these keys."""
    if line.key and line.key not in keys and not line.continues:
        if _PERSONAL.search(line.key):
            yield f"the key {line.key!r} is for a reader's address, which is public here; remove the line."
            return
        unknown = f"unknown key {line.key!r} (allowed: {', '.join(keys)}); remove the line."
        yield _CUT if line.key == KEY else unknown
    if line.key == "lang" and line.value and not parse_tag(line.value):
        yield f"lang {line.value!r} {NO_LANGUAGE}; {LANGUAGE_REMEDY}"
    if find_addresses(line.text, public):
        yield _ADDRESS
    if find_ip_addresses(line.value or line.text):
        yield "contains an IP address, which is public here; remove it."
