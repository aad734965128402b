"""Headings of a text, which are links to themselves."""

from collections.abc import Callable

from bs4 import BeautifulSoup

ReadPage = Callable[[str], BeautifulSoup]
Pages = dict[str, BeautifulSoup]

RICH = "2025/01/10/tout-ce-que-le-texte-permet/index.html"


def test_heading_is_the_link_to_itself_and_says_nothing_more(demo: ReadPage) -> None:
    heading = demo(RICH).select_one(".article-body h2")
    assert heading["id"] == "h-un-titre-de-deuxieme-niveau"
    assert heading.a["href"] == "#h-un-titre-de-deuxieme-niveau"
    assert heading.a.text == heading.text == "Un titre de deuxième niveau"
    assert set(heading.a.attrs) == {"class", "href"}


def test_every_heading_of_a_text_can_be_linked_to(pages: Pages) -> None:
    headings = [
        heading for page in pages.values() for heading in page.select(".article-body :is(h2, h3, h4)")
    ]
    assert headings
    assert all(heading["id"].isascii() for heading in headings)
    assert all(heading.a for heading in headings)


def test_no_list_has_links_to_headings(pages: Pages) -> None:
    lists = [page for page in pages.values() if not page.select(".article-body")]
    assert lists
    assert not [page for page in lists if page.select(".heading-link, [id^=h-], .footnote-ref")]
