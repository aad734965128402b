"""HTML as a tree of elements and strings, as Beautiful Soup makes it, in a third of its time.

A run after an edit reads one text, and the import of Beautiful Soup alone took a twentieth of it. What looks
like a reference and is none, such as `&bogus;`, stays as it is written.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Union

_VOID = frozenset(
    {
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "keygen", "link", "menuitem", "meta"),
        *("param", "source", "track", "wbr"),
        *("basefont", "bgsound", "command", "frame", "image", "isindex", "nextid", "spacer"),
    }
)
"""Elements without an end tag, those of long ago included."""
_VERBATIM = frozenset({"pre", "textarea"})
_ASIDE = frozenset({"rp", "rt", "script", "style", "template"})
"""Elements whose strings are not what the elements around them say."""
_BLANKS = " \n\t\f\r"


@dataclass(slots=True, eq=False)
class String:
    """Characters between two tags, or in a comment."""

    text: str
    parent: "Element"
    is_said: bool
    """Whether it is part of what the elements around it say."""


@dataclass(slots=True, eq=False)
class Element:
    """An element, or the whole of the HTML, which has no name."""

    name: str
    parent: Union["Element", None] = None
    attrs: Mapping[str, str] = field(default_factory=dict)
    parts: list[Union["Element", String]] = field(default_factory=list)

    def list_elements(self) -> list["Element"]:
        """The elements in it, in the order of their start tags."""
        return [part for part in self._walk() if isinstance(part, Element)]

    def list_named(self, *names: str) -> list["Element"]:
        """The elements in it that have one of these names."""
        return [element for element in self.list_elements() if element.name in names]

    def list_strings(self) -> list[String]:
        """The strings in it."""
        return [part for part in self._walk() if isinstance(part, String)]

    def list_classes(self) -> list[str]:
        """Its classes."""
        return re.findall(r"\S+", self.attrs.get("class", ""))

    def read(self) -> str:
        """What it says, as it is."""
        return "".join(string.text for string in self.list_strings() if string.is_said)

    def says_something(self) -> bool:
        """Whether it says anything but blanks."""
        return any(string.is_said and string.text.strip() for string in self.list_strings())

    def _walk(self) -> Iterator[Union["Element", String]]:
        ahead = self.parts[::-1]
        while ahead:
            part = ahead.pop()
            yield part
            if isinstance(part, Element):
                ahead += reversed(part.parts)


def is_within(part: Element | String, names: Collection[str]) -> bool:
    """Whether an element or a string is in an element with one of these names."""
    around = part.parent
    while around and around.name not in names:
        around = around.parent
    return around is not None


def grow_tree(html: str) -> Element:
    """The tree of an HTML text."""
    parser = _Parser()
    with suppress(AssertionError):  # raised for `<![x[`, which some Pythons cannot read
        parser.feed(html)
        parser.close()
    parser.end_string()
    return parser.root


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self._current = Element("")
        self._open: list[str] = []
        self._data: list[str] = []
        self._closed: list[str] = []
        """Void elements, whose end tags may follow."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._start(tag, attrs)
        if tag in _VOID:
            self._end(tag)
            self._closed.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._start(tag, attrs)
        self._end(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._closed:
            self._closed.remove(tag)
        else:
            self._end(tag)

    def handle_data(self, data: str) -> None:
        self._data.append(data)

    def handle_comment(self, data: str) -> None:
        self._add_string(data, is_said=False)

    def handle_decl(self, decl: str) -> None:
        self._add_string(decl.partition(" ")[2], is_said=False)

    def handle_pi(self, data: str) -> None:
        self._add_string(data, is_said=False)

    def unknown_decl(self, data: str) -> None:
        name, bracket, text = data.partition("[")
        self._add_string(text if bracket else data, is_said=name.upper() == "CDATA")

    def end_string(self, *, is_said: bool = True) -> None:
        """Add what has been read since the last tag."""
        if not self._data:
            return
        text = "".join(self._data)
        self._data.clear()
        if not text.strip(_BLANKS) and _VERBATIM.isdisjoint(self._open):
            text = "\n" if "\n" in text else " "
        is_said = is_said and _ASIDE.isdisjoint(self._open)
        self._current.parts.append(String(text, self._current, is_said))

    def _add_string(self, text: str, *, is_said: bool) -> None:
        self.end_string()
        self._data.append(text)
        self.end_string(is_said=is_said)

    def _start(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        self.end_string()
        element = Element(name, self._current, {key: value or "" for key, value in attrs})
        self._current.parts.append(element)
        self._current = element
        self._open.append(name)

    def _end(self, name: str) -> None:
        self.end_string()
        while name in self._open:
            self._current = self._current.parent or self.root
            if self._open.pop() == name:
                break
