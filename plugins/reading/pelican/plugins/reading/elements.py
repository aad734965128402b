"""What is left out of a piece of HTML, such as an excerpt or the words of a heading."""

from collections.abc import Callable
from functools import lru_cache

from pelican_toolkit.html import Kind, Token, read_attributes, read_tokens

from .anchors import LINK_CLASS

Judge = Callable[[Token], bool]
"""Whether the element with this start tag is meant."""


def remove_elements(html: str, judge: Judge) -> str:
    """The HTML without the elements that `judge` picks, and without what they hold.

    If one of them has no end tag, nothing is removed: it would be all the rest.
    """
    return _strip(html, judge, keeps_content=False)


@lru_cache(maxsize=512)  # a text is in several feeds
def remove_heading_links(html: str) -> str:
    """The HTML in which the words of headings are no longer links."""
    if LINK_CLASS not in html:
        return html
    return _strip(html, _is_heading_link, keeps_content=True)


def is_call(tag: Token) -> bool:
    """Whether an element is the call of a footnote, as Python-Markdown writes it."""
    return tag.name == "sup" and read_attributes(tag.source).get("id", "").startswith("fnref")


def _is_heading_link(tag: Token) -> bool:
    return tag.name == "a" and read_attributes(tag.source).get("class") == LINK_CLASS


def _strip(html: str, judge: Judge, *, keeps_content: bool) -> str:
    kept: list[str] = []
    name, depth = "", 0  # of the element that is being taken out
    for token in read_tokens(html):
        is_start = token.kind is Kind.START
        if depth:
            if token.name == name:
                depth += 1 if is_start else -1
            if depth and keeps_content:
                kept.append(token.source)
        elif is_start and judge(token):
            name, depth = token.name, 1
        else:
            kept.append(token.source)
    return html if depth else "".join(kept)
