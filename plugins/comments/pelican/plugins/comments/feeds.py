"""Renders discussions as Atom feeds with threading (RFC 4287, RFC 4685)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from operator import itemgetter
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from feedgenerator import rfc3339_date
from feedgenerator.django.utils.encoding import iri_to_uri
from pelican_toolkit.languages import is_same_language

from .models import Comment
from .translations import Wording

ATOM = "http://www.w3.org/2005/Atom"
THREADING = "http://purl.org/syndication/thread/1.0"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


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


@lru_cache(maxsize=1024)  # that of a comment is also in each reply
def build_atom_id(site: str, *names: str) -> str:
    """The id of a feed or, with a slug and a comment's id, of an entry.

    It is the same wherever the site is published (RFC 4287, 4.2.6), so it is made of the site's name and
    not of its address.
    """
    return uuid5(NAMESPACE_URL, "/".join(("pelican-comments:", site, *names))).urn


def render_feed(channel: Channel, entries: Iterable[Entry]) -> str:
    """The Atom document of these comments, the newest first; those without any date are left out.

    Its bytes are those of feedgenerator, which writes Pelican's own feeds and takes twice the time.
    """
    dated = [(entry.date, entry.comment.id, entry) for entry in entries if entry.date]
    newest = sorted(dated, key=itemgetter(0, 1), reverse=True)[: channel.max_items]
    updated = newest[0][0] if newest else datetime.now(UTC)
    address = urljoin(f"{channel.siteurl}/", channel.path)
    rendered = "".join(_render_entry(entry, date, channel) for date, _, entry in newest)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xml:lang={quoteattr(channel.lang)} xmlns="{ATOM}" xmlns:thr="{THREADING}">'
        f"{_write('title', channel.title)}"
        f'<link href={_quote(channel.link)} rel="alternate"/><link href={_quote(address)} rel="self"/>'
        f"<id>{build_atom_id(channel.site, channel.path)}</id><updated>{rfc3339_date(updated)}</updated>"
        f"{rendered}</feed>"
    )


def _render_entry(entry: Entry, date: datetime, channel: Channel) -> str:
    comment, article = entry.comment, entry.article
    lang, moment = _find_lang(entry, channel), rfc3339_date(date)
    start = f"<entry xml:lang={quoteattr(lang)}>" if lang else "<entry>"
    website = "" if comment.website is None else _write("uri", iri_to_uri(comment.website))
    content = _write("content", str(entry.text), ' type="html"')
    answered, answered_id = _refer(entry, channel.site)
    return (
        f"{start}{_write('title', _find_title(entry, channel.wording))}"
        f'<link href={_quote(f"{entry.page}#comment-{comment.id}")} rel="alternate"/>'
        f"<published>{moment}</published><updated>{moment}</updated>"
        f"<author>{_write('name', comment.author)}{website}</author>"
        f"<id>{build_atom_id(channel.site, article.slug, comment.id)}</id>{content}"
        f'<thr:in-reply-to href={quoteattr(answered)} ref={quoteattr(answered_id)} type="text/html"/></entry>'
    )


def _find_lang(entry: Entry, channel: Channel) -> str | None:
    """The language of a comment, if it differs from the feed's."""
    lang = entry.comment.lang or entry.article.lang
    return None if is_same_language(lang, channel.lang) else lang.replace("_", "-")


def _find_title(entry: Entry, wording: Wording) -> str:
    comment, parent, article = entry.comment, entry.parent, entry.article
    names = {"author": comment.author, "title": article.title, "parent": parent.author if parent else ""}
    if names["parent"]:
        return wording.gettext("%(author)s in reply to %(parent)s on “%(title)s”") % names
    return wording.gettext("%(author)s on “%(title)s”") % names


def _refer(entry: Entry, site: str) -> tuple[str, str]:
    """The address and the id of what an entry answers."""
    parent, article = entry.parent, entry.article
    if parent is None:
        return article.link, article.feed_id
    return f"{entry.page_of_parent}#comment-{parent.id}", build_atom_id(site, article.slug, parent.id)


def _write(name: str, text: str, attributes: str = "") -> str:
    """An element that holds a text."""
    if _CONTROL.search(text):
        raise ValueError("Control characters are not supported in XML 1.0")
    return f"<{name}{attributes}>{escape(text)}</{name}>" if text else f"<{name}{attributes}/>"


def _quote(address: str) -> str:
    return quoteattr(iri_to_uri(address))
