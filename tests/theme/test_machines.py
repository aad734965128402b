"""What machines read in a page: schema.org data and microformats."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mf2py
import pytest
from bs4 import BeautifulSoup
from pelican.plugins.comments import plugin as comments

from plugins.discovery.tests.formats import find_schema_faults

ReadPage = Callable[[str], BeautifulSoup]
Pages = dict[str, BeautifulSoup]

LONG = "2025/03/20/une-longue-discussion/index.html"
LONG_URL = "https://demo.example.org/2025/03/20/une-longue-discussion/"
FILM = "2024/06/30/un-film-de-ce-site/index.html"
HOSTILE = 'Fin </script><script>alert("é")</script> & suite'


def read_graph(page: BeautifulSoup) -> dict[str, dict[str, Any]]:
    """What a page says of itself, by type; nothing where it says nothing."""
    scripts = page.select('script[type="application/ld+json"]')
    assert len(scripts) <= 1
    return {node["@type"]: node for script in scripts for node in json.loads(str(script.string))["@graph"]}


def read_schema(page: BeautifulSoup) -> dict[str, Any]:
    """The article, or page, that a page shows."""
    graph = read_graph(page)
    return graph.get("BlogPosting") or graph["WebPage"]


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
    assert not {"comment", "commentCount"} & set(read_schema(demo("2023/02/05/un-premier-texte/index.html")))


def test_comments_on_a_page_are_those_of_a_page(demo: ReadPage) -> None:
    described = read_schema(demo("livre-d-or/index.html"))
    assert described["@type"] == "WebPage"
    assert described["commentCount"] == len(described["comment"]) == 1


def test_what_a_page_says_of_itself_has_all_that_search_engines_require(pages: Pages) -> None:
    found = set()
    for path, page in pages.items():
        for script in page.select('script[type="application/ld+json"]'):
            document = json.loads(str(script.string))
            assert not find_schema_faults(document), path
            found.update(node["@type"] for node in document["@graph"])
    assert found == {"BlogPosting", "WebPage", "WebSite", "BreadcrumbList"}


def test_kinds_of_pages_say_what_they_are(demo: ReadPage) -> None:
    assert set(read_graph(demo(LONG))) == {"BlogPosting", "BreadcrumbList"}
    assert set(read_graph(demo("livre-d-or/index.html"))) == {"WebPage", "BreadcrumbList"}
    assert set(read_graph(demo("index.html"))) == {"WebSite"}
    for path in ("page/2/index.html", "tags/index.html", "category/cuisine/index.html", "404.html"):
        assert not read_graph(demo(path)), path


def test_article_is_described_as_its_page_shows_it(demo: ReadPage) -> None:
    page = demo(FILM)
    described = read_schema(page)
    assert described["headline"] == page.h1.text
    assert described["description"] == page.select_one('meta[name="description"]')["content"]
    assert described["mainEntityOfPage"] == page.select_one('link[rel="canonical"]')["href"]
    assert described["datePublished"] == page.select_one("time.dt-published")["datetime"]
    assert described["dateModified"] == page.select_one("time.dt-updated")["datetime"]
    assert described["inLanguage"] == page.html["lang"]
    assert [author["name"] for author in described["author"]] == ["Dominique"]
    assert described["keywords"] == [link.text for link in page.select(".article-tags a")]


def test_preview_says_nothing_to_search_engines(demo_preview_path: Path) -> None:
    for path in demo_preview_path.rglob("*.html"):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        assert not page.select('script[type="application/ld+json"], meta[property], meta[name^="twitter"]')
    names = {path.name for path in demo_preview_path.iterdir()}
    assert not {name for name in names if name.endswith((".txt", ".xml"))} | ({"feeds"} & names)


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
    page = build_page("post.html", {**article, **theme}, PLUGINS=["comments"], SITEURL="https://example.org")
    assert not page.select("script:not([type])")
    if theme:
        assert not page.select("script")
    else:
        (comment,) = json.loads(str(page.script.string))["comment"]
        assert comment["author"]["name"] == HOSTILE
        assert comment["text"] == HOSTILE


@pytest.mark.parametrize("plugins", [["comments"], ["comments", "discovery"]])
def test_preview_describes_no_comment_and_does_not_ask_for_it(
    build_page: Callable[..., BeautifulSoup],
    save_post: Callable[..., None],
    save_file: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    plugins: list[str],
) -> None:
    monkeypatch.setattr(comments, "describe_discussion", lambda *_: pytest.fail("for nothing"))
    save_post("post.md", "Post")
    save_file("comments/post/1.md", "author: Nora\n\nWords.\n")
    includes = {"comments": "comments/discussion.html", "discovery": "discovery/schema.html"}
    article = "".join(f"{{% include '{includes[plugin]}' %}}" for plugin in plugins)
    page = build_page("post.html", {"article.html": article}, PLUGINS=plugins)
    assert page.select("#comment-1")
    assert not page.select("script")


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


def test_comment_that_is_lost_is_cited_by_nobody(demo_path: Path) -> None:
    entry = parse_entry(demo_path, FILM)
    names = [comment["properties"]["author"][0]["properties"]["name"] for comment in entry["comment"]]
    assert names == [["Anonyme"], ["Dominique"]]


def test_pages_are_entries_too(demo_path: Path) -> None:
    assert parse_entry(demo_path, "livre-d-or/index.html")["name"] == ["Livre d’or"]
