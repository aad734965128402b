"""A second reading of an export, by patterns instead of a parser, to check the first.

It shares nothing with the first but the opening of files: a mistake there would otherwise check itself.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape

_PIECE = re.compile(
    r"<!\[CDATA\[(?P<cdata>.*?)\]\]>|<!--.*?-->|<\?.*?\?>|<![A-Za-z][^<>]*>"
    r"|<(?P<closes>/?)(?P<name>[\w:.-]+)(?:\s[^<>]*?)?(?P<is_empty>/?)>|(?P<text>[^<]+)",
    re.DOTALL,
)
_HIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#0*(?:\d|1[124-9]|2\d|3[01]);|&#x0*(?:[0-8bcef]|1[0-9a-f]);",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawComment:
    """A comment as it stands in the file."""

    id: str
    parent: str
    approved: str
    type: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RawItem:
    """An item as it stands in the file."""

    id: str
    type: str
    status: str
    password: str
    title: str
    link: str
    guid: str
    parent: str
    text: str
    comments: tuple[RawComment, ...]


def read_raw_items(files: Iterable[Iterable[str]]) -> Iterator[RawItem]:
    """The items of several files, each given as the parts of its text."""
    for parts in files:
        yield from _build_items(_split(parts))


def _split(parts: Iterable[str]) -> Iterator[re.Match[str]]:
    """The pieces of a file: tags, CDATA and text. What is none of them is passed over."""
    kept = ""
    for part in parts:
        kept += part
        end = 0
        for piece in _list_whole(kept):
            yield piece
            end = piece.end()
        kept = kept[end:]
    yield from _PIECE.finditer(kept)


def _list_whole(kept: str) -> Iterator[re.Match[str]]:
    """The pieces at the start of a text up to the first that may go on in the next part."""
    place = 0
    while (piece := _PIECE.match(kept, place)) and piece.end() < len(kept):
        yield piece
        place = piece.end()


def _build_items(pieces: Iterable[re.Match[str]]) -> Iterator[RawItem]:
    item: dict[str, str] | None = None
    comment: dict[str, str] | None = None
    comments: list[RawComment] = []
    path: list[str] = []
    for piece in pieces:
        name = piece["name"]
        if name is None:
            if item is not None and path and (content := _read_content(piece)):
                fields = item if comment is None else comment
                place = "/".join(path)
                fields[place] = fields.get(place, "") + content
        elif name == "item":
            if piece["closes"] and item is not None:
                yield _make_item(item, comments)
            item, comment, comments, path = (None if piece["closes"] else {}), None, [], []
        elif item is not None and name.endswith(":comment"):
            if piece["closes"] and comment is not None:
                comments.append(_make_comment(comment))
            comment, path = (None if piece["closes"] else {}), []
        elif item is not None and not piece["is_empty"]:
            path = path[:-1] if piece["closes"] else [*path, name]


def _read_content(piece: re.Match[str]) -> str:
    if piece["cdata"] is not None:
        return _HIDDEN.sub("", piece["cdata"])
    return unescape(_HIDDEN.sub("", piece["text"] or ""))


def _make_item(fields: Mapping[str, str], comments: list[RawComment]) -> RawItem:
    return RawItem(
        id=_find(fields, "post_id"),
        type=_find(fields, "post_type"),
        status=_find(fields, "status"),
        password=_find(fields, "post_password"),
        title=fields.get("title", "").strip(),
        link=fields.get("link", "").strip(),
        guid=fields.get("guid", "").strip(),
        parent=_find(fields, "post_parent"),
        text=fields.get("content:encoded", ""),
        comments=tuple(comments),
    )


def _make_comment(fields: Mapping[str, str]) -> RawComment:
    return RawComment(
        id=_find(fields, "comment_id"),
        parent=_find(fields, "comment_parent"),
        approved=_find(fields, "comment_approved"),
        type=_find(fields, "comment_type"),
        text=_find(fields, "comment_content"),
    )


def _find(fields: Mapping[str, str], name: str) -> str:
    """The value of an element, whatever its prefix."""
    return next((value.strip() for key, value in fields.items() if key.rpartition(":")[2] == name), "")
