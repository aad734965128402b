"""The footer of a page: links, feeds and the notice."""

from collections.abc import Callable

from bs4 import BeautifulSoup

ReadPage = Callable[[str], BeautifulSoup]
Pages = dict[str, BeautifulSoup]

SITE = "https://demo.example.org"


def test_footer_has_the_settings_items_the_feeds_and_the_author_s_pages_elsewhere(demo: ReadPage) -> None:
    links = demo("index.html").select(".site-footer a")
    assert [(link.text, link["href"].removeprefix(SITE)) for link in links] == [
        ("Vie privée", "/vie-privee/"),
        ("Catégories", "/categories/"),
        ("Étiquettes", "/tags/"),
        ("Auteurs", "/authors/"),
        ("Flux des articles", "/feeds/fr.atom.xml"),
        ("Flux des commentaires", "/feeds/comments.atom.xml"),
        ("Mastodon", "https://social.example.org/@demonstration"),
    ]


def test_author_s_pages_elsewhere_are_said_to_be_hers(pages: Pages) -> None:
    for path, page in pages.items():
        assert [link.text for link in page.select('.site-footer a[rel="me"]')] == ["Mastodon"], path


def test_links_to_feeds_name_their_type(demo: ReadPage) -> None:
    feeds = demo("index.html").select('.site-footer a[href$=".xml"]')
    assert {link["type"] for link in feeds} == {"application/atom+xml"}


def test_every_page_has_the_notice(pages: Pages) -> None:
    notices = {"fr": "sans cookie", "en": "without cookies"}
    assert not [
        path
        for path, page in pages.items()
        if notices[page.html["lang"]] not in page.select_one("footer p").text
    ]


def test_link_to_the_page_itself_says_so(demo: ReadPage) -> None:
    current = demo("tags/index.html").select('.site-footer [aria-current="page"]')
    assert [link.text for link in current] == ["Étiquettes"]
