"""What is shown of a link to a page that is shared."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

from bs4 import BeautifulSoup
from PIL import Image

ReadPage = Callable[[str], BeautifulSoup]
Pages = dict[str, BeautifulSoup]

SITE = "https://demo.example.org"


def read_properties(page: BeautifulSoup) -> dict[str, list[str]]:
    properties: dict[str, list[str]] = {}
    for tag in page.select("head meta[property]"):
        properties.setdefault(tag["property"], []).append(tag["content"])
    return properties


def test_every_page_says_what_it_is_once(pages: Pages) -> None:
    names = {"og:type", "og:title", "og:description", "og:url", "og:site_name", "og:locale"}
    for path, page in pages.items():
        properties = read_properties(page)
        assert names <= set(properties), path
        assert not [name for name in names if len(properties[name]) > 1], path
        assert len(page.select('meta[name="twitter:card"]')) == 1, path


def test_what_is_said_is_what_the_page_says_elsewhere(pages: Pages) -> None:
    site = pages["index.html"].title.text
    for path, page in pages.items():
        properties = {name: values[0] for name, values in read_properties(page).items()}
        title = page.title.text.removesuffix(f" – {site}")
        assert properties["og:title"] == title, path
        assert properties["og:site_name"] == site, path
        assert properties["og:description"] == page.select_one('meta[name="description"]')["content"], path
        if path != "404.html":
            assert properties["og:url"] == page.select_one('link[rel="canonical"]')["href"], path


def test_quotes_of_a_title_are_escaped_once(demo: ReadPage) -> None:
    properties = read_properties(demo("2024/12/31/l-apostrophe-et-les-guillemets/index.html"))
    title = "L’apostrophe & les «\u00a0guillemets\u00a0»\u00a0: mode d’emploi"
    assert properties["og:title"] == [title]


def test_picture_is_there_and_as_large_as_is_said(pages: Pages, demo_path: Path) -> None:
    for path, page in pages.items():
        properties = {name: values[0] for name, values in read_properties(page).items()}
        card = page.select_one('meta[name="twitter:card"]')["content"]
        assert card == ("summary_large_image" if "og:image" in properties else "summary"), path
        if "og:image" in properties:
            with Image.open(demo_path / unquote(properties["og:image"].removeprefix(f"{SITE}/"))) as picture:
                size = tuple(int(properties[f"og:image:{side}"]) for side in ("width", "height"))
                assert picture.size == size, path
                assert picture.format in {"JPEG", "PNG", "WEBP"}, path
