"""Titles and names as text: they are HTML to Pelican's own themes, and text to a theme that escapes."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

_MARKUP = re.compile(r"<!--.*?-->|</?[a-zA-Z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL)
_SPACE = re.compile(r"[ \t\r\n\f]+")  # a space that does not break stays
_HTML_READERS = {"html", "rst"}
"""The readers of Pelican's whose titles are HTML in any case."""


def read_title(content: Any) -> str:  # noqa: ANN401  # Pelican ships no types, and a Post has text already
    """The title of an article or page as text, to be escaped where it is printed."""
    settings = getattr(content, "settings", None)
    title = str(content.title)
    if settings is None or getattr(content, "title_is_text", False):  # pelican-typography says so
        return title
    if content.metadata.get("reader") in _HTML_READERS or settings["TYPOGRIFY"]:
        return strip_markup(title)
    return read_name(title, settings)


def read_name(name: object, settings: Mapping[str, Any]) -> str:
    """SITENAME, a category, an author or a tag as text: HTML, unless the templates escape what they print."""
    return str(name) if escapes(settings) else strip_markup(str(name))


def escapes(settings: Mapping[str, Any]) -> bool:
    """Whether the site's templates escape what they print."""
    asked = settings["JINJA_ENVIRONMENT"].get("autoescape", False)
    return bool(asked("page.html") if callable(asked) else asked)


def strip_markup(html: str) -> str:
    """The text of a line of HTML, without tags and comments; other signs `<` and `&` stay."""
    return _SPACE.sub(" ", unescape(_MARKUP.sub("", html))).strip(" ")
