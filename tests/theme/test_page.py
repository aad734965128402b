"""A page that is no article: no date, no author, comments only where its header asks for them."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

ReadPage = Callable[[str], BeautifulSoup]


@pytest.mark.parametrize(
    ("path", "title"), [("livre-d-or/index.html", "Livre d’or"), ("vie-privee/index.html", "Vie privée")]
)
def test_page_has_title_and_text_and_no_date(demo: ReadPage, path: str, title: str) -> None:
    page = demo(path)
    assert page.select_one("main article h1").text == title
    assert page.select_one(".article-body").text.strip().startswith("Ceci est une page de démonstration")
    assert not page.select(".article-meta")


def test_page_has_comments_where_its_header_opens_them(demo: ReadPage) -> None:
    assert [name.text for name in demo("livre-d-or/index.html").select(".comment-author")] == ["Quentin"]
    assert demo("livre-d-or/index.html").select("form#answer")


def test_page_has_no_comments_unless_asked(demo: ReadPage) -> None:
    assert not demo("vie-privee/index.html").select(".comments, form")
