"""Renders discussions as Atom feeds with threading (RFC 4287, RFC 4685)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, uuid5

from feedgenerator import Atom1Feed
from pelican_toolkit.languages import is_same_language

from .models import Comment
from .translations import Wording

THREADING = "http://purl.org/syndication/thread/1.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article or page with comments, as a feed needs it."""

    title: str
    link: str
    feed_id: str
    """The article's own id in the site's Atom feeds."""
    date: datetime | None
    slug: str
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry, as Atom calls it: a comment, with the article or comment that it answers."""

    article: Article
    comment: Comment
    text: str
    """Its HTML, with full addresses in links to other comments."""
    parent: Comment | None
    page: str
    """The address of the page that the comment is on."""
    page_of_parent: str
    """The address of the page that the parent is on; empty without a parent."""

    @property
    def date(self) -> datetime | None:
        """The comment's date, or else the article's: Atom requires one."""
        return self.comment.date or self.article.date


class ThreadedAtomFeed(Atom1Feed):  # type: ignore[misc]  # feedgenerator ships no types
    """An Atom feed with entries that say what they answer."""

    def root_attributes(self) -> dict[str, str]:
        """The attributes of <feed>, with the namespace of RFC 4685."""
        attributes: dict[str, str] = super().root_attributes()
        return {**attributes, "xmlns:thr": THREADING}

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        """The attributes of <entry>, with its language where that is not the feed's."""
        return {"xml:lang": item["lang"]} if item["lang"] else {}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:  # noqa: ANN401  # feedgenerator's own
        """Write an entry's elements, with <thr:in-reply-to>."""
        super().add_item_elements(handler, item)
        handler.addQuickElement("thr:in-reply-to", "", item["in_reply_to"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What a feed says about itself."""

    site: str
    siteurl: str
    path: str
    """The feed's path below the site's address."""
    title: str
    link: str
    lang: str
    wording: Wording
    """In that language."""
    max_items: int | None
    """The most entries it may have; None for all."""


def build_atom_id(site: str, *names: str) -> str:
    """The id of a feed or, with a slug and a comment's id, of an entry.

    It is the same wherever the site is published (RFC 4287, 4.2.6), so it is made of the site's name and
    not of its address.
    """
    return uuid5(NAMESPACE_URL, "/".join(("pelican-comments:", site, *names))).urn


def render_feed(channel: Channel, entries: Iterable[Entry]) -> str:
    """The Atom document of these comments, the newest first; those without any date are left out."""
    feed = ThreadedAtomFeed(
        title=channel.title,
        link=channel.link,
        feed_url=urljoin(f"{channel.siteurl}/", channel.path),
        description="",
        language=channel.lang,
        feed_guid=build_atom_id(channel.site, channel.path),
    )
    dated = [(entry.date, entry.comment.id, entry) for entry in entries if entry.date]
    newest = sorted(dated, key=itemgetter(0, 1), reverse=True)[: channel.max_items]
    for date, _, entry in newest:
        feed.add_item(
            **_describe(entry, date, channel.site, channel.wording), lang=_find_lang(entry, channel)
        )
    document: str = feed.writeString("utf-8")
    return document


def _find_lang(entry: Entry, channel: Channel) -> str | None:
    """The language of a comment, if it differs from the feed's."""
    lang = entry.comment.lang or entry.article.lang
    return None if is_same_language(lang, channel.lang) else lang.replace("_", "-")


def _describe(entry: Entry, date: datetime, site: str, wording: Wording) -> dict[str, Any]:
    comment, parent, article = entry.comment, entry.parent, entry.article
    names = {"author": comment.author, "title": article.title, "parent": parent.author if parent else ""}
    if names["parent"]:
        title = wording.gettext("%(author)s in reply to %(parent)s on “%(title)s”") % names
    else:
        title = wording.gettext("%(author)s on “%(title)s”") % names
    return {
        "title": title,
        "link": f"{entry.page}#comment-{comment.id}",
        "unique_id": build_atom_id(site, article.slug, comment.id),
        "description": None,
        "content": entry.text,
        "author_name": comment.author,
        "author_link": comment.website,
        "pubdate": date,
        "updateddate": date,
        "in_reply_to": _refer(entry, site),
    }


def _refer(entry: Entry, site: str) -> dict[str, str]:
    parent, article = entry.parent, entry.article
    if parent is None:
        return {"ref": article.feed_id, "href": article.link, "type": "text/html"}
    return {
        "ref": build_atom_id(site, article.slug, parent.id),
        "href": f"{entry.page_of_parent}#comment-{parent.id}",
        "type": "text/html",
    }
