"""Headings that can be linked to: Markdown's own extension `toc`, with ids like those of WordPress."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from html import unescape
from itertools import count
from typing import Any
from unicodedata import category, name, normalize
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.toc import TocExtension, TocTreeprocessor
from markdown.postprocessors import build_postprocessors
from markdown.util import HTML_PLACEHOLDER_RE
from pelican_toolkit.html import Kind, read_attributes, read_tokens
from unidecode import unidecode

PREFIX = "h-"
"""WordPress's: no id of a theme begins like this, and no id begins with a digit."""
RESERVED = ("answer", "comments", "main", "related")
"""The ids that themes give to parts of a page."""
LINK_CLASS = "heading-link"

_FIRST_OF_OTHER_SCRIPTS = "\u0370"  # below it are Latin letters, and signs that any script uses
_OF_ANY_SCRIPT = re.compile("LATIN|^COMBINING|^VARIATION")  # the last are in emoji
_NAMES = re.compile(r"(?:id|name)\s*=", re.IGNORECASE)

Stash = Sequence[object]
"""The raw HTML that Markdown keeps apart from the tree: mostly strings."""


class HeadingProcessor(TocTreeprocessor):
    """Gives each heading an id that is unique on the page, and makes its words a link to itself.

    The words are the link so that it needs no other name: screen readers read the heading and nothing else.
    A heading that already holds a link (a footnote's call is one) only gets the id.
    """

    def __init__(self, md: Markdown, config: dict[str, Any]) -> None:
        """Take the options of `toc` and our own."""
        super().__init__(md, config)
        self.slugify = self._choose_id
        self._prefix, self._reserved = config["anchor_prefix"], config["reserved_ids"]
        self._taken: set[str] = set()
        self._numbers: dict[str, Iterator[int]] = {}

    def run(self, doc: Element) -> None:
        """Give the headings their ids and links."""
        self._taken = list_ids(doc, self.md.htmlStash.rawHtmlBlocks, self._reserved)
        self._numbers.clear()
        # `toc` runs postprocessors on each heading, while those of other extensions expect the whole text.
        every, self.md.postprocessors = self.md.postprocessors, build_postprocessors(self.md)
        try:
            super().run(doc)
        finally:
            self.md.postprocessors = every

    def _choose_id(self, text: str, _separator: str) -> str:
        wanted = f"{self._prefix}{make_slug(text) or 'section'}"
        chosen = wanted
        numbers = self._numbers.setdefault(wanted, count(2))
        while chosen in self._taken:
            chosen = f"{wanted}-{next(numbers)}"
        self._taken.add(chosen)
        return chosen

    def add_anchor(self, c: Element, elem_id: str) -> None:
        """Make the words of the heading a link, unless there is one among them."""
        if not _holds_link(c, self.md.htmlStash.rawHtmlBlocks):
            super().add_anchor(c, elem_id)


class HeadingExtension(TocExtension):
    """Markdown's `toc` with this plugin's ids and links, and without the list in place of `[TOC]`."""

    TreeProcessorClass = HeadingProcessor

    def __init__(self, anchor_prefix: str = PREFIX, reserved_ids: Sequence[str] = RESERVED) -> None:
        """Take the keys of READING that are about ids."""
        super().__init__(marker="", anchorlink=True, anchorlink_class=LINK_CLASS)
        self.config = {
            **self.config,
            "anchor_prefix": [anchor_prefix, "How the ids of headings begin"],
            "reserved_ids": [reserved_ids, "Ids that no heading gets"],
        }


def make_slug(text: str) -> str:
    """The text in lower case and hyphens: Latin letters in ASCII, those of other scripts as they are (NFKC).

    Empty if it has neither letters nor digits. WordPress keeps the letters of all scripts in the same way.
    """
    letters = "".join(map(_spell, normalize("NFC", text))).lower()
    return re.sub(r"[\s-]+", "-", letters).strip("-")


@cache
def _spell(character: str) -> str:
    """A letter, mark or digit of another script as it is; all else in ASCII, with a hyphen for each sign."""
    kept = normalize("NFKC", character)
    is_other = min(character, kept) >= _FIRST_OF_OTHER_SCRIPTS and category(kept[0])[0] in "LMN"
    if is_other and not _OF_ANY_SCRIPT.search(name(kept[0], "")):
        return kept
    return re.sub(r"[^A-Za-z0-9]", "-", unidecode(character))


def lead_to_headings(
    root: Element, stash: Stash, reserved: Iterable[str], tokens: Iterable[Mapping[str, Any]]
) -> None:
    """Make `#標題`, `#%E6%A8%99…` or `#Été` the id of the heading with these words, unless something has it.

    `tokens` are the `toc_tokens` of Markdown.
    """
    own = {element.get("id") for element in root.iter()}
    links = [(link, unquote(link.get("href", "")[1:])) for link in root.iter("a") if _is_to_fragment(link)]
    if not (links := [(link, written) for link, written in links if written not in own]):
        return
    spellings: dict[str, str] = {}
    for token in _list_all(tokens):
        for spelling in filter(None, map(make_slug, (unescape(token["name"]), token["id"]))):
            spellings.setdefault(spelling, token["id"])
    taken = list_ids(root, stash, reserved)
    for link, written in links:
        if written not in taken and make_slug(written) in spellings:
            link.set("href", f"#{spellings[make_slug(written)]}")


def list_ids(root: Element, stash: Stash, reserved: Iterable[str]) -> set[str]:
    """Every id in the tree and in the raw HTML beside it (where `name` counts, too), and those reserved."""
    ids = {element.get("id", "") for element in root.iter()} | {*reserved}
    for html in stash:
        if isinstance(html, str) and _NAMES.search(html):  # highlighted code has neither
            for token in read_tokens(html):
                if token.kind in {Kind.START, Kind.RAW} and "=" in token.source:
                    attributes = read_attributes(token.source)
                    ids |= {attributes[key] for key in ("id", "name") if key in attributes}
    return ids


def _is_to_fragment(link: Element) -> bool:
    return link.get("href", "").startswith("#") and link.get("class") != LINK_CLASS


def _list_all(tokens: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for token in tokens:
        yield token
        yield from _list_all(token["children"])


def _holds_link(heading: Element, stash: Stash) -> bool:
    if heading.find(".//a") is not None:
        return True
    numbers = HTML_PLACEHOLDER_RE.findall("".join(heading.itertext()))
    html = "".join(str(stash[int(number)]) for number in numbers)
    return any(token.name in {"a", "button"} for token in read_tokens(html))
