"""What a plugin adds to a site, and the article of each item in every feed that Pelican writes."""

from typing import Any

import pytest
from markdown.extensions.admonition import AdmonitionExtension
from pelican.plugins import signals
from pelican.settings import DEFAULT_CONFIG, read_settings
from pelican_toolkit.extensions import add_markdown_extension
from pelican_toolkit.feeds import pair_items
from pelican_toolkit.testing import BuildSite, SaveFile, SavePost

NAME = "markdown.extensions.admonition:AdmonitionExtension"
FEEDS = {"FEED_ALL_RSS": "all.rss.xml", "TRANSLATION_FEED_ATOM": "lang-{lang}.atom.xml"}


def test_extension_is_named_behind_those_of_the_site_and_not_in_pelicans_defaults() -> None:
    settings = read_settings(override={"MARKDOWN": {"extensions": ("sane_lists",), "output_format": "html5"}})
    add_markdown_extension(settings, AdmonitionExtension, {"a": 1})
    assert settings["MARKDOWN"]["extensions"][0] == "sane_lists"
    assert list(settings["MARKDOWN"]["extension_configs"].items())[-1] == (NAME, {"a": 1})
    assert settings["MARKDOWN"]["output_format"] == "html5"
    add_markdown_extension({**DEFAULT_CONFIG}, AdmonitionExtension, {})
    assert NAME not in DEFAULT_CONFIG["MARKDOWN"]["extension_configs"]


@pytest.mark.parametrize(
    "settings",
    [
        {"SITEURL": "https://example.org/blog", "FEED_APPEND_REF": True},
        {"SITEURL": "", "RELATIVE_URLS": True},
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

    def keep(context: dict[str, Any], feed: Any) -> None:
        feed.add_item(title="Not an article", link="https://example.org/x", description="")
        pairs[feed.feed["feed_url"]] = [
            (item["title"], article.title if article else "") for item, article in pair_items(context, feed)
        ]

    with signals.feed_generated.connected_to(keep):
        build_site(PLUGINS=[], FEED_DOMAIN="https://example.org", **FEEDS, **settings)
    assert len(pairs) == 3
    for *items, last in pairs.values():
        assert last == ("Not an article", "")
        assert items
        assert all(title == article for title, article in items)
    assert {title for found in pairs.values() for title, _ in found[:-1]} == {"Tango", "Tango-fr"}
