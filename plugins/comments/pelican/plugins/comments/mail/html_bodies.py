"""The text of an e-mail in HTML, as Markdown."""

import re
import warnings
from collections.abc import Iterable

import nh3
from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning
from bs4.element import NavigableString, Tag
from markdownify import MarkdownConverter
from pelican.plugins.comments.cuts import Line

_INLINE = {"a", "b", "code", "del", "em", "i", "kbd", "s", "span", "strong"}
_BLOCKS = {"blockquote", "br", "div", "li", "ol", "p", "pre", "ul"}
_AS_DIV = {"caption", "center", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "table", "td", "th", "tr"}
"""Elements that only start a new line in a comment."""

# nh3 comes first: it takes bounded time on any markup, and gives BeautifulSoup clean HTML.
_CLEANER = nh3.Cleaner(
    tags=_INLINE | _BLOCKS | _AS_DIV,
    clean_content_tags={"script", "style", "title"},
    attributes={"*": {"class", "id"}, "a": {"href"}, "blockquote": {"type"}},
    url_schemes={"http", "https"},
    link_rel=None,
)

_ADDED = (
    ".moz-cite-prefix, .moz-forward-container, .moz-signature"  # Thunderbird
    ", .gmail_attr, .gmail_signature, .gmail_signature_prefix, .yahoo_quoted"
    ", .protonmail_quote, .protonmail_signature_block"
    ", div.gmail_quote:not(:has(blockquote)), pre:has(+ blockquote#isReplyContent)"  # forwarded; NetEase
    ", #mail-editor-reference-message-container, #Signature, #ms-outlook-mobile-signature"  # Outlook
)
_QUOTATIONS = (
    "blockquote[type=cite], blockquote.gmail_quote, .gmail_quote blockquote"
    ", blockquote.tutanota_quote, blockquote#isReplyContent"
)
_LAST = "#appendonsend, #divRplyFwdMsg, #OLK_SRC_BODY_SECTION"
"""Where Outlook starts the quoted message, which runs to the end."""

_TAG = re.compile(r"<(?P<closes>/?)(?P<name>[a-z0-9]+)")
_MAX_DEPTH = 200

_BEGIN, _END = "\ue000", "\ue001"
"""Private-use characters around what is to be cut, while the text becomes Markdown."""
_DASHES = "\ue002"
"""Replaces the `-- ` above a signature, which would lose its space."""


class _Converter(MarkdownConverter):
    """Like markdownify, but a div is a line, as in mail programs, not a paragraph."""

    def convert_div(self, _element: object, text: str, parent_tags: set[str]) -> str:
        """The text on lines of its own."""
        return f" {text} " if "_inline" in parent_tags else f"\n{text}\n"


def convert_html(html: str) -> list[Line]:
    """The Markdown of a message in HTML; what its mail program marks as quoted or as a signature is cut.

    A quotation stays if the writer answered below it. Raises RecursionError if elements are nested too deep.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)  # a message may well be a mere link
        soup = BeautifulSoup(_clean(html), "html.parser")
    _mark_added(soup)
    for tag in soup.find_all(_AS_DIV):
        tag.name = "div"
    # What looks like Markdown is Markdown: writers do not know whether their program sends HTML.
    converter = _Converter(
        escape_asterisks=False,
        escape_underscores=False,
        bullets="-",
        wrap=True,  # line breaks in the source mean nothing
        wrap_width=None,
    )
    lines = [line.rstrip() for line in converter.convert_soup(soup).split("\n")]
    return _read_marks(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).split("\n"))


def _clean(html: str) -> str:
    """The HTML without what a comment cannot have, and without our marks.

    Raises RecursionError if elements are nested too deep, since later steps take quadratic time.
    """
    clean = _CLEANER.clean(re.sub(f"[{_BEGIN}-{_DASHES}]", "", html))
    depth = 0
    for tag in _TAG.finditer(clean):
        depth += -1 if tag["closes"] else tag["name"] != "br"
        if depth > _MAX_DEPTH:
            raise RecursionError
    return clean


def _mark_added(soup: BeautifulSoup) -> None:
    if last := soup.select_one(_LAST):
        copy = last.wrap(soup.new_tag("div"))
        for element in list(copy.next_siblings):
            copy.append(element)
        _surround(copy)
    for element in soup.select(_ADDED):
        _surround(element)
    quotations = [element for element in soup.select(_QUOTATIONS) if not element.find_parent("blockquote")]
    for quotation in reversed(quotations):
        if _has_text_below(quotation):
            break
        _surround(quotation)
    for text in soup.find_all(string=re.compile(r"^\s*--[ \u00a0]\s*$")):
        text.replace_with(_DASHES)


def _surround(element: Tag) -> None:
    """Put marks around an element, on lines of their own."""
    for mark, insert in ((_BEGIN, element.insert_before), (_END, element.insert_after)):
        line = Tag(name="div")
        line.append(NavigableString(mark))
        insert(line)


def _has_text_below(quotation: Tag) -> bool:
    """Whether the writer added something below a quotation."""
    inside = {id(text) for text in quotation.find_all(string=True)}
    depth = 0
    for text in quotation.find_all_next(string=True):
        depth += (text == _BEGIN) - (text == _END)
        if depth <= 0 and id(text) not in inside and text.strip(f" \t\n\u00a0{_BEGIN}{_END}"):
            return True
    return False


def _read_marks(lines: Iterable[str]) -> list[Line]:
    """The lines, with those between two marks cut."""
    read: list[Line] = []
    depth = 0
    for line in lines:
        begins, ends = line.count(_BEGIN), line.count(_END)
        depth += begins
        text = re.sub(f"[{_BEGIN}{_END}]", "", line).replace(_DASHES, "-- ")
        if text.strip() or not (begins or ends):
            read.append(Line(text, is_cut=depth > 0 and bool(text.strip())))
        depth = max(0, depth - ends)
    return read
