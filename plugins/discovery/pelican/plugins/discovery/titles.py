"""Titles and names as text: they are HTML to Pelican's own themes, and text to a theme that escapes."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from jinja2.runtime import Context
from pelican.contents import Content

_MARKUP = re.compile(r"<!--.*?-->|</?[a-zA-Z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL)
_SPACE = re.compile(r"[ \t\r\n\f]+")  # a space that does not break stays
_HTML_READERS = {"html", "rst"}
"""The readers of Pelican's whose titles are HTML in any case."""


def read_title(content: Content) -> str:
    """The title of an article or page as text."""
    settings, title = content.settings, str(content.title)
    if getattr(content, "title_is_text", False):  # pelican-typography says so
        return title
    if content.metadata.get("reader") in _HTML_READERS or settings["TYPOGRIFY"]:
        return strip_markup(title)
    return read_name(title, settings)


def read_name(name: object, settings: Mapping[str, Any] | Context) -> str:
    """SITENAME, a category or a template's words as text: they are HTML, unless the templates escape.

    What they have escaped already is HTML in any case.
    """
    asked = settings["JINJA_ENVIRONMENT"].get("autoescape", False)
    escapes = asked("page.html") if callable(asked) else asked
    return str(name) if escapes and not hasattr(name, "__html__") else strip_markup(name)


def strip_markup(html: object) -> str:
    """The text of a line of HTML, without tags and comments; other signs `<` and `&` stay."""
    return _SPACE.sub(" ", unescape(_MARKUP.sub("", str(html)))).strip(" ")
