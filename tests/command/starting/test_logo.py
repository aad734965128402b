"""The first letter of a name, in any script, is its logo."""

from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from pelican_blog.starting.logo import CREAM, draw_favicon, draw_svg, draw_touch_icon, find_letter
from PIL import Image

LETTERS = {
    "Le jardin": "L",
    "l’été": "L",
    "« Été »": "É",
    "E\u0301te\u0301": "É",
    "3 recettes": "3",
    "ßuper": "ß",
    "ﬁn": "ﬁ",
    "日本語": "日",
    "مدونتي": "م",
    "हिन्दी": "हि",
    "👩\u200d🌾 Anne": "A",
    "👩\u200d🌾": "",
    "<&>": "",
}


@pytest.mark.parametrize(("name", "letter"), LETTERS.items())
def test_logo_is_the_first_letter_or_else_a_dot(name: str, letter: str) -> None:
    assert find_letter(name) == letter
    picture = ET.fromstring(draw_svg(name))  # noqa: S314  # our own
    assert "".join(picture.itertext()).strip() == letter
    assert (picture[-1].tag.endswith("text"), picture[-1].get("fill")) == (bool(letter), CREAM)


@pytest.mark.parametrize("name", LETTERS)
def test_pictures_of_it_show_something(name: str) -> None:
    """In two colours at least, for the font that is at hand has few letters."""
    for content, kind, side in ((draw_touch_icon(name), "PNG", 180), (draw_favicon(name), "ICO", 32)):
        with Image.open(BytesIO(content)) as picture:
            assert (picture.format, picture.size) == (kind, (side, side))
            shown = picture.convert("RGB")
            assert shown.getpixel((side // 2, 2))[2] > 120  # blue
            assert any(min(color) > 200 for _, color in shown.getcolors(side * side))  # cream
