"""HTML as a tree, and written again so that every parser agrees."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import TypeAlias

from pelican_toolkit.html import VOID

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "col",
        "colgroup",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
PHRASES = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
    ]
)
"""Elements of a sentence, which go inside of blocks: a link around a heading becomes one in the heading."""
EMPTY = VOID | {"param"}
"""Elements without content and end tag."""
MORE = "#more"
"""The name of the mark that ends a summary."""

_VALUED = {"alt", "class", "href", "id", "src", "style", "title", "value"}
"""Attributes that look wrong without a value."""


@dataclass(slots=True)
class Element:
    """An element; its texts are without entities, except those of scripts and the like."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Node]" = field(default_factory=list)

    def walk(self) -> "Iterator[Element]":
        """This element and all within it, in their order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()


Node: TypeAlias = Element | str


def serialize(nodes: Iterable[Node]) -> str:
    """The nodes as well-formed HTML."""
    return "".join(map(_write_node, nodes))


def _write_node(node: Node) -> str:
    if isinstance(node, str):
        return escape(node, quote=False)
    if node.name == MORE:
        return str(node.children[0])
    start = f"<{node.name}{''.join(map(_write_attribute, node.attributes.items()))}>"
    if node.name in EMPTY:
        return start
    if is_raw(node):
        return f"{start}{''.join(map(str, node.children))}</{node.name}>"
    first = "\n" if node.name == "pre" and str(next(iter(node.children), "")).startswith("\n") else ""
    return f"{start}{first}{serialize(node.children)}</{node.name}>"


def _write_attribute(item: tuple[str, str]) -> str:
    name, value = item
    return f' {name}="{escape(value)}"' if value or name in _VALUED else f" {name}"


def is_raw(element: Element) -> bool:
    """Whether what it holds is no markup."""
    return element.name in {
        "math",
        "svg",
        "iframe",
        "noembed",
        "noframes",
        "script",
        "style",
        "textarea",
        "xmp",
    }
