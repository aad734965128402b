"""What machines read: feeds and how pages link to them, schema.org data, and microformats."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import feedparser
import mf2py
import pytest
from bs4 import BeautifulSoup

from plugins.discovery.tests.formats import find_schema_faults
from tests.theme.pages import FILM, LONG, PLAIN, SITE, Pages, ReadPage, list_paths, strip_site

LONG_URL = f"{SITE}/{LONG.removesuffix('index.html')}"
BOOK = "livre-d-or/index.html"
COMMENTED = [
    *("a-text-in-english", "composants", "livre-d-or", "un-film-de-ce-site", "une-discussion-close"),
    *("une-longue-discussion", "une-tarte-en-deux-langues"),
]
ARTICLES = [
    "fr",
    "en",
    "category/cuisine",
    "category/cuisine/desserts",
    "category/fêtes",
    "category/le-site",
    "category/videos",
]
FEEDS = {*ARTICLES, "comments", *(f"comments/{slug}" for slug in COMMENTED)}


@pytest.fixture(scope="module")
def feeds(demo_path: Path) -> dict[str, Any]:
    """Each feed by its name, as a strict reader finds it."""
    folder = demo_path / "feeds"
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.xml")}
    return {
        name.removesuffix(".atom.xml"): feedparser.parse(path.read_bytes()) for name, path in paths.items()
    }


def read_graph(page: BeautifulSoup) -> dict[str, dict[str, Any]]:
    """What a page says of itself, by type; nothing if it says nothing."""
    scripts = page.select('script[type="application/ld+json"]')
    documents = [json.loads(str(script.string)) for script in scripts]
    assert len(documents) <= 1
    assert not [fault for document in documents for fault in find_schema_faults(document)]
    return {node["@type"]: node for document in documents for node in document["@graph"]}


def parse_entry(folder: Path, path: str) -> dict[str, Any]:
    parsed = mf2py.parse(doc=(folder / path).read_text(encoding="utf-8"), url=LONG_URL)
    (entry,) = (item for item in parsed["items"] if "h-entry" in item["type"])
    return dict(entry["properties"])


def test_each_feed_is_well_formed_complete_and_says_its_language_and_address(feeds: dict[str, Any]) -> None:
    assert {*feeds} == FEEDS
    for name, feed in feeds.items():
        assert not feed.bozo, name
        english = {"en", "comments/a-text-in-english"}
        assert feed.feed.language == ("en" if name in english else "fr"), name
        links = [link.href for link in feed.feed.links if link.rel == "self"]
        assert links == [f"{SITE}/feeds/{quote(name)}.atom.xml"], name
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
    entries = {name: [strip_site(entry.link) for entry in feed.entries] for name, feed in feeds.items()}
    assert entries["fr"] == french
    assert entries["en"] == [f"en/{french[0]}", "en/2024/03/01/a-text-in-english/"]
    videos = {path for path in archived if demo(f"{path}index.html").select('[href$="/category/videos/"]')}
    assert {*entries["category/videos"]} == videos
    pairs = {(entry.link, entry.id) for name in ARTICLES for entry in feeds[name].entries}
    assert len(pairs) == len({link for link, _ in pairs}) == len({name for _, name in pairs}) == 14


def test_every_page_offers_its_feeds(pages: Pages) -> None:
    more = set()
    for path, page in pages.items():
        own = f"{SITE}/feeds/{page.html['lang']}"
        links = page.select('link[rel="alternate"][type]')
        assert [(link["type"].split("/")[1], link["href"], link["title"]) for link in links][:3] == [
            ("atom+xml", f"{own}.atom.xml", "Démonstration"),
            ("feed+json", f"{own}.json", "Démonstration"),
            ("atom+xml", f"{SITE}/feeds/comments.atom.xml", links[2]["title"]),
        ], path
        assert page.select_one('.site-footer a[href$=".atom.xml"]')["href"] == f"{own}.atom.xml", path
        more |= {(path, strip_site(link["href"]), link["title"]) for link in links[3:]}
    feed, title = "feeds/category/videos.atom.xml", "Démonstration - Vidéos"
    paths = [f"category/videos/{page}index.html" for page in ("", "page/2/")]
    assert {line for line in more if "videos" in line[1]} == {(path, feed, title) for path in paths}
    path, feed = "2025/03/21/une-discussion-close/", "feeds/comments/une-discussion-close.atom.xml"
    assert (f"{path}index.html", feed, "Commentaires sur «\xa0Une discussion close\xa0»") in more
    assert PLAIN not in {path for path, *_ in more}


def test_page_says_what_it_is_as_it_shows_it(pages: Pages) -> None:
    graphs = {path: read_graph(page) for path, page in pages.items()}
    assert {*graphs[BOOK]} == {"WebPage", "BreadcrumbList"}
    assert {*graphs["index.html"]} == {"WebSite"}
    for path in ("page/2/index.html", "tags/index.html", "category/cuisine/index.html", "404.html"):
        assert not graphs[path], path
    page, described = pages[FILM], graphs[FILM]["BlogPosting"]
    assert described["headline"] == page.h1.text
    assert described["description"] == page.select_one('meta[name="description"]')["content"]
    assert described["mainEntityOfPage"] == page.select_one('link[rel="canonical"]')["href"]
    assert described["datePublished"] == page.select_one("time.dt-published")["datetime"]
    assert described["dateModified"] == page.select_one("time.dt-updated")["datetime"]
    assert described["inLanguage"] == page.html["lang"]
    assert [author["name"] for author in described["author"]] == ["Dominique"]
    assert described["keywords"] == [link.text for link in page.select(".article-tags a")]
    for path, kind in ((LONG, "BlogPosting"), (BOOK, "WebPage")):
        published = pages[path].select('.comment[data-status="published"]')
        found = [comment["@id"].partition("#")[2] for comment in graphs[path][kind]["comment"]]
        assert sorted(found) == sorted(comment["id"] for comment in published)
    assert "comment" not in graphs[PLAIN]["BlogPosting"]


def test_text_of_a_visitor_cannot_end_the_script(
    build_page: Callable[..., BeautifulSoup], save_post: Callable[..., Any], save_file: Callable[..., Any]
) -> None:
    hostile = 'Fin </script><script>alert("é")</script> & suite'
    save_post("post.md", "Post")
    save_file("comments/post/1.md", f"author: {hostile}\n\n`{hostile}`\n")
    article = {"article.html": "{% include 'comments/discussion.html' %}"}
    page = build_page("post.html", article, PLUGINS=["comments"], SITEURL="https://example.org")
    (script,) = page.select("script")
    (comment,) = json.loads(str(script.string))["comment"]
    assert comment["author"]["name"] == comment["text"] == hostile


def test_article_or_page_is_an_entry_with_its_comments_as_citations(demo_path: Path, demo: ReadPage) -> None:
    entry = parse_entry(demo_path, LONG)
    assert (entry["name"], entry["url"]) == (["Une longue discussion"], [LONG_URL])
    assert entry["published"][0].startswith("2025-03-20T")
    assert entry["author"][0]["properties"]["name"] == ["Camille"]
    assert entry["content"][0]["value"]
    shown = demo(LONG).select('article.comment[data-status="published"]')
    assert [comment["type"] for comment in entry["comment"]] == [["h-cite"]] * len(shown)
    cited = {comment["properties"]["url"][0]: comment["properties"] for comment in entry["comment"]}
    first, reply = cited[f"{LONG_URL}#comment-101"], cited[f"{LONG_URL}#comment-102"]
    assert first["author"][0]["properties"] == {"name": ["Amina"], "url": ["https://amina.example.org/"]}
    assert reply["in-reply-to"] == [f"{LONG_URL}#comment-101"]
    assert len(parse_entry(demo_path, FILM)["comment"]) == 2  # the third is lost
    assert parse_entry(demo_path, BOOK)["name"] == ["Livre d’or"]
