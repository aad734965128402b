"""A picture in the text: its caption, its files, its place kept free."""

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from PIL import Image

ReadPage = Callable[[str], BeautifulSoup]
Pages = dict[str, BeautifulSoup]

SITE = "https://demo.example.org"
PAGE = "des-images/index.html"
ARTICLE = "2025/01/10/tout-ce-que-le-texte-permet/index.html"


def list_figures(page: BeautifulSoup) -> list[Tag]:
    return page.select(".article-body > figure.figure")


def test_title_of_a_picture_is_its_caption_in_french_typography(demo: ReadPage) -> None:
    figure = list_figures(demo(PAGE))[0]
    assert figure.figcaption.text == (
        "Le soleil se lève sur le champ\xa0: une image dessinée pour cette page."
    )
    assert figure.img["alt"] == "Un disque clair au-dessus d’un champ ocre"
    assert not figure.img.has_attr("title")


def test_picture_without_a_title_has_no_caption(demo: ReadPage) -> None:
    assert list_figures(demo(PAGE))[1].figcaption is None


@pytest.mark.parametrize(("name", "width", "height"), [("champ.jpg", 1600, 1000), ("soupe.jpg", 900, 1350)])
def test_picture_has_its_size_and_the_original_below_its_formats(
    demo: ReadPage, name: str, width: int, height: int
) -> None:
    (image,) = demo(PAGE).select(f'img[src="{SITE}/images/{name}"]')
    assert (image["width"], image["height"]) == (str(width), str(height))
    types = [source["type"] for source in image.find_previous_siblings("source")]
    assert types == ["image/webp", "image/avif"]  # read backwards


def test_every_file_of_every_picture_is_there_and_as_wide_as_it_says(
    demo_pages: Pages, demo_path: Path
) -> None:
    candidates = {
        (address.removeprefix(f"{SITE}/"), int(width.removesuffix("w")))
        for page in demo_pages.values()
        for source in page.select("source[srcset][sizes]")
        for address, width in (candidate.split() for candidate in source["srcset"].split(", "))
    }
    assert len(candidates) > 20
    for path, width in candidates:
        with Image.open(demo_path / path) as picture:
            assert picture.width == width, path


def test_only_the_first_picture_of_a_text_is_fetched_at_once(demo: ReadPage) -> None:
    images = demo(PAGE).select("article img")
    assert [image.get("loading") for image in images] == [None, *["lazy"] * (len(images) - 1)]
    assert [image.get("fetchpriority") for image in images] == ["high", *[None] * (len(images) - 1)]


def test_every_picture_of_every_page_keeps_its_place_free(pages: Pages) -> None:
    images = [(path, image) for path, page in pages.items() for image in page.select("img")]
    assert images
    assert [path for path, image in images if not {"width", "height"} <= set(image.attrs)] == []


def test_pictures_of_an_article_are_served_like_those_of_a_page(demo: ReadPage) -> None:
    figure = list_figures(demo(ARTICLE))[0]
    assert figure.img["src"] == f"{SITE}/images/table.png"
    assert (figure.img["width"], figure.img["height"]) == ("480", "320")
    assert figure.picture is None  # a kilobyte: no format could spare anything


def test_poster_above_the_text_is_the_first_picture(demo: ReadPage) -> None:
    page = demo("2023/02/19/une-video-avec-affiche/index.html")
    (image,) = page.select("article img")
    assert image["fetchpriority"] == "high"
    assert [source["type"] for source in image.find_previous_siblings("source")] == [
        "image/webp",
        "image/avif",
    ]


def test_summary_has_no_caption(demo_path: Path) -> None:
    assert "Le soleil se lève" not in (demo_path / "index.html").read_text(encoding="utf-8")
