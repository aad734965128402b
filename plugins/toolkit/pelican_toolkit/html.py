"""HTML cut into tokens as a browser does, and put together again: what is not touched stays byte for byte.

It is for rewriting a few tags or words in markup that somebody else wrote, sound or not. Every function takes
linear time, whatever the input. Source: https://html.spec.whatwg.org/multipage/parsing.html#tokenization
"""

import re
from collections.abc import Callable, Iterator
from enum import Enum
from html import escape, unescape
from html.entities import html5
from typing import NamedTuple

VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
"""Elements that have no content and no end tag."""

# Quotes and signs may occur in names and in unquoted values; an unclosed tag or value goes on to the end.
# No possessive groups: Python's are broken before 3.11.5 (https://github.com/python/cpython/issues/106052).
_NAME, _BARE = r"[^\s/>][^\s/>=]*+", r"""[^\s"'>][^\s>]*+"""
_VALUE = rf""" "[^"]*+(?:"|\Z) | '[^']*+(?:'|\Z) | {_BARE} | """
_REST = rf"(?: [\s/] | {_NAME} (?: \s*+=\s*+ (?:{_VALUE}) )? )* (?:>|\Z)"
_RAW = "iframe|noembed|noframes|script|style|textarea|xmp"  # a title in a body is an SVG's
_TOKENS = re.compile(
    rf"""
    (?P<raw> <(?P<raw_name>{_RAW})(?=[\s/>]) {_REST} .*? (?: </(?P=raw_name)(?=[\s/>]) {_REST} | \Z ) )
  | (?P<comment> <!-- (?: -?> | .*? (?:--!?>|\Z) ) | <(?:[!?]|/(?![a-z])) [^>]*+ (?:>|\Z) )
  | <(?P<start_name>[a-z][^\s/>]*+) {_REST} (?P<start>)
  | </(?P<end_name>[a-z][^\s/>]*+) {_REST} (?P<end>)
  | (?P<text> [^<]++ | < )
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL | re.ASCII,
)
_START = re.compile(rf"<[a-z]+ {_REST}", re.VERBOSE | re.IGNORECASE | re.ASCII)
_ATTRIBUTE = re.compile(rf"(?P<name>{_NAME}) (?: \s*+=\s*+ (?P<value>{_VALUE}) )?", re.VERBOSE)
_TAG_NAME = re.compile(r"</?[^\s/>]+")
_NAMED = re.compile(r"&(?P<name>[a-zA-Z][a-zA-Z0-9]*+;?)(?P<equals>=?)")
_SPACES = re.compile(r"[ \t\r\n\f]+")
"""Not the spaces that do not break, which stay."""


class Kind(Enum):
    """What a token is."""

    TEXT = "text"
    START = "start tag"
    END = "end tag"
    COMMENT = "comment"
    """Or a doctype, a processing instruction, and whatever else a browser takes for a comment."""
    RAW = "raw element"
    """A whole element whose content is not markup: script, style, textarea and the like."""


TEXT, START, END, COMMENT, RAW = Kind
"""The kinds: before Python 3.12, to look one up in its class takes as long as to make a token."""


class Token(NamedTuple):
    """A piece of the source."""

    kind: Kind
    name: str
    """Of the element, in lower case; empty for text and comments."""
    source: str


class Attribute(NamedTuple):
    """An attribute as it is in a tag's source."""

    name: str
    """In lower case."""
    value: str
    """Unescaped; empty without a value."""
    start: int
    end: int
    """Where it is in the tag."""
    is_cut: bool
    """Whether it ends in an equals sign: what is added behind it would be its value."""


def read_tokens(html: str) -> Iterator[Token]:
    """The tokens of the HTML; joined, their sources are the HTML again."""
    make = tuple.__new__  # `Token()` takes twice as long
    for found in _TOKENS.finditer(html):
        group = found.lastgroup
        if group == "text":
            yield make(Token, (TEXT, "", found[0]))
        elif group == "start":
            yield make(Token, (START, found["start_name"].lower(), found[0]))
        elif group == "end":
            yield make(Token, (END, found["end_name"].lower(), found[0]))
        elif group == "comment":
            yield make(Token, (COMMENT, "", found[0]))
        else:
            yield make(Token, (RAW, found["raw_name"].lower(), found[0]))


def list_attributes(tag: str) -> list[Attribute]:
    """The attributes of a start tag, in their order."""
    return [
        Attribute(found["name"].lower(), _read_value(found), *found.span(), found["value"] == "")
        for found in _find_attributes(tag)
    ]


def _find_attributes(tag: str) -> Iterator[re.Match[str]]:
    name = _TAG_NAME.match(tag)
    return _ATTRIBUTE.finditer(tag, name.end() if name else 0)


def _read_value(found: re.Match[str]) -> str:
    value = found["value"] or ""
    return unescape_value(value[1:].removesuffix(value[0]) if value.startswith(('"', "'")) else value)


def unescape_value(value: str) -> str:
    """The value of an attribute without references, of which `?a=1&copy=2` has none, unlike a text."""
    return unescape(_NAMED.sub(_escape_open, value)) if "&" in value else value


def _escape_open(found: re.Match[str]) -> str:
    """What is a reference in a text only: its name goes on, or an equals sign follows, not a semicolon."""
    is_open = found["name"] not in html5 or (found["equals"] and not found["name"].endswith(";"))
    return f"&amp;{found[0][1:]}" if is_open else found[0]


def read_attributes(tag: str) -> dict[str, str]:
    """The values of a start tag by name; as in a browser, the first of a name counts."""
    values: dict[str, str] = {}
    for found in _find_attributes(tag):
        values.setdefault(found["name"].lower(), _read_value(found))
    return values


def replace_attributes(tag: str, replace: Callable[[str, str], str | None]) -> str:
    """The tag with the values that `replace(name, value)` returns, quoted; None leaves one as it is."""
    pieces: list[str] = []
    place = 0
    for attribute in list_attributes(tag):
        value = replace(attribute.name, attribute.value)
        if value is not None:
            pieces += tag[place : attribute.start], f'{attribute.name}="{escape(value)}"'
            place = attribute.end
    return "".join((*pieces, tag[place:]))


def rewrite_tags(html: str, rewrite: Callable[[Token], str]) -> str:
    """The HTML with each start tag as `rewrite` returns it, that of raw elements too; all else stays."""
    pieces: list[str] = []
    for found in _TOKENS.finditer(html):  # not read_tokens: most tokens stay, and are not worth an object
        source, group = found[0], found.lastgroup
        if group == "start":
            pieces.append(rewrite(Token(START, found["start_name"].lower(), source)))
        elif group == "raw":
            tag = next(_START.finditer(source))[0]
            pieces += rewrite(Token(START, found["raw_name"].lower(), tag)), source[len(tag) :]
        else:
            pieces.append(source)
    return "".join(pieces)


def strip_markup(html: object) -> str:
    """The text of a line of HTML, unescaped, without tags and comments; its spaces are single ones."""
    text = "".join(token.source for token in read_tokens(str(html)) if token.kind is TEXT)
    return _SPACES.sub(" ", unescape(text)).strip(" ")
