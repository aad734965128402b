"""The logo is the first letter of a name, in any script."""

from io import BytesIO
from xml.etree import ElementTree as ET

from pelican_blog.starting.logo import CREAM, draw_favicon, draw_svg, draw_touch_icon, find_letter
from PIL import Image

NAMES = (
    *(
        "Le jardin",
        "l’été",
        "« Été »",
        "E\u0301te\u0301",
        "3 recettes",
        "ßuper",
        "ﬁn",
        "日本語",
        "مدونتي",
        "हिन्दी",
    ),
    *("👩\u200d🌾 Anne", "👩\u200d🌾", "<&>"),
)
LETTERS = ("L", "L", "É", "É", "3", "ß", "ﬁ", "日", "م", "हि", "A", "", "")


def test_logo_is_the_first_letter_or_else_a_dot() -> None:
    """Pictures have at least two colours: their font has few letters."""
    for name, letter in zip(NAMES, LETTERS, strict=True):
        assert find_letter(name) == letter
        svg = ET.fromstring(draw_svg(name))  # noqa: S314  # our own
        assert "".join(svg.itertext()).strip() == letter
        assert (svg[-1].tag.endswith("text"), svg[-1].get("fill")) == (bool(letter), CREAM)
        for content, kind, side in ((draw_touch_icon(name), "PNG", 180), (draw_favicon(name), "ICO", 32)):
            with Image.open(BytesIO(content)) as picture:
                assert (picture.format, picture.size) == (kind, (side, side))
                shown = picture.convert("RGB")
                assert shown.getpixel((side // 2, 2))[2] > 120  # blue
                assert any(min(color) > 200 for _, color in shown.getcolors(side * side))  # cream
    assert draw_favicon("É") == draw_favicon("E") != draw_favicon("日") == draw_favicon("!")
