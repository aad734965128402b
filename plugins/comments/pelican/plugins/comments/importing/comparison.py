"""Whether two HTML texts say the same: words, links, media, and what shapes them.

How they are written does not matter, nor do attributes that only style, nor elements that only group.
"""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote

from .elements import BLOCKS, MORE, Element, Node, is_raw
from .parsing import parse_html

Kind = Literal["text", "links", "media", "structure"]

_SAME = {"b": "strong", "i": "em", "tt": "code", "acronym": "abbr"} | {
    **dict.fromkeys(("s", "strike"), "del"),
    **dict.fromkeys(("dir", "menu"), "ul"),
}
"""Elements that mean the same as others."""
_SHAPING = frozenset(
    [
        "abbr",
        "audio",
        "blockquote",
        "button",
        "cite",
        "code",
        "dd",
        "del",
        "details",
        "dfn",
        "dl",
        "dt",
        "em",
        "figcaption",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "input",
        "ins",
        "kbd",
        "li",
        "mark",
        "math",
        "ol",
        "pre",
        "q",
        "ruby",
        "samp",
        "script",
        "select",
        "small",
        "strong",
        "style",
        "sub",
        "summary",
        "sup",
        "svg",
        "table",
        "td",
        "th",
        "tr",
        "u",
        "ul",
        "var",
        "video",
    ]
)
"""Elements that change what the text means or looks like; those that only group are left out."""
_ATTRIBUTES = {
    "ol": ("start", "type", "reversed"),
    **dict.fromkeys(("td", "th"), ("colspan", "rowspan")),
    "li": ("value",),
    "abbr": ("title",),
    "img": ("alt",),
}
_MEDIA = {
    **dict.fromkeys(("img", "iframe", "embed", "source", "track", "input"), ("src",)),
    **dict.fromkeys(("audio", "video"), ("src", "poster")),
    "object": ("data",),
}
_UNSEEN = {"script", "style", "template", "title", "head"}
_ADDED_LINKS = {"heading-link", "footnote-ref", "footnote-backref"}
"""Classes of links that Markdown or a plugin adds."""
_VIDEO = "data-video"
"""Marks the paragraph that an address becomes, whose link to itself was not written."""
_SPACE = re.compile(r"[\s\u00a0]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Where two texts first differ."""

    kind: Kind
    expected: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an HTML text says."""

    text: str
    links: tuple[str, ...]
    media: tuple[str, ...]
    shape: tuple[tuple[str, ...], ...]


@dataclass(slots=True)
class _Reader:
    """Collects what a tree says. Places are counted in visible characters: blanks do not move them."""

    anchors: Collection[str]
    words: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    media: list[str] = field(default_factory=list)
    shape: list[tuple[str, ...]] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    edges: set[int] = field(default_factory=lambda: {0})
    place: int = 0
    is_code: bool = False
    is_video: bool = False
    notes: bool = True

    def read(self, node: Node) -> None:
        if isinstance(node, str):
            self.words.append(node)
            self.place += len(_SPACE.sub("", node))
            return
        classes = set(node.attributes.get("class", "").split())
        if "footnote-backref" in classes or ("footnote" in classes and not self.notes):
            return
        if "footnote-ref" in classes and not self.notes:  # its number depends on those before
            self.shape.append(("call", str(self.place)))
            return
        if node.name == MORE:
            self.edges.add(self.place)
            self.shape.append((MORE, str(self.place)))
            return
        start = self.place
        is_block = node.name in BLOCKS or node.name == "br"
        if is_block:
            self.words.append(" ")
            self._add_edge(node)
        self._read_addresses(node)
        before = self.is_code, self.is_video
        self.is_code |= node.name == "pre"
        self.is_video |= _VIDEO in node.attributes
        if node.name not in _UNSEEN and not is_raw(node):
            for child in node.children:
                self.read(child)
        self.is_code, self.is_video = before
        if is_block:
            self.words.append(" ")
            self._add_edge(node)
        self._add_shape(node, start)

    def _add_edge(self, node: Element) -> None:
        if node.name != "br":
            self.edges.add(self.place)

    def _read_addresses(self, node: Element) -> None:
        classes = set(node.attributes.get("class", "").split())
        is_link = node.name in {"a", "area"} and "href" in node.attributes
        if is_link and not (self.is_video or classes & _ADDED_LINKS):
            self.links.append(simplify_address(node.attributes["href"]))
        for name in _MEDIA.get(node.name, ()):
            if node.attributes.get(name):
                self.media.append(simplify_address(node.attributes[name]))
        for name in ("id", "name"):
            if node.attributes.get(name) in self.anchors:
                self.shape.append(("#", str(self.place), node.attributes[name]))

    def _add_shape(self, node: Element, start: int) -> None:
        name = _SAME.get(node.name, node.name)
        if name == "br":
            self.breaks.append(start)
        elif name == "pre":
            self.shape.append((str(start), str(self.place), name, read_code(node)))
        elif name == "code" and self.is_code:
            return
        elif name in {"hr", "img", "input", "script", "style"} or (name in _SHAPING and self.place > start):
            values = (node.attributes.get(value, "") for value in _ATTRIBUTES.get(name, ()))
            self.shape.append((str(start), str(self.place), name, *values))


def read_html(html: str | Element, *, anchors: Collection[str] = (), notes: bool = True) -> Reading:
    """What the HTML says, with or without its footnotes; of its ids, those of `anchors` count."""
    root = html if isinstance(html, Element) else parse_html(html)
    reader = _Reader(anchors, notes=notes)
    reader.read(root)
    edges = {*reader.edges, reader.place}
    doubled = {place for place, number in Counter(reader.breaks).items() if number > 1}
    return Reading(
        text=_SPACE.sub(" ", "".join(reader.words)).strip(),
        links=tuple(reader.links),
        media=tuple(reader.media),
        shape=(
            *sorted(set(reader.shape)),
            *(("edge", str(place)) for place in sorted(edges | doubled)),
            *(("br", str(place)) for place in sorted({*reader.breaks} - edges - doubled)),
        ),
    )


def compare_html(
    expected: str | Element, found: str | Element, *, anchors: Collection[str] = ()
) -> Difference | None:
    """The first difference between two HTML texts; None if a reader gets the same from both."""
    return compare_readings(read_html(expected, anchors=anchors), read_html(found, anchors=anchors))


def compare_readings(expected: Reading, found: Reading) -> Difference | None:
    """The first difference, the gravest first: in the words, the links, the media, or their shape."""
    if expected.text != found.text:
        return Difference(kind="text", **_cut_text(expected.text, found.text))
    if expected.links != found.links:
        return Difference(kind="links", **_list_others(expected.links, found.links))
    if expected.media != found.media:
        return Difference(kind="media", **_list_others(expected.media, found.media))
    if expected.shape != found.shape:
        first = [" ".join(part) for part in expected.shape]
        return Difference(kind="structure", **_list_others(first, [" ".join(part) for part in found.shape]))
    return None


def simplify_address(address: str) -> str:
    """The address in one of the ways to write it."""
    quoted = quote(address.strip(), safe="%/:=&?~#+!$,;@")
    return re.sub("%[0-9a-f]{2}", lambda found: found[0].upper(), quoted, flags=re.IGNORECASE)


def read_code(element: Element) -> str:
    """The text of a `pre`, without what Markdown cannot keep: tabs, and blanks at the ends of lines."""
    text = _join_texts(element).expandtabs(4)
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def _join_texts(node: Node) -> str:
    if isinstance(node, str):
        return node.replace("\r\n", "\n").replace("\r", "\n")
    return "\n" if node.name == "br" else "".join(map(_join_texts, node.children))


def _cut_text(expected: str, found: str) -> dict[str, str]:
    """The texts from a little before their first difference."""
    place = next(
        (place for place, (one, other) in enumerate(zip(expected, found, strict=False)) if one != other),
        min(len(expected), len(found)),
    )
    begin = max(0, place - 20)
    return {"expected": expected[begin : begin + 60], "found": found[begin : begin + 60]}


def _list_others(expected: Collection[str], found: Collection[str]) -> dict[str, str]:
    """What only one of two lists has; both lists if only their order differs."""
    missing, added = (
        [item for item in expected if item not in set(found)],
        [item for item in found if item not in set(expected)],
    )
    if not (missing or added):
        missing, added = [*expected], [*found]
    return {"expected": ", ".join(missing)[:200], "found": ", ".join(added)[:200]}
