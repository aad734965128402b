"""What machines read in a page: schema.org data and microformats."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mf2py
import pytest
from bs4 import BeautifulSoup

ReadPage = Callable[[str], BeautifulSoup]
Pages = dict[str, BeautifulSoup]

LONG = "2025/03/20/une-longue-discussion/index.html"
LONG_URL = "https://demo.example.org/2025/03/20/une-longue-discussion/"
HOSTILE = 'Fin </script><script>alert("é")</script> & suite'


def read_schema(page: BeautifulSoup) -> dict[str, Any]:
    """The data of a page that lists its comments."""
    (data,) = (
        json.loads(script.string)
        for script in page.select('script[type="application/ld+json"]')
        if "commentCount" in script.string
    )
    return dict(data)


def find_by_id(described: dict[str, Any], comment_id: str) -> dict[str, Any]:
    (found,) = (item for item in described["comment"] if item["@id"].endswith(f"#comment-{comment_id}"))
    return dict(found)


def parse_entry(folder: Path, path: str) -> dict[str, Any]:
    parsed = mf2py.parse(doc=(folder / path).read_text(encoding="utf-8"), url=LONG_URL)
    (entry,) = (item for item in parsed["items"] if "h-entry" in item["type"])
    return dict(entry["properties"])


def test_comments_are_described_for_search_engines(demo: ReadPage) -> None:
    described = read_schema(demo(LONG))
    assert described["@type"] == "BlogPosting"
    assert described["@id"] == LONG_URL
    assert described["commentCount"] == int(demo(LONG).select_one("h2#comments").text.split()[0])
    assert find_by_id(described, "101") == {
        "@type": "Comment",
        "@id": f"{LONG_URL}#comment-101",
        "author": {"@type": "Person", "name": "Amina", "url": "https://amina.example.org/"},
        "datePublished": "2025-03-20T10:00:00+01:00",
        "text": demo(LONG).select_one("#comment-101 .comment-body").text,
    }
    assert find_by_id(described, "102")["parentItem"] == {"@id": f"{LONG_URL}#comment-101"}


def test_removed_and_lost_comments_are_described_to_nobody(demo: ReadPage) -> None:
    shown = {
        article["id"].removeprefix("comment-")
        for article in demo(LONG).select('article.comment[data-status="published"]')
    }
    described = {item["@id"].rpartition("#comment-")[2] for item in read_schema(demo(LONG))["comment"]}
    assert described == shown


def test_thread_without_comments_is_not_described(demo: ReadPage) -> None:
    assert not demo("2023/02/05/un-premier-texte/index.html").select('script[type*="ld+json"]')


def test_comments_on_a_page_are_those_of_a_page(demo: ReadPage) -> None:
    assert read_schema(demo("livre-d-or/index.html"))["@type"] == "WebPage"


@pytest.mark.parametrize("theme", [{}, {"comments/schema.html": ""}], ids=["ours", "replaced"])
def test_no_text_of_a_visitor_ends_the_script(
    build_page: Callable[..., BeautifulSoup],
    save_post: Callable[..., None],
    save_file: Callable[..., Path],
    theme: dict[str, str],
) -> None:
    save_post("post.md", "Post")
    save_file("comments/post/1.md", f"author: {HOSTILE}\n\n`{HOSTILE}`\n")
    article = {"article.html": "{% include 'comments/discussion.html' %}"}
    page = build_page("post.html", {**article, **theme}, PLUGINS=["comments"])
    assert not page.select("script:not([type])")
    if theme:
        assert not page.select("script")
    else:
        (comment,) = read_schema(page)["comment"]
        assert comment["author"]["name"] == HOSTILE
        assert comment["text"] == HOSTILE


def test_article_is_an_entry_with_its_comments(demo_path: Path) -> None:
    entry = parse_entry(demo_path, LONG)
    assert entry["name"] == ["Une longue discussion"]
    assert entry["url"] == [LONG_URL]
    assert entry["published"][0].startswith("2025-03-20T")
    assert entry["author"][0]["properties"]["name"] == ["Camille"]
    assert "e-content" not in entry
    assert entry["content"][0]["value"]


def test_comments_are_citations_of_their_entry(demo_path: Path, demo: ReadPage) -> None:
    comments = parse_entry(demo_path, LONG)["comment"]
    shown = demo(LONG).select('article.comment[data-status="published"]')
    assert [comment["type"] for comment in comments] == [["h-cite"]] * len(shown)
    cited = {comment["properties"]["url"][0]: comment["properties"] for comment in comments}
    first, reply = cited[f"{LONG_URL}#comment-101"], cited[f"{LONG_URL}#comment-102"]
    assert first["author"][0]["type"] == ["h-card"]
    assert first["author"][0]["properties"] == {"name": ["Amina"], "url": ["https://amina.example.org/"]}
    assert first["published"] == ["2025-03-20T10:00:00+0100"]  # as mf2py writes it
    assert first["content"][0]["value"]
    assert reply["in-reply-to"] == [f"{LONG_URL}#comment-101"]


def test_real_thread_is_read_whole(site_path: Path) -> None:
    entry = parse_entry(site_path, "2015/11/20/le-blues-du-community-manager/index.html")
    assert len(entry["comment"]) == 2
    assert entry["comment"][1]["properties"]["author"][0]["properties"]["name"] == ["La community manager"]


def test_pages_are_entries_too(demo_path: Path) -> None:
    assert parse_entry(demo_path, "livre-d-or/index.html")["name"] == ["Livre d’or"]
