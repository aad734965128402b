"""The only module that knows Pelican: gives the templates gettext, dates, and the feeds their language."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from pelican.contents import Content
from pelican.generators import Generator
from pelican.plugins import signals

from .catalogues import choose_translations, read_catalogues
from .dates import format_date, format_month


def register() -> None:
    """Connect to Pelican."""
    signals.generator_init.connect(add_localization)
    signals.feed_generated.connect(name_feed_language)


def add_localization(generator: Generator) -> None:
    """Put `gettext`, `ngettext`, `page_lang` and the filters for dates into the templates.

    Each follows the language of the article or page that is rendered, else DEFAULT_LANG. The catalogues
    are those of the theme's folder `locale`.
    """
    default = generator.settings["DEFAULT_LANG"]
    catalogues = read_catalogues(Path(generator.theme, "locale"))

    @pass_context
    def page_lang(context: Context) -> str:
        return _find_language(context, default)

    @pass_context
    def gettext(context: Context, message: str, /, **variables: object) -> Markup:
        translations = choose_translations(catalogues, page_lang(context))
        return Markup(translations.gettext(message)) % variables  # noqa: S704  # escapes the variables

    @pass_context
    def ngettext(context: Context, singular: str, plural: str, /, count: int, **variables: object) -> Markup:
        translations = choose_translations(catalogues, page_lang(context))
        message = translations.ngettext(singular, plural, count)
        return Markup(message) % {"count": count, **variables}  # noqa: S704  # escapes the variables

    @pass_context
    def date_in_words(context: Context, day: date) -> str:
        return format_date(day, page_lang(context))

    @pass_context
    def month_in_words(context: Context, day: date) -> str:
        return format_month(day, page_lang(context))

    generator.env.globals.update(gettext=gettext, ngettext=ngettext, page_lang=page_lang)
    generator.env.filters.update(date_in_words=date_in_words, month_in_words=month_in_words)


def _find_language(context: Context, default: str) -> str:
    for name in ("article", "page"):
        content = context.get(name)
        if isinstance(content, Content):  # a theme may use these names for something else
            return content.lang or default
    return default


def name_feed_language(context: Mapping[str, Any], feed: Any) -> None:  # noqa: ANN401  # feedgenerator's own
    """Give the site's feeds their language, which Pelican leaves out: `xml:lang` in Atom (RFC 4287, 2).

    A feed of TRANSLATION_FEED_ATOM or _RSS is in the language of its articles, the others in DEFAULT_LANG.
    """
    feed.feed["language"] = _find_feed_language(context, feed.feed["feed_url"])


def _find_feed_language(context: Mapping[str, Any], address: str) -> str:
    names = ("TRANSLATION_FEED_ATOM", "TRANSLATION_FEED_RSS")
    patterns = [str(context.get(f"{name}_URL") or context.get(name) or "") for name in names]
    contents = (content for original in context["articles"] for content in (original, *original.translations))
    for lang in {str(content.lang) for content in contents}:
        for pattern in filter(None, patterns):
            if f"/{address}".endswith(f"/{pattern.format(lang=lang).lstrip('/')}"):
                return lang
    return str(context["DEFAULT_LANG"])
