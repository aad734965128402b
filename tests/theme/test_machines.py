"""What machines read in a page: schema.org data and microformats."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mf2py
import pytest
from bs4 import BeautifulSoup
from pelican.plugins.comments import schema

from plugins.discovery.tests.formats import find_schema_faults
from tests.theme.pages import FILM, LONG, PLAIN, SITE, Pages, ReadPage

BuildPage = Callable[..., BeautifulSoup]
Save = Callable[..., Any]

LONG_URL = f"{SITE}/{LONG.removesuffix('index.html')}"
BOOK = "livre-d-or/index.html"


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


def test_each_kind_of_page_says_what_it_is(pages: Pages) -> None:
    graphs = {path: {*read_graph(page)} for path, page in pages.items()}
    assert graphs[LONG] == {"BlogPosting", "BreadcrumbList"}
    assert graphs[BOOK] == {"WebPage", "BreadcrumbList"}
    assert graphs["index.html"] == {"WebSite"}
    for path in ("page/2/index.html", "tags/index.html", "category/cuisine/index.html", "404.html"):
        assert not graphs[path], path


def test_article_is_described_as_its_page_shows_it(demo: ReadPage) -> None:
    page, described = demo(FILM), read_graph(demo(FILM))["BlogPosting"]
    assert described["headline"] == page.h1.text
    assert described["description"] == page.select_one('meta[name="description"]')["content"]
    assert described["mainEntityOfPage"] == page.select_one('link[rel="canonical"]')["href"]
    assert described["datePublished"] == page.select_one("time.dt-published")["datetime"]
    assert described["dateModified"] == page.select_one("time.dt-updated")["datetime"]
    assert described["inLanguage"] == page.html["lang"]
    assert [author["name"] for author in described["author"]] == ["Dominique"]
    assert described["keywords"] == [link.text for link in page.select(".article-tags a")]


def test_published_comments_are_described_and_no_others(demo: ReadPage) -> None:
    page, described = demo(LONG), read_graph(demo(LONG))["BlogPosting"]
    assert described["@id"] == LONG_URL
    assert described["commentCount"] == int(page.select_one("h2#comments").text.split()[0])
    found = {comment["@id"].rpartition("#")[2]: comment for comment in described["comment"]}
    assert {*found} == {comment["id"] for comment in page.select('.comment[data-status="published"]')}
    assert found["comment-101"] == {
        "@type": "Comment",
        "@id": f"{LONG_URL}#comment-101",
        "author": {"@type": "Person", "name": "Amina", "url": "https://amina.example.org/"},
        "datePublished": "2025-03-20T10:00:00+01:00",
        "text": page.select_one("#comment-101 .comment-body").text,
    }
    assert found["comment-102"]["parentItem"] == {"@id": f"{LONG_URL}#comment-101"}
    assert read_graph(demo(BOOK))["WebPage"]["commentCount"] == 1
    assert not {"comment", "commentCount"} & {*read_graph(demo(PLAIN))["BlogPosting"]}


def test_text_of_a_visitor_cannot_end_the_script(
    build_page: BuildPage, save_post: Save, save_file: Save
) -> None:
    hostile = 'Fin </script><script>alert("é")</script> & suite'
    save_post("post.md", "Post")
    save_file("comments/post/1.md", f"author: {hostile}\n\n`{hostile}`\n")
    article = {"article.html": "{% include 'comments/discussion.html' %}"}
    page = build_page("post.html", article, PLUGINS=["comments"], SITEURL="https://example.org")
    (script,) = page.select("script")
    (comment,) = json.loads(str(script.string))["comment"]
    assert comment["author"]["name"] == comment["text"] == hostile


def test_preview_does_not_even_ask_for_a_description_of_comments(
    build_page: BuildPage, save_post: Save, save_file: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "describe_discussion", lambda *_: pytest.fail("for nothing"))
    save_post("post.md", "Post")
    save_file("comments/post/1.md", "author: Nora\n\nWords.\n")
    article = "{% include 'comments/discussion.html' %}{% include 'discovery/schema.html' %}"
    page = build_page("post.html", {"article.html": article}, PLUGINS=["comments", "discovery"])
    assert page.select("#comment-1")
    assert not page.select("script")


def test_article_is_an_entry_with_its_comments_as_citations(demo_path: Path, demo: ReadPage) -> None:
    entry = parse_entry(demo_path, LONG)
    assert (entry["name"], entry["url"]) == (["Une longue discussion"], [LONG_URL])
    assert entry["published"][0].startswith("2025-03-20T")
    assert entry["author"][0]["properties"]["name"] == ["Camille"]
    assert entry["content"][0]["value"]
    shown = demo(LONG).select('article.comment[data-status="published"]')
    assert [comment["type"] for comment in entry["comment"]] == [["h-cite"]] * len(shown)
    cited = {comment["properties"]["url"][0]: comment["properties"] for comment in entry["comment"]}
    first, reply = cited[f"{LONG_URL}#comment-101"], cited[f"{LONG_URL}#comment-102"]
    assert first["author"][0]["type"] == ["h-card"]
    assert first["author"][0]["properties"] == {"name": ["Amina"], "url": ["https://amina.example.org/"]}
    assert first["published"] == ["2025-03-20T10:00:00+0100"]  # as mf2py writes it
    assert first["content"][0]["value"]
    assert reply["in-reply-to"] == [f"{LONG_URL}#comment-101"]


def test_lost_comment_is_not_cited_and_pages_are_entries_too(demo_path: Path) -> None:
    cited = parse_entry(demo_path, FILM)["comment"]
    names = [comment["properties"]["author"][0]["properties"]["name"] for comment in cited]
    assert names == [["Anonyme"], ["Dominique"]]
    assert parse_entry(demo_path, BOOK)["name"] == ["Livre d’or"]
