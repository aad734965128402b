"""The only module that knows Pelican: it gives each signal to the functions that do the work.

Pelican registers plugins in the order of PLUGINS, but blinker promises none among those that wait for the
same signal: so nothing here depends on what another plugin has done, or has not yet done, at it.
"""

from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader
from pelican import Pelican
from pelican.contents import Article, Content, Page
from pelican.generators import Generator
from pelican.plugins import signals

from .anchors import remove_links
from .archives import prepare_lists
from .durations import count_minutes
from .errors import keep_building
from .excerpts import clean_excerpt, cut_excerpt, find_excerpt, remove_markers
from .extension import ReadingExtension
from .labels import translate_labels
from .outline import build_outline
from .relations import Entry, relate_entries
from .settings import read_settings

_EXTENSION = f"{ReadingExtension.__module__}:{ReadingExtension.__name__}"
_TEMPLATES = Path(__file__).parent / "templates"
_PUBLISHED = ("articles", "translations")
_ARTICLES = (*_PUBLISHED, "hidden_articles", "hidden_translations", "drafts", "drafts_translations")
_PAGES = ("pages", "translations", "hidden_pages", "hidden_translations", "draft_pages", "draft_translations")


def register() -> None:
    """Connect this plugin to Pelican."""
    signals.initialized.connect(configure_markdown)
    signals.generator_init.connect(offer_template)
    signals.content_object_init.connect(read_content)
    signals.article_generator_init.connect(prepare_lists)
    signals.article_generator_finalized.connect(finish_articles)
    signals.page_generator_finalized.connect(finish_pages)
    signals.feed_generated.connect(clean_feed)


def configure_markdown(pelican: Pelican) -> None:
    """Have Pelican load the Markdown extension, by its name: an instance would differ at each build."""
    markdown = pelican.settings["MARKDOWN"]
    own = asdict(read_settings(pelican.settings.get("READING", {})))
    configurations = {**(markdown.get("extension_configs") or {}), _EXTENSION: own}
    extensions = [*(markdown.get("extensions") or ())]  # Pelican adds to it, which a tuple would refuse
    pelican.settings["MARKDOWN"] = {
        **markdown,
        "extensions": extensions,
        "extension_configs": configurations,
    }


def offer_template(generator: Generator) -> None:
    """Add this plugin's template after the theme's, which so override it by name, and words in English."""
    generator.env.loader.loaders.append(FileSystemLoader(_TEMPLATES))
    generator.env.globals.setdefault("gettext", format_message)


def format_message(message: str, **variables: object) -> str:
    """The message with its variables, in the language it is written in: where no plugin translates."""
    return message % variables


def read_content(content: Content) -> None:
    """Give an article or page its reading time, and its summary where Pelican's would not do."""
    if not isinstance(content, Article | Page):
        return
    content.reading_minutes = 1
    with keep_building(str(content.relative_source_path)):
        # Pelican has no public attribute for the source of `content` and of `summary`.
        html = content._content or ""  # noqa: SLF001
        content.reading_minutes = count_minutes(html)
        summary = content.metadata.get("summary", "")
        if isinstance(summary, str):  # a list, where the header has two
            summary = clean_excerpt(summary) if "summary" in content.metadata else _cut_summary(content, html)
            if summary:
                content._summary = content.metadata["summary"] = summary  # noqa: SLF001
        if html:
            content._content = remove_markers(html)  # noqa: SLF001


def _cut_summary(content: Content, html: str) -> str:
    return find_excerpt(html) or cut_excerpt(remove_markers(html), content.settings)


def finish_articles(generator: Generator) -> None:
    """Give each article, whatever its status, its outline and its labels; the published ones, relations."""
    articles = list(_list_contents(generator, _ARTICLES))
    for article in articles:
        article.prev_article = article.next_article = None
        article.related_posts = ()
        finish_content(generator, article, {"article": article})
    with keep_building(", ".join(generator.settings["ARTICLE_PATHS"])):
        relate_articles(list(_list_contents(generator, _PUBLISHED)))


def finish_pages(generator: Generator) -> None:
    """Give each page, whatever its status, its outline and its labels."""
    for page in _list_contents(generator, _PAGES):
        finish_content(generator, page, {"page": page})


def finish_content(generator: Generator, content: Content, names: dict[str, Content]) -> None:
    """Set `content.outline`, and name tables, footnotes, tasks and alerts in the content's language.

    `names` is how Pelican will name the content to its template: a translation may depend on its language.
    """
    content.outline = ()
    with keep_building(str(content.relative_source_path)):
        labels = generator.env.get_template("reading/labels.html").make_module({**generator.context, **names})
        html = content._content or ""  # noqa: SLF001 - it has no setter
        content.outline = build_outline(html)
        content._content = translate_labels(html, labels)  # noqa: SLF001


def relate_articles(articles: list[Article]) -> None:
    """Give each article the one before, the one after and those that are related, all in its own language."""
    articles = sorted(articles, key=attrgetter("lang", "date", "slug"))
    for lang in dict.fromkeys(article.lang for article in articles):
        group = [article for article in articles if article.lang == lang]
        related = relate_entries([_describe(article) for article in group])
        for place, article in enumerate(group):
            article.prev_article = group[place - 1] if place else None
            article.next_article = group[place + 1] if place + 1 < len(group) else None
            article.related_posts = tuple(group[number] for number in related[place])


def clean_feed(context: dict[str, Any], feed: Any) -> None:  # noqa: ANN401 - feedgenerator ships no types
    """Take the links of headings to themselves out of the items, where they would lead nowhere."""
    del context
    for item in feed.items:
        for key in ("content", "description"):
            if item.get(key):
                item[key] = remove_links(str(item[key]))


def _describe(article: Article) -> Entry:
    tags = frozenset(tag.slug for tag in getattr(article, "tags", ()))
    category = article.category.slug if hasattr(article, "category") else id(article)  # a site may do without
    return Entry(date=article.date, category=category, tags=tags)


def _list_contents(generator: Generator, lists: tuple[str, ...]) -> Iterator[Content]:
    return chain.from_iterable(getattr(generator, name) for name in lists)
