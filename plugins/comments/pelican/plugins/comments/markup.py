"""Makes visitors' text harmless: comments, names, addresses of websites."""

import re
import unicodedata
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import nh3
from markupsafe import Markup, escape

from .characters import drop_unwritable, shows_something
from .effort import measure_quotations, measure_reach

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MAX_SOURCE = 10_000
"""Characters of a comment's source. The parsers' worst cases grow with the square of it."""
MAX_HTML = 400_000
"""Characters of a comment in HTML, which only imports write: the 65,535 bytes that WordPress keeps, with
paragraphs, links and entities."""
MAX_NAME = 80
MAX_WEBSITE = 200
_MOST_ADDRESSES, _LONGEST_REACH, _FEW_ADDRESSES = 200, 50_000, 10
"""Limits for making links: how many `://`, how far brackets reach in all (measure_reach), and with how many
addresses they may still reach that far. The parser rescans everything before each `://` and inside each pair
of brackets, so that 10,000 characters of them would take as long as some 300 ordinary texts."""
_MOST_QUOTED = 50_000
"""Limit for measure_quotations; a long text quoted and answered line by line comes to some 30,000."""
_CONTAINERS = frozenset({"blockquote_open", "list_item_open"})
_EMPTY_QUOTATION = "> \n"
_PLAIN_LINE = r"[^\W\d_] [^\\`*_~\[\]<>&|\xa0\r\t\f\v\n]*+ (?<!\s)"
_PLAIN = re.compile(rf"{_PLAIN_LINE} (?: \n++ {_PLAIN_LINE} )*+", re.VERBOSE)
"""Lines that begin with a letter and have no sign that Markdown or HTML knows, as most comments have."""

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
    """The address if it leads to a comment on the same page; no other relative address is kept."""
    return address if _COMMENT_LINK.fullmatch(address) else None


_CLEANER = nh3.Cleaner(
    tags=set(ALLOWED_TAGS),
    attributes={tag: set(names) for tag, names in ALLOWED_ATTRIBUTES.items()},
    url_schemes=set(ALLOWED_SCHEMES),
    url_relative=_keep_comment_link,
    link_rel=LINK_REL,
    strip_comments=True,
)
_STRIPPER = nh3.Cleaner(tags=set())


def render_markdown(text: str) -> Markup:
    """The HTML of a comment written in Markdown, sanitised.

    Most raw HTML is shown as text (see github_markdown).

    A text nested too deep for the parser, which would drop part of it, is shown as written; so is one whose
    quotations would take too long. Raises ValueError above MAX_SOURCE characters.
    """
    source, env = _check_source(text), dict[str, Any]()
    if _is_plain(source):
        return _mark_paragraphs(source)
    if measure_quotations(source) > _MOST_QUOTED:
        return _sanitize(_show_source(source))
    markdown = _choose_markdown(source)
    tokens = markdown.parse(source, env)
    if source.strip(_EMPTY_QUOTATION) and _is_cut_off(tokens, markdown.options["maxNesting"]):
        return _sanitize(_show_source(source))
    return _sanitize(markdown.renderer.render(tokens, markdown.options, env))


def _is_plain(source: str) -> bool:
    return bool(_PLAIN.fullmatch(source)) and "://" not in source and "www." not in source.lower()


def _mark_paragraphs(plain: str) -> Markup:
    """The HTML of a plain text, as the parser and the sanitiser would make it in ten times the time."""
    paragraphs = (paragraph.replace("\n", "<br>\n") for paragraph in re.split("\n\n+", plain))
    return Markup("<p>" + "</p>\n<p>".join(paragraphs) + "</p>")  # noqa: S704  # it has no markup


@cache
def _build_markdown(*, links: bool = False, brackets: bool = True) -> "MarkdownIt":
    """A parser; links cost half as much again, and few comments hold one."""
    from .github_markdown import build_markdown  # noqa: PLC0415  # takes a while, and most builds read no comment again

    markdown = build_markdown(links=links)
    return markdown if brackets else markdown.disable(["link", "reference"])


def _choose_markdown(source: str) -> "MarkdownIt":
    """The cheapest parser that does the text justice; too many links or brackets are shown as written."""
    addresses, reach = source.count("://"), measure_reach(source)
    if reach > _LONGEST_REACH:
        return _build_markdown(brackets=False)
    if 0 < addresses <= _MOST_ADDRESSES and addresses * reach <= _LONGEST_REACH * _FEW_ADDRESSES:
        return _build_markdown(links=True)
    return _build_markdown()


def _is_cut_off(tokens: "list[Token]", depth: int) -> bool:
    """Whether the parser reached its deepest level, where it drops quotations and lists."""
    return any(token.level + 1 >= depth for token in tokens if token.type in _CONTAINERS)


def _show_source(source: str) -> str:
    return f"<p>{escape(source)}</p>".replace("\n", "<br>\n")


def sanitize_html(html: str) -> Markup:
    """The HTML of a comment reduced to the allowed tags, attributes and schemes.

    Raises ValueError above MAX_HTML characters.
    """
    return _sanitize(_check_source(html, MAX_HTML))


def _sanitize(html: str) -> Markup:
    """The allowed HTML, free of what XML forbids: by now, `&#12;` has become the character itself."""
    clean = drop_unwritable(_CLEANER.clean(html)).replace("\r", "\n")  # as XML parsers do
    return Markup(clean.strip())  # noqa: S704  # the sanitiser's output


def says_something(body: Markup) -> bool:
    """Whether sanitised HTML shows a reader anything; a link or a picture without words does not."""
    return shows_something(strip_tags(body))


def strip_tags(body: Markup) -> str:
    """The text of sanitised HTML."""
    return unescape(_STRIPPER.clean(body))


def _check_source(source: str, most: int = MAX_SOURCE) -> str:
    if len(source) > most:
        raise ValueError(f"the text has {len(source)} characters; {most} is the most")
    return drop_unwritable(source)


_INVISIBLE = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}  # controls, bidi marks, private and unassigned
_BLANKS = "\u115f\u1160\u2800\u3164\uffa0\U0001d159"  # by their category letters and symbols, but blank
_JOINERS = "\u200c\u200d"  # Persian and Indic names are misspelt without them, emoji fall apart


def clean_name(text: str) -> str:
    """A display name fit to print: NFC, one line, no control or bidi characters, at most MAX_NAME long.

    Empty if nothing visible is left. It is text: escape it when printing.
    """
    one_line = unicodedata.normalize("NFC", re.sub(r"\s+", " ", text))
    visible = one_line
    if _has_invisible(one_line):
        visible = "".join(char for char in one_line if char in _JOINERS or not _has_invisible(char))
    name = re.sub(r" {2,}", " ", visible)[:MAX_NAME].strip(" " + _JOINERS)
    return name if shows_something(name) else ""


def _has_invisible(text: str) -> bool:
    if text.isascii() and text.isprintable():
        return False
    return any(char in _BLANKS or unicodedata.category(char) in _INVISIBLE for char in text)


def parse_website(text: str) -> str | None:
    """The http(s) address that a text is, or None if we cannot link to it.

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
