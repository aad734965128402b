"""A thread on several pages in this theme: head, search, sitemap, and what a reader finds there."""

import gzip
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from plugins.pagefind.tests.indexes import read_index

SITE = "https://demo.example.org/repo"
MOST_SCRIPT = 1500
"""Bytes, compressed, of all that a page loads, with a film above the thread."""
FIRST = "2025/01/01/long/"
SECOND = f"{FIRST}comments-2/"


@pytest.fixture(scope="module")
def pages(long_threads_path: Path) -> list[BeautifulSoup]:
    """The first two pages of the thread."""
    files = [long_threads_path / path / "index.html" for path in (FIRST, SECOND)]
    return [BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser") for file in files]


def test_further_page_says_in_its_head_which_page_it_is(pages: list[BeautifulSoup]) -> None:
    head = pages[1].head
    assert head
    assert head.title
    assert head.title.text == "Un fil long – commentaires, page 2 – Démonstration"
    assert [link["href"] for link in head.select("link[rel=canonical]")] == [f"{SITE}/{SECOND}"]
    assert [tag["content"] for tag in head.select('[property="og:url"]')] == [f"{SITE}/{SECOND}"]
    assert not head.select("link[hreflang], meta[name=robots]")
    assert [link["href"] for link in head.select('link[href*="/comments/"]')] == [
        f"{SITE}/feeds/comments/long.atom.xml"
    ]


def test_further_page_has_one_heading_and_the_way_back_and_not_the_article(
    pages: list[BeautifulSoup],
) -> None:
    first, second = pages
    assert [heading.text for heading in second.select("h1")] == ["Un fil long – commentaires, page 2"]
    assert [link["href"] for link in second.select(".h-entry > .comments-back > a.u-url")] == [
        f"{SITE}/{FIRST}"
    ]
    assert "Alors." in first.text
    assert "Alors." not in second.text
    assert len(second.select(".h-entry .comment.h-cite")) == len(second.select(".comment"))


def test_no_page_is_above_300_kb_and_no_comment_missing(long_threads_path: Path) -> None:
    files = [path for path in long_threads_path.rglob("*.html") if "/long" in path.as_posix()]
    assert max(path.stat().st_size for path in files) <= 300_000
    assert len(files) > 8
    shown = sum(path.read_text(encoding="utf-8").count('<article class="comment ') for path in files)
    assert shown == 330 + 900


def test_search_finds_each_comment_on_its_page(long_threads_path: Path) -> None:
    index = {url: page["content"] for url, page in read_index(long_threads_path).items()}
    assert f"/{FIRST}" in index
    found = [url for url, words in index.items() if "numéro300." in words]
    assert len(found) == 2
    assert all("comments-" in url for url in found)
    assert "Où sont" not in "".join(index.values())
    assert "commentaires, page" not in index[f"/{SECOND}"]
    assert not [url for url in index if "numbers" in url]


def test_sitemap_has_every_page_with_comments(long_threads_path: Path) -> None:
    sitemap = (long_threads_path / "sitemap.xml").read_text(encoding="utf-8")
    listed = {path for path in re.findall(rf"<loc>{SITE}/(.*?)</loc>", sitemap) if "/long/" in path}
    built = {
        path.parent.relative_to(long_threads_path).as_posix() + "/"
        for path in (long_threads_path / FIRST).rglob("index.html")
    }
    assert listed == built
    assert len(built) > 2


def test_long_thread_loads_a_small_script_and_others_do_not(
    pages: list[BeautifulSoup], demo_path: Path, long_threads_path: Path
) -> None:
    for page in pages:
        assert [script["src"] for script in page.select("script[src]")] == [
            f"{SITE}/theme/pelican-comments.js"
        ]
    assert not list(demo_path.rglob("pelican-comments.js"))
    loaded = [long_threads_path / "theme" / name for name in ("pelican-comments.js", "js/video.js")]
    assert sum(len(gzip.compress(path.read_bytes())) for path in loaded) <= MOST_SCRIPT
