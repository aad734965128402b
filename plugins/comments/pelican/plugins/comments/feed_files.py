"""The feeds of a build: which ones there are, their entries, and their files."""

from collections.abc import Callable, Sequence
from functools import partial
from urllib.parse import urljoin

from feedgenerator import get_tag_uri
from pelican.contents import Content
from pelican.generators import ArticlesGenerator, Generator
from pelican.writers import Writer
from pelican_toolkit.incremental import build_key, remember_later
from pelican_toolkit.outputs import write_output
from pelican_toolkit.titles import read_name, read_title

from . import links
from .commenting import Commenting
from .delayed import find_key
from .errors import keep_building
from .feeds import Article, Channel, Entry, render_feed
from .models import Discussion
from .settings import KEY


def choose_feed(content: Content, discussion: Discussion) -> str | None:
    """The path of the article's feed, if it has one."""
    pattern = content.settings[KEY].article_feed
    return pattern.format(slug=content.slug) if pattern and is_in_feeds(content, discussion) else None


def is_in_feeds(content: Content, discussion: Discussion) -> bool:
    """Whether a thread is in the feeds: it is public, has dated comments, and the site has an address."""
    is_dated = bool(getattr(content, "date", None)) or bool(discussion.newest)
    is_public = bool(content.settings["SITEURL"]) and content.status == "published"
    return is_public and is_dated and discussion.has_comments


def write_feeds(generator: ArticlesGenerator, writer: Writer) -> None:
    """Write the feed of each thread and of the site, unless it would be empty.

    Drafts and hidden texts are not in the context's lists, and so not in the feeds.
    """
    public = [*generator.context["articles"], *generator.context["pages"]]
    shown = [content for content in public if is_in_feeds(content, content.comments)]
    commenting: Commenting = generator.env.globals["commenting"]
    for content in shown:
        with keep_building(content):
            if content.comments.feed:
                describe = partial(_describe_channel, content, commenting)
                _write_feed(content.comments.feed, describe, [content], writer)
    if path := generator.context["comments_feed"]:
        with keep_building(path):
            _write_feed(path, partial(_describe_site, generator, commenting), shown, writer)


def _write_feed(
    path: str, describe: Callable[[], Channel], contents: Sequence[Content], writer: Writer
) -> None:
    """Write the feed of the comments on these texts, unless an earlier build has written the same."""

    def render() -> str:
        entries: list[Entry] = []
        for content in contents:
            with keep_building(content):
                entries += _list_entries(content)
        return render_feed(describe(), entries)

    # What a discussion is made from has all that a feed says of its article, except the id.
    parts = [(getattr(content, "feed_id", None), find_key(content.comments)) for content in contents]
    key = build_key(path, parts) if all(key for _, key in parts) else None
    write_output(writer, path, remember_later("feed", key, render) if key else render, key)


def _find_link(content: Content) -> str:
    link: str = urljoin(f"{content.settings['SITEURL']}/", content.url)
    return link


def _describe_article(content: Content) -> Article:
    link, date = _find_link(content), getattr(content, "date", None)
    own = getattr(content, "feed_id", None)  # pelican-discovery's
    feed_id = own if isinstance(own, str) else get_tag_uri(link, date)  # which is Pelican's
    return Article(
        title=read_title(content), link=link, feed_id=feed_id, date=date, slug=content.slug, lang=content.lang
    )


def _list_entries(content: Content) -> list[Entry]:
    article = _describe_article(content)
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
        if comment.date or article.date
    ]


def _describe_channel(content: Content, commenting: Commenting) -> Channel:
    wording = commenting.wording(content.lang)
    return Channel(
        site=content.settings["SITENAME"],
        siteurl=content.settings["SITEURL"],
        path=content.comments.feed,
        title=wording.gettext("Comments on “%(title)s”") % {"title": read_title(content)},
        link=_find_link(content),
        lang=content.lang,
        wording=wording,
        max_items=content.settings["FEED_MAX_ITEMS"],
    )


def _describe_site(generator: Generator, commenting: Commenting) -> Channel:
    settings = generator.settings
    lang = settings["DEFAULT_LANG"]
    name = read_name(settings["SITENAME"], settings)
    wording = commenting.wording(lang)
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
