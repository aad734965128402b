"""The only module that knows Pelican: it gives each signal to the functions that do the work."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import unescape
from itertools import chain
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader
from pelican import Pelican
from pelican.contents import Content
from pelican.generators import Generator
from pelican.plugins import signals

from .errors import PartialError, keep_building
from .extension import VideoExtension, replace_placeholders
from .feeds import add_video_links
from .metadata import read_featured_video, read_hosted_video
from .settings import read_settings

_EXTENSION = f"{VideoExtension.__module__}:{VideoExtension.__name__}"
KEY = "_VIDEO"  # where the validated settings live in Pelican's: the plugin keeps no state
_TEMPLATES = Path(__file__).parent / "templates"
_ARTICLES = (
    "articles",
    "translations",
    "hidden_articles",
    "hidden_translations",
    "drafts",
    "drafts_translations",
)
_PAGES = ("pages", "translations", "hidden_pages", "hidden_translations", "draft_pages", "draft_translations")


def register() -> None:
    """Connect this plugin to Pelican."""
    signals.initialized.connect(configure_markdown)
    signals.generator_init.connect(offer_template)
    signals.article_generator_finalized.connect(attach_to_articles)
    signals.page_generator_finalized.connect(attach_to_pages)
    signals.feed_generated.connect(add_to_feed)


def configure_markdown(pelican: Pelican) -> None:
    """Check VIDEO and have Pelican load the Markdown extension.

    By its name and plain values: an instance would differ at each build for whoever compares settings.
    """
    settings = pelican.settings[KEY] = read_settings(pelican.settings.get("VIDEO", {}))
    markdown = pelican.settings["MARKDOWN"]
    configurations = {
        **(markdown.get("extension_configs") or {}),
        _EXTENSION: {"peertube": settings.peertube},
    }
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


def attach_to_articles(generator: Generator) -> None:
    """Give each article, whatever its status, its `video`, and show the videos in its text."""
    _attach(generator, _ARTICLES, "article")


def attach_to_pages(generator: Generator) -> None:
    """Give each page, whatever its status, its `video`, and show the videos in its text."""
    _attach(generator, _PAGES, "page")


def _attach(generator: Generator, lists: tuple[str, ...], name: str) -> None:
    for content in _list_contents(generator, lists):
        content.video = None
        source = content.get_relative_source_path()
        with keep_building(source):
            feature_video(generator, content, source)
        with keep_building(source):
            show_inline_videos(generator, content, {name: content})


def feature_video(generator: Generator, content: Content, source: str) -> None:
    """Set `content.video`, as much of it as the header says well, and have its files copied."""
    try:
        content.video = read_featured_video(
            content.metadata, Path(generator.path), generator.settings[KEY], source
        )
    except PartialError as error:
        content.video = error.video
        raise
    finally:
        if content.video:
            title = read_text(content.video.title, generator.settings) if content.video.title else None
            content.video = replace(content.video, title=title)
            generator.context["static_links"].update(content.video.paths)


def read_text(line: str, settings: Mapping[str, Any]) -> str:
    """A line of a header as text, also where titles are HTML and a writer has escaped this one as well."""
    asked = settings["JINJA_ENVIRONMENT"].get("autoescape", False)
    escapes = asked("page.html") if callable(asked) else asked
    return line if escapes else unescape(line)


def show_inline_videos(generator: Generator, content: Content, names: dict[str, Content]) -> None:
    """Put the videos in the text in place of their placeholders, and have their files copied.

    `names` is how Pelican will name the content to its template: a translation may depend on its language.
    """
    settings, context = generator.settings[KEY], generator.context

    def render_inline(url: str) -> str | None:
        try:
            video = read_hosted_video(url, Path(generator.path), settings)
        except PartialError as error:
            video = error.video
            with keep_building(content.get_relative_source_path()):
                raise
        if video is None:
            return None
        context["static_links"].update(video.paths)
        template = generator.env.get_template("video/video.html")
        rendered: str = template.render(context, video=video, inline=True, **names)
        return rendered

    # Pelican remembers `content.content` from its first use, which comes later, when it writes.
    content._content = replace_placeholders(content._content, render_inline)  # noqa: SLF001 - it has no setter


def add_to_feed(context: dict[str, Any], feed: Any) -> None:  # noqa: ANN401 - feedgenerator ships no types
    """Put a link to the featured video before the content of each item."""
    articles = chain.from_iterable((article, *article.translations) for article in context["articles"])
    videos = {article.url: article.video for article in articles if article.video}
    with keep_building(feed.feed["feed_url"]):
        add_video_links(feed.items, videos, context["SITEURL"])


def _list_contents(generator: Generator, lists: tuple[str, ...]) -> Iterator[Content]:
    return chain.from_iterable(getattr(generator, name) for name in lists)
