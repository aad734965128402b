"""The article of each item of a feed, in every feed that Pelican writes."""

from typing import Any

import pytest
from pelican.plugins import signals
from pelican_toolkit.feeds import pair_items
from pelican_toolkit.testing import BuildSite, SaveFile, SavePost

FEEDS = {
    "FEED_ALL_ATOM": "all.atom.xml",
    "FEED_ALL_RSS": "all.rss.xml",
    "CATEGORY_FEED_ATOM": "{slug}.atom.xml",
    "TRANSLATION_FEED_ATOM": "lang-{lang}.atom.xml",
}


@pytest.mark.parametrize(
    "settings",
    [
        {"SITEURL": "https://example.org/blog"},
        {"SITEURL": "https://example.org/blog", "FEED_APPEND_REF": True},
        {"SITEURL": ""},
        {"SITEURL": "https://example.org", "RELATIVE_URLS": True},
        {"SITEURL": "https://example.org", "ARTICLE_URL": "é {slug}/?a=%20&b#c"},
    ],
)
def test_every_item_has_its_article(
    save_post: SavePost, save_file: SaveFile, build_site: BuildSite, settings: dict[str, Any]
) -> None:
    save_post("a.md", "Tango", "Lang: en")
    save_file("b.md", "Title: Tango-fr\nDate: 2015-11-20\nSlug: tango\nLang: fr\n\nWords.\n")
    save_post("c.md", "Draft", "Status: draft")
    pairs: dict[str, list[tuple[str, str]]] = {}
    indexes = set()

    def keep(context: dict[str, Any], feed: Any) -> None:
        feed.add_item(title="Not an article", link="https://example.org/x", description="")
        pairs[feed.feed["feed_url"]] = [
            (item["title"], article.title if article else "") for item, article in pair_items(context, feed)
        ]
        indexes.update(id(value) for key, value in context.items() if key.startswith("_TOOLKIT"))

    with signals.feed_generated.connected_to(keep):
        build_site(PLUGINS=[], FEED_DOMAIN="https://example.org", **FEEDS, **settings)
    assert len(pairs) == 5
    assert len(indexes) == 1
    for found in pairs.values():
        *items, last = found
        assert last == ("Not an article", "")
        assert items
        assert all(title == article for title, article in items)
    assert {title for found in pairs.values() for title, _ in found[:-1]} == {"Tango", "Tango-fr"}
