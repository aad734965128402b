"""The feeds of comments: whatever they hold, their bytes are those of feedgenerator."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from feedgenerator import Atom1Feed
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from pelican.plugins.comments.feeds import THREADING, Article, Channel, Entry, build_atom_id, render_feed
from pelican.plugins.comments.models import Comment
from pelican.plugins.comments.translations import read_wording

SITE = "Un blog"
DAY = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)
DATES = st.sampled_from((DAY, DAY + timedelta(microseconds=1), DAY.astimezone(timezone(timedelta(hours=1)))))
SIGNS = (
    "", " ", "\t", "\n", "\r", "&", "&amp;", "<", ">", "]]>", '"', "'", "\0", "\x0b", "\x1f", "\x7f", "\x85",
    "é", "\ufffe", "🙂", "%(author)s", "%41", "[", "#",
)  # fmt: skip
STRINGS = st.lists(st.sampled_from(SIGNS), max_size=4).map("".join)
ADDRESSES = STRINGS.map("https://example.org/été/?a=1&b='2'".__add__)
ARTICLES = st.builds(
    Article,
    title=STRINGS, link=ADDRESSES, feed_id=STRINGS, date=DATES, slug=st.just("a"),
    lang=st.sampled_from(("", "en", "fr")),
)  # fmt: skip
COMMENTS = st.builds(
    Comment,
    id=st.sampled_from(("1", "2", "3")), path=st.just("1.md"), author=STRINGS, date=st.none() | DATES,
    website=st.none() | st.just("") | ADDRESSES, body=STRINGS.map(Markup),
)  # fmt: skip
ENTRIES = st.builds(
    Entry,
    article=ARTICLES, comment=COMMENTS, text=STRINGS.map(Markup), parent=st.none() | COMMENTS, page=ADDRESSES,
    page_of_parent=ADDRESSES,
)  # fmt: skip


class Reference(Atom1Feed):  # type: ignore[misc]  # feedgenerator ships no types
    """The feed in feedgenerator's own way."""

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:thr": THREADING}

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["lang"]} if item["lang"] else {}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("thr:in-reply-to", "", item["answered"])


def refer_to(channel: Channel, entries: Sequence[Entry]) -> str:
    feed = Reference(
        title=channel.title,
        link=channel.link,
        feed_url=f"{channel.siteurl}/{channel.path}",
        description="",
        language=channel.lang,
        feed_guid=build_atom_id(SITE, channel.path),
    )
    for entry in entries:
        comment, parent, article = entry.comment, entry.parent, entry.article
        answered = {"ref": article.feed_id, "href": article.link, "type": "text/html"}
        if parent:
            answered["ref"] = build_atom_id(SITE, article.slug, parent.id)
            answered["href"] = f"{entry.page_of_parent}#comment-{parent.id}"
        between = f" in reply to {parent.author}" if parent and parent.author else ""
        feed.add_item(
            title=f"{comment.author}{between} on “{article.title}”",
            link=f"{entry.page}#comment-{comment.id}",
            description=None,
            content=entry.text,
            unique_id=build_atom_id(SITE, article.slug, comment.id),
            author_name=comment.author,
            author_link=comment.website,
            pubdate=entry.date,
            updateddate=entry.date,
            lang="" if article.lang == channel.lang else article.lang,
            answered=answered,
        )
    return str(feed.writeString("utf-8"))


def attempt(render: Callable[[Channel, Sequence[Entry]], str], channel: Channel, entries: list[Entry]) -> str:
    """The document, or why there is none."""
    try:
        return render(channel, entries)
    except ValueError as error:
        return str(error)


@given(title=STRINGS, link=ADDRESSES, entries=st.lists(ENTRIES, min_size=1, max_size=3))
def test_feed_is_byte_for_byte_what_feedgenerator_writes(title: str, link: str, entries: list[Entry]) -> None:
    channel = Channel(
        site=SITE, siteurl="https://example.org/été", path="feeds/é.xml", title=title, link=link, lang="en",
        wording=read_wording("en"), max_items=None,
    )  # fmt: skip
    newest = sorted(entries, key=lambda entry: (entry.date, entry.comment.id), reverse=True)
    assert attempt(render_feed, channel, entries) == attempt(refer_to, channel, newest)
