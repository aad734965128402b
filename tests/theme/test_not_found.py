"""The page for an address that does not exist, which a host serves at any depth."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

ReadPage = Callable[[str], BeautifulSoup]


@pytest.mark.parametrize(
    ("site_name", "host"), [("demo", "demo.example.org"), ("demo_project", "example.org")]
)
def test_every_address_is_absolute_but_those_in_the_page(
    request: pytest.FixtureRequest, site_name: str, host: str
) -> None:
    read: ReadPage = request.getfixturevalue(site_name)
    for tag in read("404.html").select("[href]:not([rel=me]), [src]"):
        address = tag.get("href", tag.get("src"))
        assert address.startswith("#") or urlsplit(address)[:2] == ("https", host), address


def test_page_says_what_happened_and_leads_to_the_search_and_the_archives(demo: ReadPage) -> None:
    page = demo("404.html")
    assert page.h1.text == "Page introuvable"
    assert page.title.text == "Page introuvable – Démonstration"
    assert [link["href"] for link in page.select("main a")] == [
        "https://demo.example.org/recherche/",
        "https://demo.example.org/archives/",
    ]
