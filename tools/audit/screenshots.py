"""Screenshots of every page type of both sites, to be looked at: light, dark, narrow, enlarged, printed.

    make screenshots

Whatever can be measured is measured by `make audit`.
"""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page

from tools.audit.axe import LARGE_TEXT, NARROW, WIDE, WIDTH_OF_LARGE_TEXT, resize
from tools.audit.chromium import REMEDY, WaitError, find_chromium, open_browser, wait_for
from tools.audit.pages import choose_largest
from tools.audit.programs import ROOT, ToolError
from tools.audit.sites import BuiltSite, serve_sites

FOLDER = ROOT / ".cache" / "screenshots"
LOAD_PICTURES = """async () => {
  const pictures = [...document.images];
  for (const picture of pictures) picture.loading = "eager";
  await Promise.all(pictures.map((picture) => picture.decode().catch(() => {})));
  return true;
}"""
"""Loads all pictures; a lazy one below the window would never be fetched, nor its promise kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A way to look at a page; `width` is in CSS pixels, `text` is the text size in percent."""

    name: str
    width: int = WIDE
    scheme: Literal["light", "dark"] = "light"
    media: Literal["screen", "print"] = "screen"
    text: int = 100


VIEWS = (
    View(name="light"),
    View(name="dark", scheme="dark"),
    View(name="320px", width=NARROW),
    View(name="200percent", width=WIDTH_OF_LARGE_TEXT, text=LARGE_TEXT),
    View(name="print", width=794, media="print"),  # A4 at 96 dpi
)


def take_pictures(browser: Browser, site: BuiltSite, folder: Path) -> None:
    """Save screenshots of the largest page of each type in a folder."""
    sizes = {path: (site.folder / path).stat().st_size for path in site.list_pages()}
    with browser.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        for name, path in choose_largest(sizes).items():
            page.goto(site.visit(path))
            for view in VIEWS:
                take_picture(page, view, folder / f"{name}-{view.name}.png")


def take_picture(page: Page, view: View, path: Path) -> None:
    """Save the whole page, in a window of its height: Playwright's full_page resets the text size."""
    page.emulate_media(color_scheme=view.scheme, media=view.media)
    resize(page, view.width, view.text)
    wait_for(page, "all pictures are loaded", LOAD_PICTURES)
    height = page.evaluate("document.documentElement.scrollHeight")
    resize(page, view.width, view.text, height)
    page.screenshot(path=path)


def main() -> None:
    """Take the screenshots and say where they are."""
    if not find_chromium():
        sys.exit(REMEDY)
    shutil.rmtree(FOLDER, ignore_errors=True)
    try:
        with serve_sites(("real", "/repo"), ("demo", "/repo")) as sites, open_browser() as browser:
            for site in sites:
                take_pictures(browser, site, FOLDER / site.name)
    except (ToolError, WaitError) as error:
        sys.exit(str(error))
    sys.stdout.write(f"The screenshots are in {FOLDER.relative_to(ROOT)}/<site>/<type of page>-<view>.png\n")


if __name__ == "__main__":
    main()
