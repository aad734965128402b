"""The beginning of a text, for lists and feeds."""

import re
from collections.abc import Mapping
from typing import Any

from pelican.utils import truncate_html_paragraphs, truncate_html_words
from pelican_toolkit.html import (
    VOID,
    Kind,
    Token,
    list_attributes,
    read_attributes,
    read_tokens,
    rewrite_tags,
)

from .elements import is_call, remove_elements, remove_heading_links

_MARKER = r"<!--\s*more\b[^<>]*-->"
_MARKERS = re.compile(rf"<p>\s*{_MARKER}\s*</p>\s*|{_MARKER}\s*", re.IGNORECASE)
_HEADINGS = {f"h{level}" for level in range(1, 7)}


def remove_markers(html: str) -> str:
    """The HTML without `<!--more-->`, and without the paragraphs that hold nothing else."""
    return _MARKERS.sub("", html)


def find_excerpt(html: str) -> str:
    """What comes before `<!--more-->`, its elements closed, fit for a list; empty without a marker."""
    marker = _MARKERS.search(html)
    return clean_excerpt(close_elements(html[: marker.start()].strip())) if marker else ""


def cut_excerpt(html: str, settings: Mapping[str, Any]) -> str:
    """The excerpt as Pelican makes it (SUMMARY_MAX_PARAGRAPHS, SUMMARY_MAX_LENGTH), fit for a list.

    It is empty if Pelican's own would be the same: then the plugin leaves it to Pelican.
    """
    bare = html
    if "admonition-title" in html:  # the title of an alert, such as “Note”, is not what the text begins with
        bare = remove_elements(html, _is_title).lstrip()
    cut = _truncate(bare, settings)
    cleaned = clean_excerpt(cut)
    return cleaned if cleaned != cut or bare != html else ""


def _is_title(tag: Token) -> bool:
    return tag.name == "p" and read_attributes(tag.source).get("class") == "admonition-title"


def _truncate(html: str, settings: Mapping[str, Any]) -> str:
    if settings.get("SUMMARY_MAX_PARAGRAPHS") is not None:
        html = truncate_html_paragraphs(html, settings["SUMMARY_MAX_PARAGRAPHS"])
    if settings["SUMMARY_MAX_LENGTH"] is not None:
        html = truncate_html_words(html, settings["SUMMARY_MAX_LENGTH"], settings["SUMMARY_END_SUFFIX"])
    return html


def clean_excerpt(html: str) -> str:
    """The HTML without what would lead nowhere in a list, or would be twice on a page that shows both.

    These are the calls of footnotes, the links of headings to themselves, and the ids of headings.
    """
    return rewrite_tags(remove_heading_links(remove_elements(html, is_call)), _remove_id)


def _remove_id(token: Token) -> str:
    tag = token.source
    if token.name in _HEADINGS:
        for attribute in reversed(list_attributes(tag)):
            if attribute.name == "id":
                tag = tag[: attribute.start].rstrip() + tag[attribute.end :]
    return tag


def close_elements(html: str) -> str:
    """The HTML, cut off anywhere in its text, with an end tag for each element that is open there."""
    names: list[str] = []
    for token in read_tokens(html):
        if token.kind is Kind.START and token.name not in VOID:
            names.append(token.name)
        elif token.kind is Kind.END and token.name in names:
            while names.pop() != token.name:
                pass
    return html + "".join(f"</{name}>" for name in reversed(names))
