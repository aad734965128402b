"""The only module that knows Pelican: it gives each signal to the functions that do the work."""

from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.contents import Content
from pelican.generators import Generator
from pelican.plugins import signals
from pelican_toolkit.contents import list_contents
from pelican_toolkit.extensions import add_markdown_extension, add_templates
from pelican_toolkit.feeds import pair_items
from pelican_toolkit.titles import escapes

from .errors import PartialError, keep_building
from .extension import VideoExtension, replace_placeholders
from .feeds import add_video_link
from .hosts import list_origins
from .metadata import KEYS, read_featured_video, read_hosted_video
from .settings import read_settings

KEY = "_VIDEO"  # where the validated settings live in Pelican's: the plugin keeps no state
_TEMPLATES = Path(__file__).parent / "templates"


def register() -> None:
    """Connect this plugin to Pelican."""
    signals.initialized.connect(configure_markdown)
    signals.generator_init.connect(offer_template)
    signals.article_generator_finalized.connect(attach_to_articles)
    signals.page_generator_finalized.connect(attach_to_pages)
    signals.feed_generated.connect(add_to_feed)


def configure_markdown(pelican: Pelican) -> None:
    """Check VIDEO and have Pelican load the Markdown extension."""
    settings = pelican.settings[KEY] = read_settings(pelican.settings.get("VIDEO", {}))
    add_markdown_extension(pelican.settings, VideoExtension, {"peertube": settings.peertube})


def offer_template(generator: Generator) -> None:
    """Give templates this plugin's own, the origins of players, and words in English."""
    add_templates(generator, _TEMPLATES)
    generator.env.globals["video_origins"] = list_origins(generator.settings[KEY].peertube)
    generator.env.globals.setdefault("gettext", format_message)


def format_message(message: str, **variables: object) -> str:
    """The message with its variables, in English: for sites that no plugin translates."""
    return message % variables


def attach_to_articles(generator: Generator) -> None:
    """Give each article, whatever its status, its `video`, and show the videos in its text."""
    _attach(generator, "article")


def attach_to_pages(generator: Generator) -> None:
    """Give each page, whatever its status, its `video`, and show the videos in its text."""
    _attach(generator, "page")


def _attach(generator: Generator, name: str) -> None:
    for content in list_contents(generator):
        content.video = None
        if not content.metadata.keys().isdisjoint(KEYS):
            with keep_building(content):
                feature_video(generator, content, content.get_relative_source_path())
        with keep_building(content):
            show_inline_videos(generator, content, {name: content})


def feature_video(generator: Generator, content: Content, source: str) -> None:
    """Set `content.video` as far as the header is usable, and have its files copied."""
    try:
        content.video = read_featured_video(
            content.metadata, Path(generator.path), generator.settings[KEY], source
        )
    except PartialError as error:
        content.video = error.video
        raise
    finally:
        if content.video:
            title = content.video.title
            if title and not escapes(generator.settings):  # titles are HTML: it may have been escaped by hand
                content.video = replace(content.video, title=unescape(title))
            generator.context["static_links"].update(content.video.paths)


def show_inline_videos(generator: Generator, content: Content, names: dict[str, Content]) -> None:
    """Replace the placeholders in the text by their videos, and have their files copied.

    `names` is how Pelican will name the content to its template: a translation may depend on its language.
    """
    settings, context = generator.settings[KEY], generator.context

    def render_inline(url: str) -> str | None:
        try:
            video = read_hosted_video(url, Path(generator.path), settings)
        except PartialError as error:
            video = error.video
            with keep_building(content):
                raise
        if video is None:
            return None
        context["static_links"].update(video.paths)
        template = generator.env.get_template("video/video.html")
        rendered: str = template.render(context, video=video, inline=True, **names)
        return rendered

    # Pelican remembers `content.content` from its first use, which comes later, when it writes.
    content._content = replace_placeholders(content._content, render_inline)  # noqa: SLF001  # it has no setter


def add_to_feed(context: dict[str, Any], feed: Any) -> None:  # noqa: ANN401  # feedgenerator ships no types
    """Put a link to the featured video before the content of each item."""
    with keep_building(feed.feed["feed_url"]):
        for item, article in pair_items(context, feed):
            if video := getattr(article, "video", None):
                add_video_link(item, video, context["SITEURL"])
