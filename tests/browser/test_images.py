"""Pictures in the text: which file is fetched, and that nothing moves while they load."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.fixtures import COUNT_SHIFTS, DEMO
from tools.audit.chromium import wait_for

OpenPage = Callable[..., Page]

PICTURES = f"{DEMO}/des-images/"
SHOW_ALL = """async () => {
  for (const image of document.images) {
    image.scrollIntoView();
    await image.decode();
  }
  return true;
}"""
FILES = 'images => images.map(image => image.currentSrc.split("/images/")[1])'
COLUMNS = "figures => new Set(figures.map(figure => figure.getBoundingClientRect().left)).size"


SCREENS = (
    (320, 1, "480w", "480w", 2),
    (412, 1.75, "800w", "480w", 2),
    (390, 3, "1200w", "800w", 2),
    (1280, 1, "800w", "480w", 3),
    (1280, 2, "1600w", "800w", 3),
)
"""Width and density of each, the widths of its files, and the columns of its gallery."""


def test_screen_gets_files_of_its_width_in_columns_that_fit_and_nothing_moves(open_demo: OpenPage) -> None:
    for width, density, alone, in_gallery, columns in SCREENS:
        size = {"width": width, "height": 720}
        page = open_demo("404.html", viewport=size, device_scale_factor=density)
        page.add_init_script(COUNT_SHIFTS)
        page.goto(PICTURES)
        wait_for(page, "all pictures are loaded", SHOW_ALL)
        files = page.locator("article img").evaluate_all(FILES)
        assert files[0] == f"champ.jpg.{alone}.avif"
        assert files[2:] == [f"{name}.jpg.{in_gallery}.avif" for name in ("tarte", "salade", "prunes")]
        assert page.evaluate("shifts") == 0
        assert page.locator(".gallery .figure").evaluate_all(COLUMNS) == columns, width
        assert page.evaluate("document.documentElement.scrollWidth") == width
        upright = page.locator('img[src$="soupe.jpg"]').bounding_box()
        assert upright["height"] < 720  # seen whole
