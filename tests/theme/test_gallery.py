"""Several pictures in one paragraph: a grid of figures."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup, Tag

ReadPage = Callable[[str], BeautifulSoup]

SITE = "https://demo.example.org"
NAMES = ["tarte.jpg", "salade.jpg", "prunes.jpg"]


@pytest.fixture
def gallery(demo: ReadPage) -> Tag:
    (found,) = demo("des-images/index.html").select(".article-body > .gallery")
    return found


def test_gallery_holds_each_picture_as_a_figure_with_its_own_caption(gallery: Tag) -> None:
    figures = gallery.find_all(recursive=False)
    assert [(figure.name, figure["class"]) for figure in figures] == [("figure", ["figure"])] * 3
    assert [figure.img["src"] for figure in figures] == [f"{SITE}/images/{name}" for name in NAMES]
    assert [figure.figcaption.text for figure in figures] == ["Dorée", "Verte", "Bleues, en entier d’un clic"]


def test_picture_of_a_gallery_may_lead_to_the_whole_one(gallery: Tag) -> None:
    (link,) = gallery.select("a")
    assert link["href"] == f"{SITE}/images/prunes.jpg"
    assert link.img["alt"] == "Des prunes bleues"


def test_pictures_of_a_gallery_are_chosen_narrower_than_those_of_the_column(
    gallery: Tag, demo: ReadPage
) -> None:
    column = demo("des-images/index.html").select_one(".article-body > .figure source")["sizes"]
    sizes = {source["sizes"] for source in gallery.select("source")}
    assert len(sizes) == 1
    assert sizes != {column}
