"""What is around the items of an export, which shows whether it is one, and whether it is complete."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from xml.parsers.expat import ErrorString

from pelican.plugins.comments.importing.errors import ExportError

from .decoding import Record
from .elements import Element, ParseError, list_children, parse_with_any_prefix, read_prefixes
from .splitting import Piece

_ROOT = re.compile(r"<rss(?=[\s>])")
_DECLARATION = re.compile(r"<\?xml\b[^<>]*\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_WORDPRESS = re.compile(r"wordpress\.org/export/|<wp:|<\w+:post_type>")
_OTHERS = (
    (re.compile(r"<(!doctype\s+)?html", re.IGNORECASE), "is a web page"),
    (re.compile(r"<feed(?=[\s>])"), "is an Atom feed, or an export of Blogger"),
    (re.compile(r"^\s*[{\[]"), "is JSON"),
    (re.compile(r"CREATE TABLE|INSERT INTO|-- MySQL dump", re.IGNORECASE), "is a copy of a database"),
)
_REMEDY = "In WordPress, choose Tools → Export → All content, and name the file that it downloads."
_BEGINNING = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The part of an export before its first item."""

    prefixes: dict[str, str]
    start: int
    """Where its root begins in the text."""


def read_head(pieces: Sequence[Piece], file: str, record: Record) -> Head:
    """The head, of the first pieces of a file. Raises ExportError if that is no export of WordPress."""
    text = "".join(piece.text for piece in pieces)
    outside = pieces[0].text if pieces and not pieces[0].is_item else ""
    root = _ROOT.search(outside)
    if not text.strip("\ufeff \t\n"):
        raise ExportError("no-export", file, f"is empty. {_REMEDY}")
    if not root:
        raise ExportError("no-export", file, f"{_describe(text[:_BEGINNING])}. {_REMEDY}")
    before = outside[: root.start()]
    if _ENTITY.search(before):
        raise ExportError(
            *("entities", file),
            f"declares entities of its own, which no export of WordPress does, so it is not read. {_REMEDY}",
        )
    if not _WORDPRESS.search(text):
        raise ExportError("no-export", file, f"is a feed, with the newest posts only. {_REMEDY}")
    if not re.match(r"[\ufeff\s]*(?:<[?!]|$)", before):
        record("before-declaration", 1, 1)
    return Head(prefixes=read_prefixes(outside), start=root.start())


def _describe(text: str) -> str:
    return next((words for pattern, words in _OTHERS if pattern.search(text)), "is no export of WordPress")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why something is not well-formed, and where in the file; line 0 is its end."""

    reason: str
    line: int = 0
    column: int = 0


_INCOMPLETE = Fault(reason="the file ends before </rss>, so it is not complete")


def find_channel(piece: Piece, head: Head, *, is_all: bool) -> Element | Fault:
    """The element of the channel, with what stands in it before the first item; or why there is none.

    `is_all` says that the file has no items.
    """
    text = _DECLARATION.sub("", piece.text[head.start :])
    try:
        return _choose_channel(parse_with_any_prefix(f"{text}</channel></rss>", head.prefixes))
    except ParseError as error:
        if is_all and "</rss>" not in text:
            return _INCOMPLETE
        fault = _describe_fault(error, piece.line + piece.text.count("\n", 0, head.start))
    try:
        return _choose_channel(parse_with_any_prefix(text, head.prefixes))  # a file without items
    except ParseError:
        return fault


def _choose_channel(element: Element) -> Element | Fault:
    roots = [child for _, name, child in list_children(element) if name == "rss"]
    channels = (child for root in roots for _, name, child in list_children(root) if name == "channel")
    return next(channels, Fault(reason="it has no channel"))


def find_fault_outside(pieces: Sequence[Piece], head: Head) -> Fault | None:
    """What is wrong around the items; None if they are in one whole document."""
    texts = [
        _DECLARATION.sub("", piece.text[0 if number else head.start :]) for number, piece in enumerate(pieces)
    ]
    whole = "".join(texts)
    try:
        parse_with_any_prefix(whole, head.prefixes)
    except ParseError as error:
        if "</rss>" not in whole:
            return _INCOMPLETE
        skipped = pieces[0].text.count("\n", 0, head.start)
        fault = _describe_fault(error, 1)
        return replace(fault, line=_find_line(fault.line, texts, pieces, skipped))
    return None


def _describe_fault(error: ParseError, first: int) -> Fault:
    line, column = error.position
    return Fault(reason=ErrorString(error.code), line=first + line - 1, column=column)


def _find_line(line: int, texts: Sequence[str], pieces: Sequence[Piece], skipped: int) -> int:
    """The line in the file of a line in the joined texts."""
    for number, (text, piece) in enumerate(zip(texts, pieces, strict=True)):
        count = text.count("\n")
        if line <= count + 1 or number == len(texts) - 1:
            return piece.line + line - 1 + (0 if number else skipped)
        line -= count
    return line
