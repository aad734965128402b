"""The feeds of a build: which ones there are, their entries, and their files."""

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urljoin

from feedgenerator import get_tag_uri
from pelican.contents import Content
from pelican.generators import ArticlesGenerator, Generator
from pelican.utils import sanitised_join
from pelican.writers import Writer
from pelican_toolkit.titles import read_name, read_title

from . import links
from .errors import keep_building
from .feeds import Article, Channel, Entry, render_feed
from .models import Discussion
from .settings import KEY
from .site import find_theme_catalogues
from .translations import read_wording


def choose_feed(content: Content, discussion: Discussion) -> str | None:
    """The path of the article's feed, if it has one."""
    pattern = content.settings[KEY].article_feed
    return pattern.format(slug=content.slug) if pattern and is_in_feeds(content, discussion) else None


def is_in_feeds(content: Content, discussion: Discussion) -> bool:
    """Whether a thread is in the feeds: it is public, has dated comments, and the site has an address."""
    is_dated = hasattr(content, "date") or discussion.has_dates
    is_public = bool(content.settings["SITEURL"]) and content.status == "published"
    return is_public and is_dated and discussion.has_comments


def write_feeds(generator: ArticlesGenerator, writer: Writer) -> None:
    """Write the feed of each thread and of the site, unless it would be empty.

    Drafts and hidden texts are not in the context's lists, and so not in the feeds.
    """
    entries: list[Entry] = []
    for content in [*generator.context["articles"], *generator.context["pages"]]:
        with keep_building(content.relative_source_path):
            own = _list_entries(content) if is_in_feeds(content, content.comments) else []
            entries.extend(own)
            if own and content.comments.feed:
                _write_feed(_describe_channel(content, own[0].article.link), own, writer)
    if generator.context["comments_feed"]:
        with keep_building(generator.context["comments_feed"]):
            _write_feed(_describe_site(generator), entries, writer)


def _write_feed(channel: Channel, entries: Iterable[Entry], writer: Writer) -> None:
    path = Path(sanitised_join(writer.output_path, channel.path))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(render_feed(channel, entries), encoding="utf-8")


def _list_entries(content: Content) -> list[Entry]:
    link = urljoin(f"{content.settings['SITEURL']}/", content.url)
    date = getattr(content, "date", None)
    own = getattr(content, "feed_id", None)  # pelican-discovery's
    feed_id = own if isinstance(own, str) else get_tag_uri(link, date)  # which is Pelican's
    article = Article(
        title=read_title(content), link=link, feed_id=feed_id, date=date, slug=content.slug, lang=content.lang
    )
    siteurl, discussion = content.settings["SITEURL"], content.comments
    pages = [urljoin(f"{siteurl}/", path) for path in discussion.addresses]
    find_page = discussion.find_page
    return [
        Entry(
            article=article,
            comment=comment,
            text=links.lead_to_pages(comment.body, discussion, siteurl, in_feed=True),
            parent=parent,
            page=pages[find_page(comment.id) - 1],
            page_of_parent=pages[find_page(parent.id) - 1] if parent else "",
        )
        for comment, parent in discussion.comments
        if comment.date or date
    ]


def _describe_channel(content: Content, link: str) -> Channel:
    wording = read_wording(content.lang, find_theme_catalogues(content.settings))
    return Channel(
        site=content.settings["SITENAME"],
        siteurl=content.settings["SITEURL"],
        path=content.comments.feed,
        title=wording.gettext("Comments on “%(title)s”") % {"title": read_title(content)},
        link=link,
        lang=content.lang,
        wording=wording,
        max_items=content.settings["FEED_MAX_ITEMS"],
    )


def _describe_site(generator: Generator) -> Channel:
    settings = generator.settings
    lang = settings["DEFAULT_LANG"]
    name = read_name(settings["SITENAME"], settings)
    wording = read_wording(lang, find_theme_catalogues(settings))
    return Channel(
        site=settings["SITENAME"],
        siteurl=settings["SITEURL"],
        path=settings[KEY].feed,
        title=wording.gettext("Comments on %(site)s") % {"site": name},
        link=f"{settings['SITEURL']}/",
        lang=lang,
        wording=wording,
        max_items=settings["FEED_MAX_ITEMS"],
    )
