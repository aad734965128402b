"""The articles before and after an article."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

ReadPage = Callable[[str], BeautifulSoup]

SITE = "https://demo.example.org"


def read_neighbours(page: BeautifulSoup) -> dict[str, tuple[str, str]]:
    links = page.select("nav.neighbours a")
    return {link["rel"][0]: (" ".join(link.text.split()), link["href"].removeprefix(SITE)) for link in links}


def test_each_is_named_by_its_title(demo: ReadPage) -> None:
    page = demo("2025/01/10/tout-ce-que-le-texte-permet/index.html")
    assert page.select_one("nav.neighbours")["aria-label"] == "Articles précédent et suivant"
    before, after = read_neighbours(page)["prev"], read_neighbours(page)["next"]
    assert before == (
        "Article précédent L’apostrophe & les « guillemets » : mode d’emploi",
        "/2024/12/31/l-apostrophe-et-les-guillemets/",
    )
    assert after == ("Article suivant Une longue discussion", "/2025/03/20/une-longue-discussion/")


def test_every_article_of_the_archives_is_reached_from_the_last(demo: ReadPage) -> None:
    archived = [link["href"] for link in demo("archives/index.html").select(".archive-list a:not([lang])")]
    walked, address = [], archived[0]
    while address:
        walked.append(address)
        before = demo(f"{address.removeprefix(f'{SITE}/')}index.html").select_one("a.neighbours-previous")
        address = before["href"] if before else ""
    assert walked == archived


def test_first_and_last_have_one_neighbour(demo: ReadPage) -> None:
    assert set(read_neighbours(demo("2023/02/05/un-premier-texte/index.html"))) == {"next"}
    assert set(read_neighbours(demo("2025/05/12/une-tarte-en-deux-langues/index.html"))) == {"prev"}


def test_neighbours_are_in_the_language_of_the_article(demo: ReadPage) -> None:
    page = demo("en/2025/05/12/une-tarte-en-deux-langues/index.html")
    title = 'Previous article A text in English, and "only" there'
    assert read_neighbours(page) == {"prev": (title, "/en/2024/03/01/a-text-in-english/")}


@pytest.mark.parametrize(
    "path",
    ["drafts/un-brouillon/index.html", "2025/06/02/un-article-cache/index.html", "livre-d-or/index.html"],
)
def test_what_has_no_neighbour_shows_none(demo: ReadPage, path: str) -> None:
    assert not demo(path).select(".neighbours, .related")
