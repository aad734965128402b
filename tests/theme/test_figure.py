"""A picture in the text: its caption, its files, its place kept free."""

from collections.abc import Callable
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from PIL import Image

ReadPage = Callable[[str], BeautifulSoup]
Pages = dict[str, BeautifulSoup]

SITE = "https://demo.example.org"
PAGE = "des-images/index.html"


def list_figures(page: BeautifulSoup) -> list[Tag]:
    return page.select(".article-body > figure.figure")


def test_title_of_a_picture_is_its_caption_in_french_typography(demo: ReadPage) -> None:
    figure = list_figures(demo(PAGE))[0]
    assert figure.figcaption.text == (
        "Le soleil se lève sur le champ\xa0: une image dessinée pour cette page."
    )
    assert figure.img["alt"] == "Un disque clair au-dessus d’un champ ocre"
    assert not figure.img.has_attr("title")


def test_every_file_of_every_picture_is_there_and_as_wide_as_it_says(pages: Pages, demo_path: Path) -> None:
    candidates = {
        (address.removeprefix(f"{SITE}/"), int(width.removesuffix("w")))
        for page in pages.values()
        for source in page.select("source[srcset][sizes]")
        for address, width in (candidate.split() for candidate in source["srcset"].split(", "))
    }
    assert len(candidates) > 20
    for path, width in candidates:
        with Image.open(demo_path / path) as picture:
            assert picture.width == width, path


def test_every_picture_of_every_page_keeps_its_place_free(pages: Pages) -> None:
    images = [(path, image) for path, page in pages.items() for image in page.select("img")]
    assert images
    assert [path for path, image in images if not {"width", "height"} <= set(image.attrs)] == []
