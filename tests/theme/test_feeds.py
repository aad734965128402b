"""The feeds of the demo site, and how its pages link to them."""

from pathlib import Path
from typing import Any

import feedparser
import pytest

from tests.theme.pages import PLAIN, SITE, Pages, ReadPage, list_paths, strip_site

COMMENTED = [
    *("a-text-in-english", "composants", "livre-d-or", "un-film-de-ce-site", "une-discussion-close"),
    *("une-longue-discussion", "une-tarte-en-deux-langues"),
]
ARTICLES = ["fr", "en", "category/cuisine", "category/le-site", "category/videos"]
FEEDS = [*ARTICLES, "comments", *(f"comments/{slug}" for slug in COMMENTED)]
ENGLISH = {"en", "comments/a-text-in-english"}


@pytest.fixture(scope="module")
def feeds(demo_path: Path) -> dict[str, Any]:
    """Each feed by its name, as a strict reader finds it."""
    folder = demo_path / "feeds"
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.xml")}
    return {
        name.removesuffix(".atom.xml"): feedparser.parse(path.read_bytes()) for name, path in paths.items()
    }


def list_entries(feed: Any) -> list[str]:
    return [strip_site(entry.link) for entry in feed.entries]


def test_each_feed_is_well_formed_complete_and_says_its_language_and_address(feeds: dict[str, Any]) -> None:
    assert {*feeds} == {*FEEDS}
    for name, feed in feeds.items():
        assert not feed.bozo, name
        assert feed.feed.language == ("en" if name in ENGLISH else "fr"), name
        links = [link.href for link in feed.feed.links if link.rel == "self"]
        assert links == [f"{SITE}/feeds/{name}.atom.xml"], name
        assert feed.entries, name
        for entry in feed.entries:
            assert all([entry.title, entry.author, entry.updated_parsed, entry.content[0].value]), name
            assert entry.link.startswith(f"{SITE}/"), name
            assert "que personne ne voit" not in entry.content[0].value  # a hidden comment
        assert len({entry.id for entry in feed.entries}) == len(feed.entries), name
    assert len({feed.feed.id for feed in feeds.values()}) == len(feeds)


def test_feed_has_its_articles_by_the_same_id_as_any_other_and_no_draft(
    feeds: dict[str, Any], demo: ReadPage
) -> None:
    archived = list_paths(demo("archives/index.html"), ".archive-list a")
    french = [path for path in archived if not path.startswith("en/")]
    assert list_entries(feeds["fr"]) == french
    assert list_entries(feeds["en"]) == [f"en/{french[0]}", "en/2024/03/01/a-text-in-english/"]
    videos = {path for path in archived if demo(f"{path}index.html").select('[href$="/category/videos/"]')}
    assert {*list_entries(feeds["category/videos"])} == videos
    pairs = {(entry.link, entry.id) for name in ARTICLES for entry in feeds[name].entries}
    assert len(pairs) == len({link for link, _ in pairs}) == len({name for _, name in pairs}) == 14


def test_every_page_offers_the_feeds_of_its_language_and_of_all_comments(pages: Pages) -> None:
    for path, page in pages.items():
        own = f"{SITE}/feeds/{page.html['lang']}"
        links = page.select('link[rel="alternate"][type]')
        assert [(link["type"].split("/")[1], link["href"], link["title"]) for link in links][:3] == [
            ("atom+xml", f"{own}.atom.xml", "Démonstration"),
            ("feed+json", f"{own}.json", "Démonstration"),
            ("atom+xml", f"{SITE}/feeds/comments.atom.xml", links[2]["title"]),
        ], path
        assert links[2]["title"].startswith("Démonstration"), path
        assert page.select_one('.site-footer a[href$=".atom.xml"]')["href"] == f"{own}.atom.xml", path


def test_pages_of_a_category_and_articles_with_comments_offer_their_own_feed(pages: Pages) -> None:
    offered = {
        (path, strip_site(link["href"]), link["title"])
        for path, page in pages.items()
        for link in page.select('link[rel="alternate"][type]')[3:]
    }
    feed, title = "feeds/category/videos.atom.xml", "Démonstration - Vidéos"
    paths = [f"category/videos/{page}index.html" for page in ("", "page/2/")]
    assert {line for line in offered if "videos" in line[1]} == {(path, feed, title) for path in paths}
    path, feed = "2025/03/21/une-discussion-close/", "feeds/comments/une-discussion-close.atom.xml"
    assert (f"{path}index.html", feed, "Commentaires sur «\xa0Une discussion close\xa0»") in offered
    assert not pages[PLAIN].select('[href*="/feeds/comments/"]')
