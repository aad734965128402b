"""Titles and names as text: to Pelican's own themes they are HTML, to a theme that escapes they are text."""

from collections.abc import Mapping
from typing import Any

from jinja2.runtime import Context

from .html import strip_markup

HTML_READERS = frozenset({"html", "rst"})
"""Pelican's readers whose titles are HTML in any case."""


def read_title(content: Any) -> str:  # noqa: ANN401  # Pelican ships no types
    """The title of an article or page as text.

    A plugin that has made text of it already says so by the attribute `title_is_text`; an object without
    settings, which is not Pelican's, has a title that is text.
    """
    settings, title = getattr(content, "settings", None), str(content.title)
    if settings is None or getattr(content, "title_is_text", False):
        return title
    return strip_markup(title) if is_html_title(content) else read_name(title, settings)


def is_html_title(content: Any) -> bool:  # noqa: ANN401  # as above
    """Whether the title of a text is HTML, whatever the templates take it for."""
    return content.metadata.get("reader") in HTML_READERS or bool(content.settings["TYPOGRIFY"])


def read_name(name: object, settings: Mapping[str, Any] | Context) -> str:
    """SITENAME, a category, an author or a template's words as text: HTML, unless the templates escape.

    What a template has escaped already (`__html__`) is HTML in any case.
    """
    return str(name) if escapes(settings) and not hasattr(name, "__html__") else strip_markup(name)


def escapes(settings: Mapping[str, Any] | Context) -> bool:
    """Whether the site's templates escape what they print."""
    asked = settings["JINJA_ENVIRONMENT"].get("autoescape", False)
    return bool(asked("page.html") if callable(asked) else asked)
