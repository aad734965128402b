"""Draw the logo as PNG and ICO, for what cannot show an SVG: the same drawing as logo.svg in this folder.

Run it by hand after changing the logo; no build does: `.venv/bin/python theme/static/img/make_icons.py`. It
writes apple-touch-icon.png here, which iOS rounds itself, and content/extra/favicon.ico, for the site's root.
"""

import math
from pathlib import Path

from PIL import Image, ImageDraw

BLUE, SAFFRON, CREAM = "#1c4b8a", "#f2b441", "#fbf8f2"
SCALE = 32  # drawn that much larger than the logo's 64 units, and made smaller with soft edges
HERE = Path(__file__).parent
FAVICON = HERE.parents[2] / "content/extra/favicon.ico"


def scale(*units: float) -> tuple[int, ...]:
    """Units of the logo in pixels of the drawing."""
    return tuple(round(unit * SCALE) for unit in units)


def draw_logo(corner: float) -> Image.Image:
    """The logo upon a square with corners of this radius, in the logo's units."""
    picture = Image.new("RGBA", scale(64, 64))
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle(scale(0, 0, 64, 64), *scale(corner), fill=BLUE)
    for left, top, radius in ((19, 22, 18), (25.5, 29, 9)):
        angle = math.asin((32 - left) / radius)
        middle, reach = top + radius * math.cos(angle), radius + 2  # Pillow draws a line inside its circle
        box = scale(32 - reach, middle - reach, 32 + reach, middle + reach)
        pen.arc(box, 270 - math.degrees(angle), 270 + math.degrees(angle), SAFFRON, *scale(4))
        for end in (left, 64 - left):
            pen.circle(scale(end, top), *scale(2), fill=SAFFRON)
    pen.rounded_rectangle(scale(14, 36, 50, 52), *scale(7), fill=CREAM, corners=(False, False, True, True))
    pen.line(scale(8, 39, 56, 39), fill=CREAM, width=round(4.5 * SCALE))
    for end in (8, 56):
        pen.circle(scale(end, 39), *scale(2.25), fill=CREAM)
    return picture


if __name__ == "__main__":
    touch = draw_logo(corner=0).resize((180, 180), Image.Resampling.BOX).convert("RGB")
    touch.quantize(16, dither=Image.Dither.NONE).save(HERE / "apple-touch-icon.png", optimize=True)
    small = draw_logo(corner=14).resize((32, 32), Image.Resampling.BOX)
    small.save(FAVICON, sizes=[(32, 32)])
