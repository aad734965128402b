"""Several pictures in one paragraph: a grid of figures."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup, Tag

ReadPage = Callable[[str], BeautifulSoup]


@pytest.fixture
def gallery(demo: ReadPage) -> Tag:
    (found,) = demo("des-images/index.html").select(".article-body > .gallery")
    return found


def test_pictures_of_a_gallery_are_chosen_narrower_than_those_of_the_column(
    gallery: Tag, demo: ReadPage
) -> None:
    column = demo("des-images/index.html").select_one(".article-body > .figure source")["sizes"]
    sizes = {source["sizes"] for source in gallery.select("source")}
    assert len(sizes) == 1
    assert sizes != {column}
