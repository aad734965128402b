"""Pictures in the text: which file is fetched, and that nothing moves while they come."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.test_article import serve_folder
from tools.audit.chromium import wait_for

OpenPage = Callable[..., Page]

SITE = "https://demo.example.org"
COUNT_SHIFTS = """
  window.shifts = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shifts += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
"""
SHOW_ALL = """async () => {
  for (const image of document.images) {
    image.scrollIntoView();
    await image.decode();
  }
  return true;
}"""
FILES = 'images => images.map(image => image.currentSrc.split("/images/")[1])'


@pytest.fixture
def open_pictures(open_page: OpenPage, demo_path: Path) -> OpenPage:
    """A function that opens the demo's page of pictures, as it is published, on a screen."""

    def open_on(width: int, height: int = 823, density: float = 1, *, scripts: bool = True) -> Page:
        viewport = {"width": width, "height": height}
        page = open_page("about:blank", scripts=scripts, viewport=viewport, device_scale_factor=density)
        page.add_init_script(COUNT_SHIFTS)
        serve_folder(page, demo_path, SITE)
        page.goto(f"{SITE}/des-images/")
        return page

    return open_on


@pytest.mark.parametrize(
    ("width", "density", "alone", "in_gallery"),
    [
        (320, 1, "480w", "480w"),
        (412, 1.75, "800w", "480w"),
        (390, 3, "1200w", "800w"),
        (1280, 1, "800w", "480w"),
        (1280, 2, "1600w", "800w"),
    ],
)
def test_screen_gets_the_file_of_its_width_and_nothing_moves(
    open_pictures: OpenPage, width: int, density: float, alone: str, in_gallery: str
) -> None:
    page = open_pictures(width, density=density)
    wait_for(page, "all pictures are loaded", SHOW_ALL)
    files = page.locator("article img").evaluate_all(FILES)
    assert files[0] == f"champ.jpg.{alone}.avif"
    assert files[2:] == [f"{name}.jpg.{in_gallery}.avif" for name in ("tarte", "salade", "prunes")]
    assert page.evaluate("shifts") == 0


@pytest.mark.parametrize(("width", "columns"), [(320, 2), (412, 2), (820, 3)])
def test_gallery_has_as_many_columns_as_fit(open_pictures: OpenPage, width: int, columns: int) -> None:
    page = open_pictures(width)
    lefts = page.locator(".gallery .figure").evaluate_all(
        "figures => figures.map(figure => figure.getBoundingClientRect().left)"
    )
    assert len(set(lefts)) == columns
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_picture_that_is_higher_than_wide_is_seen_whole(open_pictures: OpenPage) -> None:
    page = open_pictures(1280, 720)
    assert page.locator('img[src$="soupe.jpg"]').bounding_box()["height"] < 720


def test_place_of_a_picture_is_kept_free_until_it_comes(open_page: OpenPage, demo_path: Path) -> None:
    page = open_page("about:blank", scripts=False, viewport={"width": 412, "height": 823})
    serve_folder(page, demo_path, SITE)
    page.context.route(f"{SITE}/images/**", lambda _: None)  # never answered
    page.goto(f"{SITE}/des-images/", wait_until="commit")
    box = page.locator("article img").first.bounding_box()
    assert box["width"] / box["height"] == pytest.approx(1.6, abs=0.01)
