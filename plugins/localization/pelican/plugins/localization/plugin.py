"""The only module that knows Pelican's signals: words and dates for the templates, the languages of feeds."""

import logging
from collections.abc import Mapping, MutableMapping, Sequence
from datetime import date
from functools import cache
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from pelican import Pelican
from pelican.contents import Content
from pelican.generators import ArticlesGenerator, Generator
from pelican.plugins import signals
from pelican_toolkit.catalogues import find_catalogues, read_translations
from pelican_toolkit.contents import list_contents, list_published
from pelican_toolkit.feeds import pair_items
from pelican_toolkit.formats import format_date, format_month, format_number
from pelican_toolkit.languages import find_direction, is_tag, name_language, parse_locale

from .errors import keep_building
from .feeds import choose_feed, find_feed_language
from .settings import SiteSetting, check_settings, choose_setting, describe_tag

logger = logging.getLogger(__name__)

_LANGUAGES = "_LOCALIZATION_LANGUAGES"
"""The key of the context with the languages of the articles."""


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(prepare_settings)
    signals.generator_init.connect(add_gettext)
    signals.generator_init.connect(add_dates)
    signals.generator_init.connect(add_languages)
    signals.all_generators_finalized.connect(check_contents)
    signals.all_generators_finalized.connect(note_languages)
    signals.feed_generated.connect(name_feed_language)


def prepare_settings(pelican: Pelican) -> None:
    """Validate DEFAULT_LANG and SITE_TRANSLATIONS."""
    check_settings(pelican.settings)


def add_gettext(generator: Generator) -> None:
    """Give templates `gettext` and `ngettext`, with the catalogues from the theme's folder `locale`."""
    folder = Path(generator.theme, "locale")

    @cache
    def read(lang: str) -> NullTranslations:
        return read_translations(find_catalogues([folder], lang))

    @cache
    def read_message(lang: str, message: str) -> Markup:
        return Markup(read(lang).gettext(message))  # noqa: S704  # the theme's own

    @cache
    def read_sentence(lang: str, message: str) -> Markup:
        return read_message(lang, message) % {}  # once: most messages have no variables

    @cache
    def read_plural(lang: str, singular: str, plural: str, count: int) -> tuple[Markup, str]:
        words = Markup(read(lang).ngettext(singular, plural, count))  # noqa: S704  # as above
        return words, format_number(count, parse_locale(lang))

    @pass_context
    def gettext(context: Context, message: str, /, **variables: object) -> Markup:
        lang = find_language(context)
        if not variables:
            return read_sentence(lang, message)
        return read_message(lang, message) % variables  # escapes the variables

    @pass_context
    def ngettext(context: Context, singular: str, plural: str, /, count: int, **variables: object) -> Markup:
        words, number = read_plural(find_language(context), singular, plural, count)
        return words % {"count": number, **variables}  # escapes the variables

    generator.env.globals.update(gettext=gettext, ngettext=ngettext)


def add_dates(generator: Generator) -> None:
    """Give templates the filters for dates."""

    @pass_context
    def date_in_words(context: Context, day: date) -> str:
        return format_date(day, parse_locale(find_language(context)))

    @pass_context
    def month_in_words(context: Context, day: date) -> str:
        return format_month(day, parse_locale(find_language(context)))

    generator.env.filters.update(date_in_words=date_in_words, month_in_words=month_in_words)


def add_languages(generator: Generator) -> None:
    """Give templates what they need to say which language something is in."""
    settings = generator.settings

    @pass_context
    def lang_attribute(context: Context, lang: str | None = None) -> Markup:
        return describe_language(lang or settings["DEFAULT_LANG"], find_language(context))

    @pass_context
    def text_direction(context: Context, lang: str | None = None) -> str:
        return find_direction(lang or find_language(context))

    @pass_context
    def site_setting(context: Context, name: str) -> SiteSetting:
        return choose_setting(settings, name, find_language(context))

    @pass_context
    def language_feed(context: Context) -> str | None:
        return choose_feed(settings, context.get(_LANGUAGES, ()), find_language(context))

    generator.env.globals.update(page_lang=pass_context(find_language), language_name=name_language)
    generator.env.globals.update(
        lang_attribute=lang_attribute,
        text_direction=text_direction,
        site_setting=site_setting,
        language_feed=language_feed,
    )


def describe_language(own: str, around: str) -> Markup:
    """The attributes `lang` and `dir` for an element, where they differ from the surrounding ones."""
    if own.lower() == around.lower():
        return Markup("")
    direction = find_direction(own)
    turned = "" if direction == find_direction(around) else Markup(' dir="{}"').format(direction)
    return Markup(' lang="{}"{}').format(own, turned)


def find_language(context: Context) -> str:
    """The language of the article or page being rendered, else DEFAULT_LANG."""
    for name in ("article", "page"):
        content = context.resolve(name)
        if isinstance(content, Content):  # a theme may use these names for something else
            return content.lang or str(context["DEFAULT_LANG"])
    return str(context["DEFAULT_LANG"])


def check_contents(generators: Sequence[Generator]) -> None:
    """Warn about each `Lang:` that is not a language, in one message: --fatal=warnings stops at the first."""
    contents = [content for generator in generators for content in list_contents(generator)]
    problems = [
        describe_tag("Lang", content.lang, content.relative_source_path)
        for content in contents
        if content.metadata.get("lang") and not is_tag(content.lang)  # the others have DEFAULT_LANG
    ]
    if problems:
        logger.warning("%s", "\n".join(sorted(problems)))


def note_languages(generators: Sequence[Generator]) -> None:
    """Put the languages of the articles into the context, where templates and feeds look for them."""
    for generator in generators:
        if isinstance(generator, ArticlesGenerator):
            langs = (content.lang for content in list_published(generator.articles))
            generator.context[_LANGUAGES] = tuple(dict.fromkeys(langs))


def name_feed_language(context: MutableMapping[str, Any], feed: Any) -> None:  # noqa: ANN401  # feedgenerator's own
    """Add the language to a feed, which Pelican leaves out: `xml:lang` in Atom (RFC 4287, 2).

    A feed of TRANSLATION_FEED_ATOM or _RSS is in the language of its articles, the others in DEFAULT_LANG;
    an entry in another language than its feed says so, which RSS cannot.
    """
    with keep_building(feed.feed["feed_url"]):
        _name_feed_language(context, feed)


def _name_feed_language(context: MutableMapping[str, Any], feed: Any) -> None:  # noqa: ANN401  # as above
    lang = feed.feed["language"] = find_feed_language(
        context, feed.feed["feed_url"], context.get(_LANGUAGES, ())
    )
    subtitle = choose_setting(context, "SITESUBTITLE", lang)
    words = (subtitle.value or "") if subtitle.lang.lower() == lang.lower() else ""
    feed.feed.update(subtitle=words, description=words)
    articles = ((id(item), article) for item, article in pair_items(context, feed))
    own = {key: article.lang for key, article in articles if article and article.lang}

    def list_attributes(item: Mapping[str, Any]) -> dict[str, str]:
        differs = own.get(id(item), lang).lower() != lang.lower()
        return {"xml:lang": own[id(item)]} if differs else {}

    if "xml:lang" in feed.root_attributes():
        feed.item_attributes = list_attributes
