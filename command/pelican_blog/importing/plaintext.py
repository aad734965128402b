"""Titles and names of an export as plain text: WordPress keeps them as HTML."""

import re
import unicodedata
from html import unescape

from pelican_blog.writing.headers import clean_line

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->", re.DOTALL)
_LINE = re.compile(r"<br\s*/?>", re.IGNORECASE)
_MOST_CHARACTERS = 60


def read_plain(html: str) -> str:
    """The words of a title or a name on one line: entities decoded, tags stripped."""
    text = _TAG.sub("", _LINE.sub(" ", html))
    return clean_line(unescape(unescape(text)) if "&amp;" in text else unescape(text))


def begin_words(html: str) -> str:
    """The first words of a text, for one without a title; empty if it has none."""
    words = read_plain(re.sub(r"<[^<>]*>|\[[^\[\]]*\]", " ", html))
    if len(words) <= _MOST_CHARACTERS:
        return words
    cut = words[:_MOST_CHARACTERS].rpartition(" ")[0] or words[:_MOST_CHARACTERS]
    return f"{cut.rstrip('.,;:!? ')}…"


def fold(text: str) -> str:
    """The form in which slugs are compared: composed, in lower case."""
    return unicodedata.normalize("NFC", text).casefold()
