"""Visitors' text made harmless: comments, names, addresses of websites."""

import re
import unicodedata
from html import unescape
from urllib.parse import urlsplit

import nh3
from markupsafe import Markup

from .github_markdown import build_markdown

MAX_SOURCE = 10_000
"""Characters of a comment's source. The parsers' worst cases grow with the square of it."""
MAX_NAME = 80
MAX_WEBSITE = 200

ALLOWED_TAGS = frozenset(
    {"a", "abbr", "b", "blockquote", "br", "cite", "code", "del", "em", "hr", "i", "kbd", "li", "ol", "p"}
    | {"pre", "q", "s", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"},
)
ALLOWED_ATTRIBUTES = {
    "*": frozenset[str](),  # without this entry nh3 lets title and lang through everywhere
    "a": frozenset({"href"}),
    "abbr": frozenset({"title"}),
    "ol": frozenset({"start"}),
}
ALLOWED_SCHEMES = frozenset({"http", "https"})  # no mailto: an address does not belong on a public page
_COMMENT_LINK = re.compile(r"#comment-(?=[a-z-]*[0-9])[a-z0-9][a-z0-9-]{0,63}")  # ids without digits are ours
LINK_REL = "ugc nofollow noopener"  # https://developers.google.com/search/docs/crawling-indexing/qualify-outbound-links


def _keep_comment_link(address: str) -> str | None:
    """The address if it leads to a comment of the same page; of relative ones no other is kept."""
    return address if _COMMENT_LINK.fullmatch(address) else None


_MARKDOWN = build_markdown(links=False)
_MARKDOWN_WITH_LINKS = build_markdown(links=True)  # costs half as much again, and few comments hold one
_CLEANER = nh3.Cleaner(
    tags=set(ALLOWED_TAGS),
    attributes={tag: set(names) for tag, names in ALLOWED_ATTRIBUTES.items()},
    url_schemes=set(ALLOWED_SCHEMES),
    url_relative=_keep_comment_link,
    link_rel=LINK_REL,
    strip_comments=True,
)


def render_markdown(text: str) -> Markup:
    """The HTML of a comment written in Markdown, sanitised.

    Of raw HTML little is understood (see github_markdown); the rest is shown as text.

    Raises ValueError above MAX_SOURCE characters.
    """
    source = _check_source(text)
    markdown = _MARKDOWN_WITH_LINKS if "://" in source else _MARKDOWN
    return Markup(_CLEANER.clean(markdown.render(source)).strip())  # noqa: S704  # the sanitiser's output


def sanitize_html(html: str) -> Markup:
    """The HTML of a comment reduced to the allowed tags, attributes and schemes.

    Raises ValueError above MAX_SOURCE characters.
    """
    return Markup(_CLEANER.clean(_check_source(html)).strip())  # noqa: S704  # the sanitiser's output


def strip_tags(body: Markup) -> str:
    """The text of sanitised HTML."""
    return unescape(nh3.clean(body, tags=set()))


_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x9f]")


def clean_source(source: str) -> str:
    """The source without the characters that no XML feed may hold (XML 1.0, 2.2), nor other controls."""
    return _NO_XML.sub("", source)


def _check_source(source: str) -> str:
    if len(source) > MAX_SOURCE:
        raise ValueError(f"the text has {len(source)} characters; {MAX_SOURCE} is the most")
    return clean_source(source)


_INVISIBLE = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}  # controls, bidi marks, private and unassigned
_BLANKS = "\u115f\u1160\u2800\u3164\uffa0"  # letters and symbols by their category, but nothing is seen
_JOINERS = "\u200c\u200d"  # Persian and Indic names are misspelt without them, emoji fall apart


def clean_name(text: str) -> str:
    """A display name fit to print: NFC, one line, no control or bidi characters, at most MAX_NAME long.

    Empty where nothing visible is left. It is text: escape it when printing.
    """
    one_line = unicodedata.normalize("NFC", re.sub(r"\s+", " ", text))
    visible = "".join(char for char in one_line if char in _JOINERS or not _has_invisible(char))
    name = re.sub(r" {2,}", " ", visible)[:MAX_NAME].strip(" " + _JOINERS)
    return name if any(unicodedata.category(char)[0] in "LNPS" for char in name) else ""


def _has_invisible(text: str) -> bool:
    return any(char in _BLANKS or unicodedata.category(char) in _INVISIBLE for char in text)


def parse_website(text: str) -> str | None:
    """The http(s) address in a text, or None where it holds none that can be linked to.

    An address without a scheme gets `http://`, as from WordPress's esc_url().
    """
    address = text.strip()
    if "://" not in address and re.match(r"[\w-]+(\.[\w-]+)+([/?#]|$)", address):
        address = f"http://{address}"
    if len(address) > MAX_WEBSITE or _has_invisible(address) or re.search(r"[\s\\<>\"'`{}|^]", address):
        return None
    try:
        parts = urlsplit(address)
        port_is_valid = parts.port is None or parts.port > 0
    except ValueError:
        return None
    names_a_host = parts.hostname and unicodedata.normalize("NFKC", parts.netloc) == parts.netloc
    if parts.scheme in ALLOWED_SCHEMES and names_a_host and parts.username is None and port_is_valid:
        return address
    return None
