"""The header of a page: the way home and the main menu."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

ReadPage = Callable[[str], BeautifulSoup]


def test_name_of_the_site_leads_home(demo: ReadPage) -> None:
    link = demo("archives/index.html").select_one(".site-header .site-name")
    assert link["href"] == "https://demo.example.org/"
    assert link.text.strip() == "Démonstration"


def test_menu_has_the_settings_items_in_their_order(demo: ReadPage) -> None:
    links = demo("index.html").select(".site-header nav li > a")
    assert [(link.text, link["href"]) for link in links] == [
        ("Archives", "https://demo.example.org/archives/"),
        ("Recherche", "https://demo.example.org/recherche/"),
        ("Livre d’or", "https://demo.example.org/livre-d-or/"),
    ]


def test_logo_is_for_the_eyes_only_and_holds_its_place(demo: ReadPage) -> None:
    """It stands in the page itself: one request less."""
    logo = demo("index.html").select_one(".site-name .site-logo")
    assert logo["aria-hidden"] == "true"
    assert not logo.text.strip()
    assert logo.svg["width"] == logo.svg["height"] == "64"


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("index.html", ["Démonstration"]),
        ("archives/index.html", ["Archives"]),
        ("livre-d-or/index.html", ["Livre d’or"]),
        ("page/2/index.html", []),
        ("2024/index.html", []),
        ("404.html", []),
    ],
)
def test_link_to_the_page_itself_says_so(demo: ReadPage, path: str, current: list[str]) -> None:
    links = demo(path).select('.site-header [aria-current="page"]')
    assert [link.text.strip() for link in links] == current
