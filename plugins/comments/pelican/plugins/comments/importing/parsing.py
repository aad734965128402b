"""HTML as a browser reads it, however it was written.

Source: https://html.spec.whatwg.org/multipage/parsing.html#tree-construction, without what only scripts and
tables with stray words need. A phrase always goes inside of blocks, which browsers do where they mend one.
"""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from html import unescape
from typing import TypeGuard

from pelican_toolkit.html import Kind, Token, read_attributes, read_tokens

from .elements import BLOCKS, EMPTY, MORE, PHRASES, Element, Node

_REOPENED = {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
"""What browsers carry on with in the next paragraph if it was not closed in the last."""
_MERGED = {"b", "strong", "i", "em", "u", "s", "strike", "del", "ins"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_CELLS = {"td", "th", "caption"}
_TABLE_PARTS = {"tbody", "thead", "tfoot", "tr", *_CELLS}
_CLOSED_BY: dict[str, tuple[AbstractSet[str], AbstractSet[str]]] = {
    "li": ({"li"}, BLOCKS - {"address", "div", "p", "li"}),
    **dict.fromkeys(("dt", "dd"), ({"dt", "dd"}, BLOCKS - {"address", "div", "p", "dt", "dd"})),
    **dict.fromkeys(("td", "th"), ({*_CELLS}, {"tr", "table"})),
    "tr": ({"tr", *_CELLS}, {"table", "tbody", "thead", "tfoot"}),
    **dict.fromkeys(("tbody", "thead", "tfoot"), (_TABLE_PARTS, {"table"})),
    "option": ({"option"}, {"select", "datalist", "optgroup"}),
}
"""Which open elements a start tag closes, and what they are not looked for beyond."""
_PARAGRAPH_SCOPE = {*_CELLS, "table", "button", "object"}
_RAW_END = re.compile(r"</[a-z]+[^<]*\Z", re.IGNORECASE)
_RAW_START = re.compile(r"""<[a-z]+(?:"[^"]*"|'[^']*'|[^>"'])*>?""", re.IGNORECASE)
_MORE = re.compile(r"<!--\s*more\b.*?-->", re.DOTALL | re.IGNORECASE)
_DRAWINGS = {"svg", "math"}
_KNOWN = frozenset(
    [
        "applet",
        "audio",
        "button",
        "canvas",
        "datalist",
        "map",
        "marquee",
        "meter",
        "noscript",
        "object",
        "optgroup",
        "option",
        "output",
        "picture",
        "progress",
        "rp",
        "rt",
        "ruby",
        "select",
        "template",
        "video",
    ]
)
"""Other elements, which hold sentences of their own."""
_DEEPEST = 100
_MOST_PHRASES = 20
_IGNORED = {"markdown"}
"""Attributes that would make Python-Markdown read the HTML as Markdown."""


@dataclass(slots=True)
class _Phrase:
    """An open element of a sentence, to be opened again in each block that it goes on in."""

    name: str
    attributes: dict[str, str]
    depth: int

    def take_attributes(self) -> dict[str, str]:
        """Its attributes; when it is opened again, it is not the place that links lead to."""
        taken = self.attributes
        self.attributes = {key: value for key, value in taken.items() if key not in {"id", "name"}}
        return taken


@dataclass(slots=True)
class _Frame:
    """An open block, or another element that cuts sentences off."""

    element: Element
    phrases: list[_Phrase]
    opened: list[Element] = field(default_factory=list)


class _Builder:
    """Builds the tree; nothing is deeper than a limit, so that no later step can be made to overflow."""

    def __init__(self) -> None:
        self.root = Element("#root")
        self._frames = [_Frame(self.root, [])]
        self._drawing: list[Token] = []

    def add(self, token: Token) -> None:
        if self._drawing or (token.kind is Kind.START and token.name in _DRAWINGS):
            self._draw(token)
        elif token.kind is Kind.TEXT:
            self._add_text(unescape(token.source))
        elif token.kind is Kind.RAW:
            self._add_raw(token.name, token.source)
        elif token.kind is Kind.COMMENT:
            if _MORE.fullmatch(token.source):
                self._close_until({"p"}, _PARAGRAPH_SCOPE)
                self._top.element.children.append(Element(MORE, {}, [token.source]))
        elif token.kind is Kind.START:
            self._start(token.name, _list_attributes(token.source))
        elif token.name == "br":
            self._start("br", {})
        else:
            self._end(token.name)

    def close(self) -> Element:
        if self._drawing:
            self._add_raw(self._drawing[0].name, "".join(token.source for token in self._drawing))
        return self.root

    def _draw(self, token: Token) -> None:
        """Collect a drawing or formula, whose tags have other rules, until its end."""
        self._drawing.append(token)
        is_whole = len(self._drawing) == 1 and token.source.endswith("/>")
        if is_whole or (token.kind is Kind.END and token.name == self._drawing[0].name):
            self._add_raw(token.name, "".join(part.source for part in self._drawing))
            self._drawing = []

    @property
    def _top(self) -> _Frame:
        return self._frames[-1]

    def _add_text(self, text: str) -> None:
        frame = self._top
        if frame.element.name == "pre" and not frame.element.children:
            text = text.removeprefix("\r").removeprefix("\n")
        is_blank = not text.strip(" \t\r\n\f")  # blanks alone do not open a phrase again
        place = (frame.opened[-1] if frame.opened else frame.element) if is_blank else self._reopen()
        if place.children and isinstance(place.children[-1], str):
            place.children[-1] += text
        elif text:
            place.children.append(text)

    def _add_raw(self, name: str, source: str) -> None:
        start = _RAW_START.match(source)
        inner = _RAW_END.sub("", source[start.end() if start else 0 :])
        attributes = _list_attributes(start[0] if start else "")
        self._reopen().children.append(Element(name, attributes, [inner] if inner else []))

    def _reopen(self) -> Element:
        """Where the next part of a sentence goes."""
        frame = self._top
        for phrase in frame.phrases[len(frame.opened) :]:
            siblings = (frame.opened[-1] if frame.opened else frame.element).children
            last = siblings[-1] if siblings else ""
            if _goes_on(last, phrase):
                frame.opened.append(last)
                continue
            element = Element(phrase.name, phrase.take_attributes())
            siblings.append(element)
            frame.opened.append(element)
        return frame.opened[-1] if frame.opened else frame.element

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _CLOSED_BY:
            self._close_until(*_CLOSED_BY[name])
        if name in BLOCKS:
            self._close_before(name)
        if name in EMPTY:
            place = self._top.element if name in BLOCKS else self._reopen()
            place.children.append(Element(name, attributes))
            if name in BLOCKS:
                self._top.opened = []
        elif _is_phrase(name):
            if name == "a":
                self._end("a")
            if len(self._top.phrases) < _MOST_PHRASES and self._measure_depth() < 2 * _DEEPEST:
                self._top.phrases.append(_Phrase(name, attributes, len(self._frames)))
                if not _is_reopened(name, attributes):
                    self._reopen()  # it may stay empty and still be meant: a place that links lead to
        elif len(self._frames) < _DEEPEST:
            self._open(name, attributes)

    def _measure_depth(self) -> int:
        return sum(1 + len(frame.opened) for frame in self._frames)

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        is_apart = name not in BLOCKS or name in _CELLS
        place = self._top.element if name in BLOCKS else self._reopen()
        phrases = [] if is_apart else self._top.phrases
        if name in BLOCKS:
            self._top.opened = []
        element = Element(name, attributes)
        place.children.append(element)
        self._frames.append(_Frame(element, phrases))

    def _close_before(self, name: str) -> None:
        if name not in _TABLE_PARTS:
            self._close_until({"p"}, _PARAGRAPH_SCOPE)
        if name in _HEADINGS and self._top.element.name in _HEADINGS:
            self._pop()

    def _close_until(self, names: AbstractSet[str], scope: AbstractSet[str]) -> None:
        """Close the outermost open element of these names, unless something of the scope is nearer."""
        place = 0
        for number in range(len(self._frames) - 1, 0, -1):
            name = self._frames[number].element.name
            if name in scope:
                break
            place = number if name in names else place
        while place and len(self._frames) > place:
            self._pop()

    def _pop(self) -> None:
        self._frames.pop()
        depth = len(self._frames)
        frame = self._top
        frame.phrases[:] = [
            phrase for phrase in frame.phrases if phrase.depth <= depth or phrase.name in _REOPENED
        ]
        for phrase in frame.phrases:
            phrase.depth = min(phrase.depth, depth)
        del frame.opened[len(frame.phrases) :]

    def _end(self, name: str) -> None:
        if _is_phrase(name):
            self._end_phrase(name)
            return
        names = _HEADINGS if name in _HEADINGS else {name}
        for number in range(len(self._frames) - 1, 0, -1):
            found = self._frames[number].element.name
            if found in names:
                while len(self._frames) > number:
                    self._pop()
                return
            if found in _CELLS and name not in {*_TABLE_PARTS, "table"}:
                break
        if name == "p":  # browsers make an empty paragraph of it, which parts what is around it
            self._top.element.children.append(Element("p"))
            self._top.opened = []

    def _end_phrase(self, name: str) -> None:
        frame = self._top
        for number in range(len(frame.phrases) - 1, -1, -1):
            if frame.phrases[number].name == name:
                del frame.phrases[number], frame.opened[number:]
                break


def _goes_on(last: "Node", phrase: _Phrase) -> TypeGuard[Element]:
    """Whether an element and the phrase after it are one: `<b>a</b><b>b</b>`."""
    if not isinstance(last, Element) or last.name != phrase.name:
        return False
    return phrase.name in _MERGED and not (last.attributes or phrase.attributes)


def parse_html(html: str) -> Element:
    """The tree of the HTML, in linear time; comments are left out, except the mark that ends a summary."""
    builder = _Builder()
    for token in read_tokens(html):
        builder.add(token)
    return builder.close()


def _is_phrase(name: str) -> bool:
    """Whether an element is part of a sentence, as all are that no browser knows."""
    return name in PHRASES or not (name in BLOCKS or name in EMPTY or name in _KNOWN)


def _list_attributes(tag: str) -> dict[str, str]:
    attributes = read_attributes(tag)
    return {
        name: value
        for name, value in attributes.items()
        if name not in _IGNORED and re.fullmatch(r"[a-z_:@][\w:.@-]*", name)
    }


def _is_reopened(name: str, attributes: dict[str, str]) -> bool:
    return not (name in {"a", "span"} and ({"id", "name"} & attributes.keys()))
