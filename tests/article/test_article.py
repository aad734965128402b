"""The article, its thread and its form, word for word as in the source (data/article.fr.txt)."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from tools.audit.links import read_pages

PATH = "2015/11/20/le-blues-du-community-manager/index.html"
NOT_CONTENT = "Featured Video Play Icon"  # for an invisible picture of a WordPress plugin
PRIVACY = [
    "Ce ticket est public dès que vous l’envoyez, avant que nous l’ayons lu",
    "GitHub, un service de Microsoft",
    "Le lien « Signaler », sous chaque commentaire",
    "L’historique du dépôt et le ticket en gardent la trace",
    "CNIL",
    "Aucune adresse de messagerie ni adresse IP de lecteur n’est conservée",
]


def fold(text: str) -> str:
    """The text with typographic spaces and quotes folded into plain ones."""
    for fancy, plain in {"’": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " "}.items():
        text = text.replace(fancy, plain)
    return " ".join(text.split())


def read_source() -> list[str]:
    """The paragraphs of the source, folded, without the list's numbers."""
    source = Path(__file__).parent / "data" / "article.fr.txt"
    lines = [fold(line) for line in source.read_text(encoding="utf-8").splitlines()]
    return [line.removeprefix("1. ") for line in lines if line and line != NOT_CONTENT]


@pytest.fixture(scope="module")
def pages(site_path: Path) -> dict[str, BeautifulSoup]:
    return read_pages(site_path)


@pytest.fixture
def page(pages: dict[str, BeautifulSoup]) -> BeautifulSoup:
    return pages[PATH]


def find(page: BeautifulSoup | Tag, selector: str) -> Tag:
    (element,) = page.select(selector)
    return element


def list_paragraphs(page: BeautifulSoup) -> Iterator[str]:
    """What the page shows of the source, in its order."""
    yield fold(find(page, "h1").text)
    for block in find(page, ".article-body").find_all(recursive=False):
        yield fold(block.text)
    for selector in ("#comments", ".comment-body", ".comment-form-title", ".comment-form-notes"):
        yield from (fold(element.text) for element in page.select(selector))


def test_every_word_is_that_of_the_source_in_its_order(page: BeautifulSoup) -> None:
    expected = read_source()
    words = " ".join(expected).split()
    assert len(words) == 458  # as wc -w counts, less the loader image and the numbers of the list
    heading = next(line for line in expected if "réflexions sur" in line)
    expected[expected.index(heading)] = f'{heading}"'  # the capture lost the closing quotation mark
    assert list(list_paragraphs(page)) == expected


def test_article_has_its_headings_dates_author_and_video(page: BeautifulSoup) -> None:
    article = find(page, "article.article")
    date = find(article, "time.article-date")
    assert (date["datetime"][:10], date.text) == ("2015-11-20", "20 novembre 2015")
    assert find(article, ".article-author").text == "par La community manager"
    parts = [part.get("class", [""])[0] for part in article.find_all(recursive=False)]
    assert parts == ["article-header", "video", "article-body"]
    assert fold(str(find(page, "meta[name=description]")["content"])) == read_source()[1]
    graph = json.loads(str(find(page, 'script[type="application/ld+json"]').string))["@graph"]
    (described,) = [node for node in graph if node["@type"] == "BlogPosting"]
    assert described["datePublished"] == "2015-11-20T00:00:00+01:00"
    assert described["video"]["uploadDate"] == "2026-11-22T00:00:00+01:00"  # of the stand-in for the song


def test_thread_is_that_of_the_source(page: BeautifulSoup) -> None:
    """An answer of the author, and a comment that was lost; no date is known, and none is invented."""
    heading = " ".join(find(page, "#comments").text.split())
    assert heading == "3 réflexions sur “Le blues du community manager”"
    top = page.select(".comments > ol > li")
    assert [item.article["id"] for item in top] == ["comment-1", "comment-3"]
    reply = find(top[0], ":scope > ol > li > article[data-role=author]")
    assert fold(find(reply, ".comment-title").text) == "La community manager en réponse à Anonyme"
    assert find(reply, ".comment-role").text == "A écrit cet article"
    assert find(top[1], ".comment-notice").text == "Ce commentaire n’a pas été conservé."
    assert not page.select("#comment-3 .comment-body, .comment time")
    assert find(page, "form")["action"] == "https://github.com/example/blog/issues/new"


def test_pages_say_how_comments_are_used_and_that_one_has_arrived(pages: dict[str, BeautifulSoup]) -> None:
    text = fold(find(pages["vie-privee/index.html"], ".article-body").text)
    assert not [words for words in PRIVACY if fold(words) not in text]
    assert "Votre commentaire est bien arrivé" in find(pages["merci/index.html"], ".article-body").text
    assert find(pages["merci/index.html"], "meta[name=robots]")["content"] == "noindex"
    assert not [path for path, page in pages.items() if page.select('a[href$="/merci/"]')]
