"""A neutral logo: the first letter of the blog's name, drawn by browsers in the reader's own fonts."""

import unicodedata
from html import escape
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

BLUE, CREAM = "#1c4b8a", "#fbf8f2"
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">'
    '<rect width="64" height="64" rx="14" fill="{blue}"/>{sign}</svg>\n'
)
_LETTER = (
    '<text x="32" y="46" text-anchor="middle" font-family="system-ui, sans-serif" font-size="40" '
    'font-weight="700" fill="{cream}">{letter}</text>'
)
_DOT = '<circle cx="32" cy="32" r="14" fill="{cream}"/>'
_SCALE = 8
_FONT = ImageFont.load_default(size=40 * _SCALE)
_MISSING = "\uffff"
"""A character that no font has: each draws its placeholder for it."""


def find_letter(name: str) -> str:
    """The first letter or digit of a name, capitalized and with its combining marks; or an empty string."""
    text = unicodedata.normalize("NFC", name)
    start = next((place for place, char in enumerate(text) if char.isalnum()), len(text))
    letter = text[start : start + 1]
    capital = letter.upper() if len(letter.upper()) == 1 else letter
    for char in text[start + 1 :]:
        if not unicodedata.category(char).startswith("M"):
            break
        capital += char
    return capital


def draw_svg(name: str) -> str:
    """The logo for pages and browser tabs."""
    letter = find_letter(name)
    sign = _LETTER.format(cream=CREAM, letter=escape(letter)) if letter else _DOT.format(cream=CREAM)
    return _SVG.format(blue=BLUE, sign=sign)


def draw_touch_icon(name: str) -> bytes:
    """The logo as a PNG with square corners, which iOS rounds itself."""
    picture = _draw(name, corner=0).resize((180, 180), Image.Resampling.BOX).convert("RGB")
    return _save(picture.quantize(16, dither=Image.Dither.NONE), "PNG")


def draw_favicon(name: str) -> bytes:
    """The logo as an ICO, for programs without SVG."""
    return _save(_draw(name, corner=14).resize((32, 32), Image.Resampling.BOX), "ICO")


def _draw(name: str, corner: int) -> Image.Image:
    """The logo in large. Pillow's font has few letters: a missing one loses its accent or becomes a dot."""
    side = 64 * _SCALE
    picture = Image.new("RGBA", (side, side))
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((0, 0, side - 1, side - 1), corner * _SCALE, fill=BLUE)
    letter = find_letter(name)
    if letter and not _has(letter[0]):
        letter = unicodedata.normalize("NFD", letter)[0]
    if letter and all(_has(char) for char in letter):
        left, top, right, bottom = pen.textbbox((0, 0), letter, font=_FONT, stroke_width=_SCALE)
        place = ((side - left - right) / 2, (side - top - bottom) / 2)
        pen.text(place, letter, font=_FONT, fill=CREAM, stroke_width=_SCALE, stroke_fill=CREAM)
    else:
        pen.circle((side / 2, side / 2), 14 * _SCALE, fill=CREAM)
    return picture


def _has(char: str) -> bool:
    """Whether the font has a glyph for a character."""
    return bytes(_FONT.getmask(char)) != bytes(_FONT.getmask(_MISSING))


def _save(picture: Image.Image, kind: str) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, kind)
    return buffer.getvalue()
