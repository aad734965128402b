"""The lists of articles of a category, a tag or an author."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

ReadPage = Callable[[str], BeautifulSoup]

SITE = "https://demo.example.org"


@pytest.fixture(scope="module")
def lists(demo: ReadPage) -> dict[str, list[str]]:
    """The slugs of the articles of each list, the newest first, as the articles themselves say."""
    found: dict[str, list[str]] = {}
    for link in demo("archives/index.html").select(".archive-list a"):
        article = demo(link["href"].removeprefix(f"{SITE}/") + "index.html")
        for term in article.select(".article-category a, .article-tags a, .article-meta .p-author"):
            name = term["href"].removeprefix(f"{SITE}/").rstrip("/")
            found.setdefault(name, []).append(link["href"].rstrip("/").rpartition("/")[2])
    return found


def list_slugs(page: BeautifulSoup) -> list[str]:
    return [link["href"].rstrip("/").rpartition("/")[2] for link in page.select(".article-card h2 > a")]


def list_pages(folder: Path, name: str) -> list[str]:
    further = (folder / name / "page").glob("*/index.html")
    numbers = sorted(int(path.parent.name) for path in further)
    return [f"{name}/index.html", *(f"{name}/page/{number}/index.html" for number in numbers)]


def test_list_holds_exactly_its_articles_the_newest_first(
    demo: ReadPage, demo_path: Path, lists: dict[str, list[str]]
) -> None:
    assert len(lists) == 10
    for name, slugs in lists.items():
        pages = list_pages(demo_path, name)
        assert [slug for path in pages for slug in list_slugs(demo(path))] == slugs, name


def test_no_list_is_made_for_what_only_drafts_have(demo_path: Path, lists: dict[str, list[str]]) -> None:
    found = {
        path.parent.relative_to(demo_path).as_posix()
        for kind in ("category", "tag", "author")
        for path in demo_path.glob(f"{kind}/*/index.html")
    }
    assert found == set(lists)


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("index.html", "Articles"),
        ("category/le-site/index.html", "Catégorie\xa0: Le site"),
        ("category/le-site/page/2/index.html", "Catégorie\xa0: Le site"),
        ("tag/video/index.html", "Étiquette\xa0: vidéo"),
        ("author/camille/index.html", "Articles signés Camille"),
    ],
)
def test_heading_names_the_list(demo: ReadPage, path: str, heading: str) -> None:
    assert demo(path).h1.text == heading


def test_title_of_a_further_page_has_its_number(demo: ReadPage) -> None:
    assert demo("page/2/index.html").title.text == "Page 2 – Démonstration"
    title = demo("tag/video/page/2/index.html").title.text
    assert re.fullmatch(r"Étiquette\s: vidéo \(Page 2\) – Démonstration", title)


def test_home_page_says_what_the_site_is_and_the_pages_after_it_do_not(demo: ReadPage) -> None:
    introduction = demo("index.html").select_one(".page-introduction").text
    assert introduction == "Un site de démonstration\u00a0: tout ce que le thème sait montrer"
    assert not demo("page/2/index.html").select(".page-introduction")
