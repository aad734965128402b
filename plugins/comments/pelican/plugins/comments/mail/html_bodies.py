"""The text of an e-mail in HTML, as Markdown."""

import re
import warnings

import nh3
from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning
from markdownify import MarkdownConverter

_INLINE = {"a", "b", "code", "del", "em", "i", "kbd", "s", "span", "strong"}
_BLOCKS = {"blockquote", "br", "div", "li", "ol", "p", "pre", "ul"}
_AS_DIV = {"caption", "center", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "table", "td", "th", "tr"}
"""What begins a line, and is no more than that in a comment."""

# A parser of its own first: whatever the markup is, it takes bounded time, and BeautifulSoup gets clean HTML.
_CLEANER = nh3.Cleaner(
    tags=_INLINE | _BLOCKS | _AS_DIV,
    clean_content_tags={"script", "style", "title"},
    attributes={"*": {"class", "id"}, "a": {"href"}, "blockquote": {"type"}},
    url_schemes={"http", "https"},
    link_rel=None,
)

_NOT_OWN = (
    "blockquote[type=cite], .moz-cite-prefix, .moz-forward-container, .moz-signature"  # Thunderbird
    ", .gmail_quote, .gmail_attr, .gmail_signature, .gmail_signature_prefix, .yahoo_quoted"
    ", .protonmail_quote, .protonmail_signature_block"
    ", #mail-editor-reference-message-container, #Signature, #ms-outlook-mobile-signature"  # Outlook
)
_LAST = "#appendonsend, #divRplyFwdMsg, #OLK_SRC_BODY_SECTION"
"""Where Outlook begins the message that is answered: all that follows is of it."""


class _Converter(MarkdownConverter):
    """As markdownify, but a div is a line, as mail programs mean it, and not a paragraph."""

    def convert_div(self, _element: object, text: str, parent_tags: set[str]) -> str:
        """The text on lines of its own."""
        return f" {text} " if "_inline" in parent_tags else f"\n{text}\n"


def convert_html(html: str) -> str:
    """The Markdown of a message in HTML, without what its mail program marks as quoted or as a signature.

    Raises RecursionError where its elements lie too deep in each other.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)  # a message may well be a mere link
        soup = BeautifulSoup(_CLEANER.clean(html), "html.parser")
    _drop_quotations(soup)
    for tag in soup.find_all(_AS_DIV):
        tag.name = "div"
    # What looks like Markdown is meant so: the reader does not know in which form a program sends the text.
    converter = _Converter(
        escape_asterisks=False,
        escape_underscores=False,
        bullets="-",
        wrap=True,  # a line of the source is none of the text
        wrap_width=None,
    )
    lines = [line.rstrip() for line in converter.convert_soup(soup).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def _drop_quotations(soup: BeautifulSoup) -> None:
    if last := soup.select_one(_LAST):
        for element in [*last.next_siblings, last]:
            element.extract()
    for element in soup.select(_NOT_OWN):
        if not element.decomposed:
            element.decompose()
