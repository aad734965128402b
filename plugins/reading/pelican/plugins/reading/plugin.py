"""The only module that knows Pelican: it gives each signal to the functions that do the work.

Pelican registers plugins in the order of PLUGINS, but blinker does not promise any order among those that
wait for the same signal: nothing here depends on what another plugin has done at it.
"""

import os
from collections.abc import Mapping
from dataclasses import asdict
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.contents import Article, Content, Page
from pelican.generators import ArticlesGenerator, Generator
from pelican.plugins import signals
from pelican.readers import Readers, parse_path_metadata, path_metadata
from pelican_toolkit.contents import list_contents
from pelican_toolkit.extensions import add_markdown_extension
from pelican_toolkit.incremental import build_key, pure, remember

from .archives import prepare_lists
from .durations import count_minutes
from .elements import remove_heading_links
from .errors import keep_building
from .excerpts import clean_excerpt, cut_excerpt, find_excerpt, remove_markers
from .extension import LABELLED, PARTS, SOURCE, ReadingExtension
from .outline import Outline
from .relations import Entry, relate_entries
from .settings import KEY, read_settings

_EXTENSION = f"{ReadingExtension.__module__}:{ReadingExtension.__name__}"


def register() -> None:
    """Connect this plugin to Pelican."""
    signals.initialized.connect(prepare_settings)
    signals.readers_init.connect(tell_languages)
    signals.content_object_init.connect(read_content)
    signals.article_generator_init.connect(quicken_lists)
    signals.article_generator_finalized.connect(outline_contents)
    signals.page_generator_finalized.connect(outline_contents)
    signals.article_generator_finalized.connect(relate_articles)
    signals.feed_generated.connect(clean_feed)


def prepare_settings(pelican: Pelican) -> None:
    """Validate READING, and have Pelican load the Markdown extension if a part of it is wanted."""
    settings = pelican.settings
    own = settings[KEY] = read_settings(settings.get("READING", {}))
    if any(getattr(own, part) for part in PARTS):
        catalogues = str(Path(settings["THEME"], "locale"))
        lang = settings["DEFAULT_LANG"]
        add_markdown_extension(
            settings, ReadingExtension, {**asdict(own), "catalogues": catalogues, "lang": lang}
        )


def tell_languages(readers: Readers) -> None:
    """Have the Markdown extension know the language that Pelican takes from a file's path or from defaults.

    Markdown itself is only told of the text, where a header may name another language. Pelican reads one
    file after the other, and makes the extension anew for each, or for each language.
    """
    settings = readers.settings
    options = settings["MARKDOWN"].get("extension_configs", {}).get(_EXTENSION)
    if options is None or not any(options[part] for part in LABELLED):
        return
    read_file, given = readers.read_file, {**options}

    def read(base_path: str, path: str, *values: Any, **named: Any) -> Content:  # noqa: ANN401  # Pelican's own
        SOURCE.set(path)
        options.update(lang=find_language(base_path, path, settings))
        try:
            return read_file(base_path, path, *values, **named)
        finally:  # the settings are as they were, for whoever compares them
            options.clear()
            options.update(given)

    readers.read_file = read


def find_language(base_path: str, path: str, settings: Mapping[str, Any]) -> str:
    """The language of a file without its header, by the settings that Pelican asks, in its order."""
    full = Path(base_path, path).absolute()
    source = Path(os.path.relpath(full, base_path)).as_posix()
    metadata = {
        **dict(settings.get("DEFAULT_METADATA") or {}),
        **path_metadata(str(full), source, settings),
        **parse_path_metadata(source, settings),
    }
    return str(metadata.get("lang") or settings["DEFAULT_LANG"])


@pure
def read_content(content: Content) -> None:
    """Give an article or page its reading time, and a summary if Pelican's would not do."""
    settings = content.settings.get(KEY)
    if settings is None or not isinstance(content, Article | Page):
        return
    if settings.reading_time:
        content.reading_minutes = 1
    with keep_building(str(content.relative_source_path)):
        html = content._content or ""  # noqa: SLF001  # Pelican has no public attribute for the source
        if settings.reading_time:
            content.reading_minutes = count_minutes(html)
        if settings.excerpts:
            _summarize(content, html)


def _summarize(content: Content, html: str) -> None:
    summary = content.metadata.get("summary", "")
    if isinstance(summary, str):  # it is a list if the header has two
        summary = clean_excerpt(summary) if "summary" in content.metadata else _cut_summary(content, html)
        if summary:
            content._summary = content.metadata["summary"] = summary  # noqa: SLF001  # as above
    if html:
        content._content = remove_markers(html)  # noqa: SLF001  # as above


def _cut_summary(content: Content, html: str) -> str:
    return find_excerpt(html) or cut_excerpt(remove_markers(html), content.settings)


def quicken_lists(generator: ArticlesGenerator) -> None:
    """Make Pelican's lists of articles quick to fill."""
    if generator.settings[KEY].lists:
        prepare_lists(generator)


def outline_contents(generator: Generator) -> None:
    """Give each article or page, whatever its status, its outline."""
    if not generator.settings[KEY].outline:
        return
    for content in list_contents(generator):
        content.outline = Outline(content._content or "", content)  # noqa: SLF001  # as above


def relate_articles(generator: ArticlesGenerator) -> None:
    """Give each published article its neighbours and related articles, all in its own language."""
    if not generator.settings[KEY].related:
        return
    for article in list_contents(generator):
        article.prev_article = article.next_article = None
        article.related_posts = ()
    with keep_building("the articles"):
        published = chain(generator.articles, generator.translations)
        articles = sorted(published, key=attrgetter("lang", "date", "slug"))
        for lang in dict.fromkeys(article.lang for article in articles):
            _relate_group([article for article in articles if article.lang == lang])


def _relate_group(articles: list[Article]) -> None:
    entries = [_describe(article) for article in articles]
    key = build_key(*((entry.date.isoformat(), entry.category, sorted(entry.tags)) for entry in entries))
    for place, related in enumerate(remember("related", key, lambda: relate_entries(entries))):
        article = articles[place]
        article.prev_article = articles[place - 1] if place else None
        article.next_article = articles[place + 1] if place + 1 < len(articles) else None
        article.related_posts = tuple(articles[number] for number in related)


def _describe(article: Article) -> Entry:
    tags = frozenset(tag.slug for tag in getattr(article, "tags", ()))
    category = (
        article.category.slug if hasattr(article, "category") else article.source_path
    )  # a site may have none
    return Entry(date=article.date, category=category, tags=tags)


def clean_feed(context: Mapping[str, Any], feed: Any) -> None:  # noqa: ANN401 - feedgenerator ships no types
    """Take the links of headings to themselves out of the items, where they would lead nowhere."""
    if not context[KEY].anchors:
        return
    for item in feed.items:
        for key in ("content", "description"):
            if item.get(key):
                item[key] = remove_heading_links(str(item[key]))
