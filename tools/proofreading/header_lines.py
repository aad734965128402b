"""The form of a header: it is there, each of its lines is one, and each key is known and there once."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from markdown.extensions.meta import META_RE
from pelican.plugins.video.metadata import KEYS as VIDEO_KEYS
from unidecode import unidecode

from tools.headers import Header
from tools.proofreading.problems import Remark

KNOWN_KEYS = (
    *("title", "date", "modified", "category", "tags", "slug", "author", "authors", "summary", "lang"),
    *("status", "template", "translation", "save_as", "url", "timezone", "keywords"),  # all of them Pelican's
    *VIDEO_KEYS,
    "comments",
    *("image", "image_alt"),
)
_OF_MANY_LINES = {"summary"}
"""Those whose further lines, and second ones, Pelican puts together."""
_CLOSE = 0.8
_SPACE = re.compile(r"^\s{0,3}(?P<key>[A-Za-z0-9_-]+)\s+:")
_LETTERS = re.compile(r"^\s{0,3}(?P<key>[^\W\d_][\w-]*)\s?:(?:\s|$)")
_INDENTED = re.compile(r"^\s{1,3}\S")


def check_header_lines(text: str, header: Header) -> Iterator[Remark]:
    """What is wrong with the form of a file's header."""
    if not header.entries:
        yield 1, "it does not begin with a header; begin it with a line such as `Title: My title`"
        return
    if not header.is_closed:
        yield from _check_end(text.expandtabs(4).split("\n")[header.text_line - 1 :], header.text_line)
    yield from _check_keys(header)


def _check_end(rest: list[str], number: int) -> Iterator[Remark]:
    """What is meant to be a line of the header, and ends it instead: all below it is text for Pelican."""
    line = rest[0]
    or_text = ", or, if this is text, an empty line above it"
    ending = "so this ends the header, and all from here on would be text"
    if found := _SPACE.match(line):
        yield number, f"no space may stand before the colon, {ending}; write `{found['key']}:`{or_text}"
    elif found := _LETTERS.match(line):
        yield (
            number,
            f"a key has no accents, {ending}; {_advise(found['key'])}{or_text}",
        )
    elif _INDENTED.match(line):
        yield number, f"a line that goes on with a value begins with four spaces, {ending}; indent it so"
    elif _holds_key(rest):
        yield number, f"this is no line of a header, which is `Key: value`, {ending}; correct or remove it"


def _holds_key(lines: list[str]) -> bool:
    """Whether there is a line with a known key before the first empty one."""
    for line in lines:
        if not line.strip():
            return False
        found = META_RE.match(line)
        if found and found["key"].lower() in KNOWN_KEYS:
            return True
    return False


def _guess(key: str) -> str | None:
    """The known key that is nearest to one, as people write it."""
    near = get_close_matches(key.lower(), KNOWN_KEYS, n=1, cutoff=_CLOSE)
    return near[0].capitalize() if near else None


def _advise(key: str) -> str:
    guess = _guess(unidecode(key))
    return f"write `{guess}:`" if guess else "write it without them"


def _check_keys(header: Header) -> Iterator[Remark]:
    first: dict[str, int] = {}
    for entry in header.entries:
        name = entry.key.capitalize()
        if entry.key in KNOWN_KEYS and entry.key not in _OF_MANY_LINES and entry.key in first:
            if entry.is_continued:
                yield entry.line, f"{name} has one line; write all of it in line {first[entry.key]}"
            else:
                yield entry.line, f"{name} is there already, in line {first[entry.key]}; keep one of them"
        elif entry.key not in KNOWN_KEYS and not entry.is_continued and (guess := _guess(entry.key)):
            yield entry.line, f"the key {name} is unknown; if you mean {guess}, write `{guess}:`"
        first.setdefault(entry.key, entry.line)
