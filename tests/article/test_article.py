"""The article, its thread and its form, word for word as in the source (data/article.fr.txt)."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from pelican.plugins.comments.site import load_site

from tools.audit.links import read_pages

ROOT = Path(__file__).parents[2]
PATH = "2015/11/20/le-blues-du-community-manager/index.html"
NOT_CONTENT = (
    "Featured Video Play Icon"  # the alternative text of a WordPress plugin's invisible loader image
)
PRIVACY = [
    "Ce ticket est public dès que vous l’envoyez, avant que nous l’ayons lu",
    "GitHub, un service de Microsoft",
    "Aucune adresse de messagerie ni adresse IP de lecteur n’est conservée",
    "Le lien « Signaler », sous chaque commentaire",
    "L’historique du dépôt et le ticket en gardent la trace",
    "CNIL",
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


def test_article_has_its_headings_date_author_and_video(page: BeautifulSoup) -> None:
    article = find(page, "article.article")
    assert [heading.text for heading in article.select(".article-body h2")] == [
        "C’est quoi le blues du community manager\u202f?",
        "Entre besoin de Digital Detox et passion…",
    ]
    date = find(article, "time.article-date")
    assert (date["datetime"][:10], date.text) == ("2015-11-20", "20 novembre 2015")
    assert find(article, ".article-author").text == "par La community manager"
    parts = [part.get("class", [""])[0] for part in article.find_all(recursive=False)]
    assert parts == ["article-header", "video", "article-body"]
    assert fold(str(find(page, "meta[name=description]")["content"])) == read_source()[1]


def test_count_of_the_comments_is_computed(page: BeautifulSoup) -> None:
    heading = " ".join(find(page, "#comments").text.split())
    assert heading == "3 réflexions sur “Le blues du community manager”"
    places = [ROOT / name for name in ("content", "theme/templates", "plugins/comments/pelican")]
    files = [path for place in places for path in place.rglob("*")]
    texts = [path for path in files if path.suffix in {".md", ".html", ".po", ".py"}]
    assert len(texts) > 30
    pattern = re.compile(r"3 réflexions|3 thoughts")
    assert not [path for path in texts if pattern.search(path.read_text(encoding="utf-8"))]


def test_thread_is_that_of_the_source(page: BeautifulSoup) -> None:
    """An answer of the author, and a comment that was lost; no date is known, and none is invented."""
    top = page.select(".comments > ol > li")
    assert [item.article["id"] for item in top] == ["comment-1", "comment-3"]
    reply = find(top[0], ":scope > ol > li > article[data-role=author]")
    assert fold(find(reply, ".comment-title").text) == "La community manager en réponse à Anonyme"
    assert find(reply, ".comment-role").text == "A écrit cet article"
    assert find(top[1], ".comment-notice").text == "Ce commentaire n’a pas été conservé."
    assert not page.select("#comment-3 .comment-body, .comment time")


def test_form_leads_to_the_issue_form_and_in_previews_to_the_inbox_server(page: BeautifulSoup) -> None:
    assert load_site(ROOT / "pelicanconf.py").settings.form_action == "/commentaires"
    form = find(page, "form")
    assert (form["method"], form["action"]) == ("get", "https://github.com/example/blog/issues/new")
    radios = page.select("input[type=radio][name=parent]")
    assert [(radio["value"], radio.has_attr("checked")) for radio in radios] == [
        ("1", False),
        ("2", False),
        ("", True),
    ]


def test_stand_in_for_the_song_is_light_and_not_as_old_as_the_article(page: BeautifulSoup) -> None:
    clip = ROOT / "content/videos/blues-du-community-manager"
    sizes = {
        suffix: clip.with_suffix(f".{suffix}").stat().st_size
        for suffix in ("webm", "mp4", "avif", "webp", "jpg")
    }
    assert all(sizes.values())
    assert sizes["webm"] + sizes["mp4"] < 600_000
    graph = json.loads(str(find(page, 'script[type="application/ld+json"]').string))["@graph"]
    (described,) = [node for node in graph if node["@type"] == "BlogPosting"]
    assert described["datePublished"] == "2015-11-20T00:00:00+01:00"
    assert described["video"]["uploadDate"] == "2026-11-22T00:00:00+01:00"


def test_privacy_page_says_how_comments_are_used(pages: dict[str, BeautifulSoup]) -> None:
    text = fold(find(pages["vie-privee/index.html"], ".article-body").text)
    assert not [words for words in PRIVACY if fold(words) not in text]


def test_page_of_thanks_is_listed_nowhere(pages: dict[str, BeautifulSoup]) -> None:
    assert "Votre commentaire est bien arrivé" in find(pages["merci/index.html"], ".article-body").text
    assert find(pages["merci/index.html"], "meta[name=robots]")["content"] == "noindex"
    assert not [path for path, page in pages.items() if page.select('a[href$="/merci/"]')]


def test_readme_shows_the_article_and_its_thread() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(f'src="docs/images/{name}.png"' in text for name in ("article", "thread"))
