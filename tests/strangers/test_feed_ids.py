"""The ids by which feed readers recognise an article, and the same ids in the feeds of comments."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

BuildSite = Callable[..., Path]
Save = Callable[..., Path]

ATOM = "{http://www.w3.org/2005/Atom}"
REPLY = "{http://purl.org/syndication/thread/1.0}in-reply-to"
FEEDS = {
    "FEED_ALL_ATOM": "feeds/all.atom.xml",
    "FEED_ALL_RSS": "feeds/all.rss.xml",
    "ARTICLE_URL": "{date:%Y}/{slug}/",
    "ARTICLE_SAVE_AS": "{date:%Y}/{slug}/index.html",
    "SITEURL": "https://example.org/blog",
    "ARTICLE_EXCLUDES": ["comments"],
}


@pytest.fixture
def read_ids(build_site: BuildSite, save_file: Save) -> Callable[..., dict[str, str]]:
    """A function that builds a site with an article and a comment, and returns the ids in its feeds."""
    save_file("a.md", "Title: Été\nDate: 2015-11-20 23:30\nSlug: été\n\nWords.\n")
    save_file("comments/été/1.md", "author: Ada\ndate: 2015-11-21T10:00:00Z\n\nYes.\n")

    def read(*plugins: str, **settings: Any) -> dict[str, str]:
        folder = build_site(**{**FEEDS, **settings}, PLUGINS=list(plugins)) / "feeds"
        root = ET.parse(folder / "all.atom.xml")  # noqa: S314  # our own file
        ids = {"feed": root.findtext(f"{ATOM}id", ""), "atom": root.findtext(f"{ATOM}entry/{ATOM}id", "")}
        ids["rss"] = ET.parse(folder / "all.rss.xml").findtext(".//guid", "")  # noqa: S314  # as above
        if "discovery" in plugins:
            ids["json"] = json.loads((folder / "all.json").read_text(encoding="utf-8"))["items"][0]["id"]
        if "comments" in plugins:
            reply = ET.parse(folder / "comments.atom.xml").find(f".//{REPLY}")  # noqa: S314  # as above
            ids["comment"] = reply.get("ref", "") if reply is not None else ""
        return ids

    return read


SETTINGS: list[dict[str, Any]] = [
    {},
    {"FEED_APPEND_REF": True, "FEED_DOMAIN": "https://feeds.example.org"},
    {"RELATIVE_URLS": True, "TIMEZONE": "Asia/Tokyo", "FEED_IDS": "pelican"},
    {"ARTICLE_URL": "{slug}.html#{date:%Y}", "ARTICLE_SAVE_AS": "{slug}.html"},
]


@pytest.mark.parametrize("settings", SETTINGS)
def test_ids_are_those_that_pelican_makes(
    read_ids: Callable[..., dict[str, str]], settings: dict[str, Any]
) -> None:
    stock = read_ids(**settings)
    assert stock["atom"].startswith("tag:example.org,2015-11-2")
    expected = {**stock, "comment": stock["atom"]}
    assert read_ids("comments", **settings) == expected
    assert read_ids("comments", "discovery", **settings) == {**expected, "json": stock["atom"]}


def test_stable_ids_are_the_same_in_every_feed_and_at_every_address(
    read_ids: Callable[..., dict[str, str]],
) -> None:
    found = read_ids("comments", "discovery", FEED_IDS="stable")
    assert {found[key] for key in ("atom", "rss", "json", "comment")} == {found["atom"]}
    assert all(name.startswith("urn:uuid:") for name in found.values())
    moved = {"SITEURL": "https://blog.example", "FEED_DOMAIN": "https://blog.example"}
    assert read_ids("comments", "discovery", FEED_IDS="stable", **moved) == found


def test_unknown_kind_of_ids_is_refused(read_ids: Callable[..., dict[str, str]]) -> None:
    with pytest.raises(Exception, match="FEED_IDS is 'tag'"):
        read_ids("discovery", FEED_IDS="tag")
