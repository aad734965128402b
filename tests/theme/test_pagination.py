"""A list over several pages, and the way from one to the next."""

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

ReadPage = Callable[[str], BeautifulSoup]

SITE = "https://demo.example.org"
COUNT = 5
PATHS = ["index.html", *(f"page/{number}/index.html" for number in range(2, COUNT + 1))]


def list_articles(page: BeautifulSoup) -> list[str]:
    return [link["href"].removeprefix(f"{SITE}/") for link in page.select(".article-card h2 > a")]


def list_neighbours(page: BeautifulSoup) -> dict[str, str]:
    return {link["rel"][0]: link["href"] for link in page.select("nav.pagination a[rel]")}


def test_pages_are_numbered_without_a_gap(demo_path: Path) -> None:
    assert {path.parent.name for path in demo_path.glob("page/*/index.html")} == {"2", "3", "4", "5"}


def test_every_published_article_stands_exactly_once_on_the_pages(demo: ReadPage) -> None:
    listed = [article for path in PATHS for article in list_articles(demo(path))]
    in_archives = [
        link["href"].removeprefix(f"{SITE}/")
        for link in demo("archives/index.html").select(".archive-list a")
    ]
    assert listed == in_archives
    assert len(set(listed)) == len(listed) == 13


def test_drafts_hidden_articles_and_translations_are_in_no_list(demo_path: Path, demo: ReadPage) -> None:
    shown_alone = ("un-brouillon", "un-article-cache", "en/2025/05/12/une-tarte-en-deux-langues")
    for path in demo_path.rglob("index.html"):
        page = demo(path.relative_to(demo_path).as_posix())
        for link in page.select(".article-card a, .archive-list a"):
            assert not link["href"].strip("/").endswith(shown_alone), path


@pytest.mark.parametrize("number", range(1, COUNT + 1))
def test_page_leads_to_its_neighbours(demo: ReadPage, number: int) -> None:
    addresses = [f"{SITE}/", *(f"{SITE}/page/{other}/" for other in range(2, COUNT + 1))]
    expected = {}
    if number > 1:
        expected["prev"] = addresses[number - 2]
    if number < COUNT:
        expected["next"] = addresses[number]
    assert list_neighbours(demo(PATHS[number - 1])) == expected


@pytest.mark.parametrize("number", range(1, COUNT + 1))
def test_page_says_where_it_stands(demo: ReadPage, number: int) -> None:
    position = demo(PATHS[number - 1]).select_one("nav.pagination .pagination-position")
    assert position.text == f"Page {number} sur {COUNT}"


def test_links_say_which_way_they_lead(demo: ReadPage) -> None:
    nav = demo("page/2/index.html").select_one("nav.pagination")
    assert nav.select_one('[rel="prev"]').text == "Articles plus récents"
    assert nav.select_one('[rel="next"]').text == "Articles plus anciens"


@pytest.mark.parametrize("name", ["category/videos", "tag/texte", "author/camille"])
def test_pages_of_a_list_lead_to_one_another(demo: ReadPage, name: str) -> None:
    assert list_neighbours(demo(f"{name}/index.html")) == {"next": f"{SITE}/{name}/page/2/"}
    assert list_neighbours(demo(f"{name}/page/2/index.html"))["prev"] == f"{SITE}/{name}/"


@pytest.mark.parametrize("path", ["category/cuisine/index.html", "tag/commentaires/index.html"])
def test_list_of_one_page_has_no_pagination(demo: ReadPage, path: str) -> None:
    assert not demo(path).select(".pagination")
