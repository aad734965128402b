"""The table of contents: in articles and pages of three headings or more."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

ReadPage = Callable[[str], BeautifulSoup]
Pages = dict[str, BeautifulSoup]

RICH = "2025/01/10/tout-ce-que-le-texte-permet/index.html"
ENGLISH = "en/2025/05/12/une-tarte-en-deux-langues/index.html"


def test_headings_are_nested_by_their_levels(demo: ReadPage) -> None:
    toc = demo(RICH).select_one("article > details.toc")
    assert [link.text for link in toc.select(":scope > ul > li > a")] == [
        "Un titre de deuxième niveau",
        "Du code",
        "Un tableau",
        "L’appel d’une note",
    ]
    assert [link.text for link in toc.select("li > ul > li > a")] == ["Un titre de troisième niveau"]
    assert not toc.has_attr("open")


@pytest.mark.parametrize(("path", "name"), [(RICH, "Sommaire"), (ENGLISH, "Contents")])
def test_it_is_named_in_the_language_of_the_page(demo: ReadPage, path: str, name: str) -> None:
    assert demo(path).select_one("details.toc > summary").text == name


def test_it_stands_where_there_are_three_headings_and_leads_to_each(pages: Pages) -> None:
    for path, page in pages.items():
        headings = page.select(".article-body :is(h2, h3)")
        links = page.select(".toc a")
        assert bool(links) == (len(headings) >= 3), path
        if links:
            assert [link["href"] for link in links] == [f"#{heading['id']}" for heading in headings], path
