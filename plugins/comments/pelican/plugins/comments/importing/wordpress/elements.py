"""The elements of an export, by what they mean and not by how their prefixes are declared."""

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import (
    Element,
    ParseError,
    XMLParser,
    tostring,
)  # entities are refused before: see wxr.py

_UNBOUND = 27
"""Expat's code of a prefix that nothing declares."""
_DECLARATION = re.compile(r"""\sxmlns:([\w.-]+)\s*=\s*["']([^"']*)["']""")
_PREFIX = re.compile(r"(?<=[<\s/])([A-Za-z_][\w.-]*):(?=[A-Za-z_])")
_CDATA = re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL)
_MEANINGS = {name: name for name in ("wp", "excerpt", "content", "dc")}
"""What the usual prefixes mean where nothing declares them."""
_NAMESPACES = (
    (re.compile(r"wordpress\.org/export/.*excerpt"), "excerpt"),
    (re.compile(r"wordpress\.org/export/"), "wp"),
    (re.compile(r"purl\.org/rss/1\.0/modules/content"), "content"),
    (re.compile(r"purl\.org/dc/"), "dc"),
)


def read_prefixes(head: str) -> dict[str, str]:
    """What the prefixes that a file declares mean: `wp`, `excerpt`, `content`, `dc`, or something foreign."""
    declared = {
        prefix: _name_meaning(uri) or f"foreign:{prefix}" for prefix, uri in _DECLARATION.findall(head)
    }
    meant = set(declared.values())
    return declared | {prefix: usual for prefix, usual in _MEANINGS.items() if usual not in meant}


def _name_meaning(uri: str) -> str:
    return next((meaning for pattern, meaning in _NAMESPACES if pattern.search(uri)), "")


def find_undeclared(text: str, prefixes: Mapping[str, str]) -> set[str]:
    """The prefixes in a text that are not among the declared ones."""
    return set(_PREFIX.findall(_CDATA.sub("", text))) - {*prefixes, "xmlns", "xml"}


def parse_fragment(text: str, prefixes: Mapping[str, str]) -> Element:
    """An element that holds what a text does; lines are counted as in the text. Raises ParseError."""
    parser = XMLParser()  # noqa: S314  # a document type cannot stand within the element
    declared = "".join(f' xmlns:{prefix}="{meaning}"' for prefix, meaning in prefixes.items())
    parser.feed(f"<all{declared}>")
    parser.feed(text)
    parser.feed("</all>")
    element: Element = parser.close()
    return element


def parse_with_any_prefix(text: str, prefixes: dict[str, str]) -> Element:
    """As parse_fragment; prefixes that nothing declares are added to `prefixes`."""
    try:
        return parse_fragment(text, prefixes)
    except ParseError as error:
        undeclared = find_undeclared(text, prefixes) if error.code == _UNBOUND else None
        if not undeclared:
            raise
    prefixes.update({prefix: f"foreign:{prefix}" for prefix in undeclared})
    return parse_fragment(text, prefixes)


def split_name(element: Element) -> tuple[str, str]:
    """The meaning of an element's prefix, empty without one, and its local name."""
    if not isinstance(element.tag, str):  # a comment
        return "", ""
    namespace, brace, name = element.tag.rpartition("}")
    namespace = namespace.removeprefix("{")
    if not brace or namespace in _MEANINGS:
        return namespace, name
    return _name_meaning(namespace) or namespace, name


def list_children(element: Element) -> Iterator[tuple[str, str, Element]]:
    """Each child with its meaning and its local name."""
    for child in element:
        yield *split_name(child), child


class MisplacedError(ValueError):
    """An element of an export within another one's text, because an end is missing."""


def read_text(element: Element) -> str:
    """What an element holds, without blanks at the ends; HTML within it is kept as markup.

    Raises MisplacedError if there is something else within it.
    """
    if len(element):
        if any(split_name(child)[0] in _MEANINGS for child in element.iter() if child is not element):
            raise MisplacedError("an end is missing, so it holds what does not belong to it")
        return "".join([element.text or "", *(tostring(child, "unicode") for child in element)]).strip()
    return (element.text or "").strip()


__all__ = ["Element", "ParseError"]
