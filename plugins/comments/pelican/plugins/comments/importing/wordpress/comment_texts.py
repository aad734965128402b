"""Texts of comments: what readers saw on the old site, as Markdown or, where that cannot say it, as HTML."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from markdownify import markdownify
from pelican.plugins.comments.importing.markdown import Dialect, build_comment_dialect, convert_html
from pelican.plugins.comments.markup import LINK_REL, MAX_HTML, MAX_SOURCE, sanitize_html, says_something
from pelican.plugins.comments.privacy import find_addresses

from .autop import add_paragraphs
from .mending import show_unfinished

_LINK = re.compile(r"(?<![\w/=@.-])(?:https?://|www\.(?=[\w-]+\.))[^\s<>\"“”«»]+", re.IGNORECASE)
_RELATIVE = re.compile(r"^(?!#comment-|[a-z][a-z0-9+.-]*:)", re.IGNORECASE)
_BEHIND = "?!.,:;'\u2019"
"""What ends a sentence rather than an address."""
_VERBATIM = ["a", "code", "pre", "kbd", "script", "style", "textarea"]
_REL = re.compile(rf'(?<=") rel="{LINK_REL}">')
"""What the sanitiser gives to links, whenever it reads them."""
_EMPTY = re.compile(r"<p>\s*</p>\n?")
_TITLES = ["h1", "h2", "h3", "h4", "h5", "h6", "dt", "legend", "summary", "caption"]
_NEAREST = {
    **dict.fromkeys(("div", "dd", "address", "section", "article", "figure", "figcaption", "center"), "p"),
    "acronym": "abbr",
    "strike": "del",
    "tt": "code",
    "samp": "code",
    "dfn": "em",
    "var": "i",
}
"""What comes nearest to elements that comments do not have; of others, their words are kept."""
_MEDIA = {"iframe": "src", "embed": "src", "video": "src", "audio": "src", "source": "src", "object": "data"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A comment's text in each form that its file may have."""

    html: str
    """Sanitised; empty if readers see nothing of it."""
    markdown: str = ""
    """Empty if Markdown cannot say the same."""
    is_cut: bool = False
    """Whether the end of it was left out, as it is longer than any comment of WordPress."""

    def simplify(self) -> str:
        """The Markdown, or else the nearest to it."""
        return self.markdown or markdownify(self.html, escape_misc=True, heading_style="ATX").strip()


def write_words(written: str, base: str = "") -> Words:
    """The text of a comment as WordPress shows it: with paragraphs and links, and media as links.

    `base` is the address of the page, where relative links start from.
    """
    html = _show(written, base)
    whole = _REL.sub(">", _EMPTY.sub("", sanitize_html(html[:MAX_HTML])))
    clean = whole[:MAX_HTML]
    if not says_something(sanitize_html(clean)):
        return Words(html="")
    is_cut = len(html) > MAX_HTML or clean != whole
    conversion = convert_html(clean, dialect=_build_dialect())
    fits = len(conversion.markdown) <= MAX_SOURCE and conversion.difference is None
    return Words(html=clean, markdown=conversion.markdown if fits else "", is_cut=is_cut)


@cache
def _build_dialect() -> Dialect:
    return build_comment_dialect()


def _show(written: str, base: str) -> str:
    soup = BeautifulSoup(add_paragraphs(show_unfinished(written)), "html.parser")
    for element in soup.find_all(["img", *_MEDIA]):
        _link_media(element, soup)
    for element in soup.find_all([*_TITLES, *_NEAREST]):
        _rename(element, soup)
    for link in soup.find_all("a", href=_RELATIVE):
        if find_addresses(str(link["href"])):
            link.unwrap()  # somebody forgot `mailto:`, which is no link here either
            continue
        with suppress(ValueError):  # brackets that are no IPv6 address
            link["href"] = urljoin(base, str(link["href"]))
    for text in [*soup.find_all(string=_LINK)]:
        if type(text) is NavigableString and not text.find_parent(_VERBATIM):
            text.replace_with(*_link_addresses(text, soup))
    return str(soup)


def _rename(element: Tag, soup: BeautifulSoup) -> None:
    """Make of an element the nearest one that comments have: a title becomes a bold line."""
    if element.name in _TITLES:
        strong = soup.new_tag("strong")
        strong.extend([*element.contents])
        element.append(strong)
    element.name = _NEAREST.get(element.name, "p")


def _link_media(element: Tag, soup: BeautifulSoup) -> None:
    """Put a link in place of a picture or a player, as nothing is loaded from elsewhere."""
    address = str(element.get(_MEDIA.get(element.name, "src")) or "")
    words = str(element.get("alt") or element.get("title") or address)
    if element.find_parent("a"):
        element.replace_with(words)
    elif address:
        address = f"https:{address}" if address.startswith("//") else address
        link = soup.new_tag("a", href=address)
        link.string = words
        element.insert_after(link)
        element.unwrap() if element.name not in {"img", "source", "embed"} else element.extract()


def _link_addresses(text: str, soup: BeautifulSoup) -> Iterator[Tag | str]:
    """The parts of a text, with its addresses as links."""
    end = 0
    for match in _LINK.finditer(text):
        address = _trim(match[0])
        yield text[end : match.start()]
        link = soup.new_tag("a", href=address if "://" in address else f"http://{address}")
        link.string = address
        yield link
        end = match.start() + len(address)
    yield text[end:]


def _trim(address: str) -> str:
    """The address without what belongs to the sentence around it."""
    while address[-1] in _BEHIND or (address[-1] == ")" and address.count("(") < address.count(")")):
        address = address[:-1]
    return address
