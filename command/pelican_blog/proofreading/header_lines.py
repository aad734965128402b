"""The form of a header: it is there, each of its lines is one, and each key is known and there once."""

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches

from markdown.extensions.meta import META_RE
from pelican.plugins.frontmatter.blocks import find_block, normalize
from pelican.plugins.frontmatter.errors import FrontmatterError
from pelican.plugins.frontmatter.fields import read_fields
from pelican.plugins.frontmatter.sources import read_source
from pelican.plugins.frontmatter.words import KEYS as JUDGED_KEYS
from pelican.plugins.frontmatter.words import simplify
from pelican.plugins.video.metadata import KEYS as VIDEO_KEYS
from unidecode import unidecode

from pelican_blog.headers import Header

from .rules import WAIVER_KEY, Remark, Rule

KNOWN_KEYS = (
    *("title", "date", "modified", "category", "tags", "slug", "author", "authors", "summary", "lang"),
    *("status", "template", "translation", "save_as", "url", "timezone", "keywords"),  # all of them Pelican's
    *VIDEO_KEYS,
    "comments",
    *("image", "image_alt"),
    WAIVER_KEY,
)
_OTHER_NAMES = {
    "auteur": "author",
    "auteurs": "authors",
    "categories": "category",
    "etiquettes": "tags",
    "langue": "lang",
    "resume": "summary",
    "statut": "status",
}
"""What people write in French, and in other engines, and what Pelican reads in its place."""
_OF_MANY_LINES = {"summary", WAIVER_KEY}
"""Those whose further lines, and second ones, are put together."""
_CLOSE = 0.8
_SPACE = re.compile(r"^\s{0,3}(?P<key>[A-Za-z0-9_-]+)\s+:")
_LETTERS = re.compile(r"^\s{0,3}(?P<key>[^\W\d_][\w-]*)\s?:(?:\s|$)")
_WIDE = re.compile(r"^\s{0,3}(?P<key>[\w-]+)\s?(?P<colon>[\uff1a\ufe55\ua789\u2236])")
_UNREAD = {
    "in JSON": re.compile(r"\s*\{"),
    "in a comment, as Nikola has it,": re.compile(r"\s*<!--\s*\n?\s*\.\. "),
}
"""Headers of other engines' that are not read, and how they begin."""
_OF_YAML = ("[", "{", '"', "'")
"""What values begin with that only YAML and TOML read as what they mean."""
_INDENTED = re.compile(r"^\s{1,3}\S")


def check_header_lines(text: str, header: Header, meant: Collection[str]) -> Iterator[Remark]:
    """What is wrong with the form of a file's header; `meant` are keys of her own that the writer uses."""
    lines = text.expandtabs(4).split("\n")
    if unread := _judge_front_matter(text, header):
        yield unread
    elif not header.entries:
        yield _judge_beginning(lines)
    elif not header.is_closed:
        yield from _check_end(lines[header.text_line - 1 :], header.text_line)
    yield from _check_keys(header, meant)


def _judge_front_matter(text: str, header: Header) -> Remark | None:
    """Why a header that is meant as YAML or TOML is not read as such."""
    source = normalize(text)
    block = find_block(source)
    is_meant = any(entry.value.startswith(_OF_YAML) for entry in header.entries)
    if block:
        try:
            read_fields(block)
        except FrontmatterError as error:
            if is_meant or read_source(text, ".md").problem:
                message = f"this is not {block.kind.upper()} ({error}); correct it, or quote its value"
                return Remark(error.line, Rule.HEADER_LINE, message)
    elif is_meant and source.split("\n", 1)[0].rstrip() == "---":
        return Remark(1, Rule.HEADER_LINE, "this header has no end; write a line --- below it")
    return None


def _judge_beginning(lines: list[str]) -> Remark:
    """Why there is no header: its first line is none, or it does not begin in the first line."""
    first = next((number for number, line in enumerate(lines) if line.strip(" -+")), 0)
    if found := _SPACE.match(lines[first]):
        message = f"no space may stand before the colon, or this is not a header; write `{found['key']}:`"
        return Remark(first + 1, Rule.HEADER_LINE, message)
    if found := _WIDE.match(lines[first]):
        message = f"the colon of a header is `:`, not `{found['colon']}`; write `{found['key']}:`"
        return Remark(first + 1, Rule.HEADER_LINE, message)
    if first and META_RE.match(lines[first]) and not lines[0].strip():
        message = "the header has to begin in the first line; remove what is above it"
        return Remark(first + 1, Rule.HEADER_LINE, message)
    whose = next((engine for engine, sign in _UNREAD.items() if sign.match("\n".join(lines))), None)
    problem = f"a header {whose} is not read" if whose else "it does not begin with a header"
    message = f"{problem}; begin it with a line such as `Title: My title`"
    return Remark(1, Rule.HEADER_MISSING, message)


def _check_end(rest: list[str], number: int) -> Iterator[Remark]:
    """What is meant to be a line of the header, and ends it instead: all below it is text for Pelican."""
    line = rest[0]
    or_text = ", or, if this is text, an empty line above it"
    ending = "so this ends the header, and all from here on would be text"
    message = None
    if found := _SPACE.match(line):
        message = f"no space may stand before the colon, {ending}; write `{found['key']}:`{or_text}"
    elif found := _LETTERS.match(line):
        message = f"a key has no accents, {ending}; {_advise(found['key'])}{or_text}"
    elif _INDENTED.match(line):
        message = f"a line that goes on with a value begins with four spaces, {ending}; indent it so"
    elif _holds_key(rest):
        message = f"this is not a line of a header, which is `Key: value`, {ending}; correct or remove it"
    if message:
        yield Remark(number, Rule.HEADER_LINE, message)


def _holds_key(lines: list[str]) -> bool:
    """Whether there is a line with a known key before the first empty one."""
    for line in lines:
        if not line.strip():
            return False
        found = META_RE.match(line)
        if found and (found["key"].lower() in KNOWN_KEYS or simplify(found["key"]) in JUDGED_KEYS):
            return True
    return False


def guess_key(key: str) -> str | None:
    """The known key that one is meant for; both begin alike, as a slip does: `update` is not `date`."""
    near = get_close_matches(key, [known for known in KNOWN_KEYS if known[0] == key[0]], n=1, cutoff=_CLOSE)
    guess = _OTHER_NAMES.get(key) or next(iter(near), None)
    return guess.capitalize() if guess else None


def _advise(key: str) -> str:
    guess = guess_key(unidecode(key).lower())
    return f"write `{guess}:`" if guess else "write it without them"


def _check_keys(header: Header, meant: Collection[str]) -> Iterator[Remark]:
    first: dict[str, int] = {}
    for entry in header.entries:
        name = entry.key.capitalize()
        if entry.key in KNOWN_KEYS and entry.key not in _OF_MANY_LINES and entry.key in first:
            if entry.is_continued:
                message = f"{name} has one line; write all of it in line {first[entry.key]}"
            else:
                message = f"{name} is there already, in line {first[entry.key]}; keep one of them"
            yield Remark(entry.line, Rule.KEY_REPEATED, message)
        elif entry.is_continued or entry.key in {*KNOWN_KEYS, *meant}:
            pass
        elif guess := guess_key(entry.key):
            message = f"the key {name} is unknown; if you mean {guess}, write `{guess}:`"
            rule = Rule.STATUS_UNKNOWN if guess == "Status" else Rule.KEY_UNKNOWN  # it may keep a text back
            yield Remark(entry.line, rule, message)
        first.setdefault(entry.key, entry.line)
