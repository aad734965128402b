"""The beginning of a text, for where the whole text is not: lists and feeds."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

from pelican.utils import truncate_html_paragraphs, truncate_html_words

from .anchors import remove_anchors
from .footnotes import remove_calls

_MARKER = r"<!--\s*more\b[^<>]*-->"
_TITLES = re.compile(r'<p class="admonition-title">.*?</p>\s*', re.DOTALL)
_MARKERS = re.compile(rf"<p>\s*{_MARKER}\s*</p>\s*|{_MARKER}\s*", re.IGNORECASE)
# https://html.spec.whatwg.org/multipage/syntax.html#void-elements
_VOID = frozenset(
    {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)


def remove_markers(html: str) -> str:
    """The HTML without `<!--more-->`, and without the paragraphs that hold nothing else."""
    return _MARKERS.sub("", html)


def find_excerpt(html: str) -> str:
    """What stands before `<!--more-->`, its elements closed, fit for a list; empty without a marker."""
    marker = _MARKERS.search(html)
    return clean_excerpt(close_elements(html[: marker.start()].strip())) if marker else ""


def cut_excerpt(html: str, settings: Mapping[str, Any]) -> str:
    """The excerpt as Pelican makes it (SUMMARY_MAX_PARAGRAPHS, SUMMARY_MAX_LENGTH), fit for a list.

    It is empty where Pelican's own would be the same: then the plugin has no reason to meddle.
    """
    bare = _TITLES.sub("", html)  # the title of an alert, such as “Note”, is not what the text begins with
    cut = _truncate(bare, settings)
    cleaned = clean_excerpt(cut)
    return cleaned if cleaned != cut or bare != html else ""


def _truncate(html: str, settings: Mapping[str, Any]) -> str:
    if settings.get("SUMMARY_MAX_PARAGRAPHS") is not None:
        html = truncate_html_paragraphs(html, settings["SUMMARY_MAX_PARAGRAPHS"])
    if settings["SUMMARY_MAX_LENGTH"] is not None:
        html = truncate_html_words(html, settings["SUMMARY_MAX_LENGTH"], settings["SUMMARY_END_SUFFIX"])
    return html


def clean_excerpt(html: str) -> str:
    """The HTML without what would dangle in a list: the calls of footnotes and the anchors of headings."""
    return remove_anchors(remove_calls(html))


def close_elements(html: str) -> str:
    """The HTML, cut off anywhere in its text, with an end tag for each element that is open there."""
    reader = _OpenElements()
    reader.feed(html)
    reader.close()
    return html + "".join(f"</{name}>" for name in reversed(reader.names))


class _OpenElements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag not in _VOID:
            self.names.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.names:
            while self.names.pop() != tag:
                pass
