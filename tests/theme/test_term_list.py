"""The overviews: every category, tag and author with the number of its articles."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

ReadPage = Callable[[str], BeautifulSoup]

SITE = "https://demo.example.org"


@pytest.mark.parametrize(
    ("path", "heading", "terms"),
    [
        (
            "categories/index.html",
            "Catégories",
            [("Cuisine", "Un article"), ("Le site", "7 articles"), ("Vidéos", "5 articles")],
        ),
        (
            "tags/index.html",
            "Étiquettes",
            [
                ("affiche", "2 articles"),
                ("code", "Un article"),
                ("commentaires", "3 articles"),
                ("texte", "6 articles"),
                ("vidéo", "5 articles"),
            ],
        ),
        ("authors/index.html", "Auteurs", [("Camille", "8 articles"), ("Dominique", "6 articles")]),
    ],
)
def test_overview_counts_what_is_published(
    demo: ReadPage, path: str, heading: str, terms: list[tuple[str, str]]
) -> None:
    page = demo(path)
    assert page.h1.text == heading
    items = page.select("ul.term-list > li")
    assert [(item.a.text, item.select_one(".term-list-count").text) for item in items] == terms


@pytest.mark.parametrize("path", ["categories/index.html", "tags/index.html", "authors/index.html"])
def test_term_leads_to_its_list(demo: ReadPage, path: str) -> None:
    for link in demo(path).select(".term-list a"):
        listing = demo(link["href"].removeprefix(f"{SITE}/") + "index.html")
        assert link.text in listing.h1.text


@pytest.mark.parametrize(
    "path", ["index.html", "archives/index.html", "tags/index.html", "categories/index.html"]
)
def test_overview_of_nothing_says_so(empty: ReadPage, path: str) -> None:
    assert empty(path).select("main p")[-1].text == "Rien ici pour l’instant."
    assert not empty(path).select("main ul")
