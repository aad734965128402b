"""Pictures of every type of page of both sites, to be looked at: light, dark, narrow, enlarged and printed.

    make screenshots

What can be measured of them is: a page that a narrow screen or enlarged text makes scroll sideways fails.
"""

import shutil
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page
from rich.console import Console

from tools.audit.chromium import REMEDY, WaitError, find_chromium, open_browser, wait_for
from tools.audit.pages import OTHER, group_pages
from tools.audit.reflow import LARGE_TEXT, NARROW, WIDTH_OF_LARGE_TEXT, find_sideways, set_text_size
from tools.audit.sites import ROOT, BuildError, BuiltSite, serve_sites

FOLDER = ROOT / ".cache" / "screenshots"
LOAD_PICTURES = """async () => {
  const pictures = [...document.images];
  for (const picture of pictures) picture.loading = "eager";
  await Promise.all(pictures.map((picture) => picture.decode().catch(() => {})));
  return true;
}"""
"""Shows all pictures; a lazy one below the window would not be fetched, nor its promise ever be kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A way to look at a page; `width` in CSS pixels, `text` the size of its text in percent."""

    name: str
    width: int = 1280
    scheme: Literal["light", "dark"] = "light"
    media: Literal["screen", "print"] = "screen"
    text: int = 100


VIEWS = (
    View(name="light"),
    View(name="dark", scheme="dark"),
    View(name="320px", width=NARROW),
    View(name="200percent", width=WIDTH_OF_LARGE_TEXT, text=LARGE_TEXT),
    View(name="print", width=794, media="print"),  # A4 at 96 dots an inch
)


def choose_pages(site: BuiltSite) -> dict[str, str]:
    """The largest page of each type."""
    groups = group_pages(site.list_pages())
    return {
        name: max(pages, key=lambda path: (site.folder / path).stat().st_size)
        for name, pages in groups.items()
        if pages and name != OTHER
    }


def take_pictures(browser: Browser, site: BuiltSite, folder: Path) -> list[str]:
    """Save the pictures of a site in a folder; the answer names what scrolls sideways."""
    faults = []
    with closing(browser.new_context(reduced_motion="reduce")) as context:
        page = context.new_page()
        for name, path in choose_pages(site).items():
            page.goto(site.visit(path))
            for view in VIEWS:
                show(page, view)
                where = find_sideways(page) if view.media == "screen" else None  # paper does not scroll
                if where is not None:
                    faults.append(f"{site.name}: {path}: {view.name}: scrolls sideways: {where}")
                take_picture(page, view, folder / f"{name}-{view.name}.png")
    return faults


def show(page: Page, view: View) -> None:
    """Have the page look as the view says."""
    page.set_viewport_size({"width": view.width, "height": 900})
    page.emulate_media(color_scheme=view.scheme, media=view.media)
    set_text_size(page, view.text)
    wait_for(page, "all pictures are loaded", LOAD_PICTURES)


def take_picture(page: Page, view: View, path: Path) -> None:
    """Save all of the page by a window of its height: Playwright's own way gives text its usual size."""
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": view.width, "height": height})
    set_text_size(page, view.text)
    page.screenshot(path=path)


def main() -> int:
    """The exit status: 0 if no page scrolls sideways."""
    if not find_chromium():
        sys.exit(REMEDY)
    faults = []
    shutil.rmtree(FOLDER, ignore_errors=True)
    try:
        with serve_sites("/repo") as sites, open_browser() as browser:
            for site in sites:
                faults += take_pictures(browser, site, FOLDER / site.name)
    except (BuildError, WaitError) as error:
        sys.exit(str(error))
    console = Console(markup=False, highlight=False, soft_wrap=True)
    console.print(f"The pictures are in {FOLDER.relative_to(ROOT)}/<site>/<type of page>-<view>.png")
    console.print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
