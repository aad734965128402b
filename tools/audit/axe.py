"""axe in the real page, light and dark, on a wide and a narrow screen; and whether the page fits there."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from playwright.sync_api import Browser, Page

from tools.audit.chromium import wait_for
from tools.audit.programs import NODE_MODULES
from tools.audit.sites import BuiltSite, Finding

AXE = NODE_MODULES / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDE = 1280
NARROW = 320
"""CSS pixels: the width that WCAG 2.2 names (1.4.10)."""
LARGE_TEXT = 200
"""Percent: the size of text that WCAG 2.2 names (1.4.4)."""
WIDTH_OF_LARGE_TEXT = 640
"""CSS pixels: twice the width that text of the usual size must fit into."""

PLAIN = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("html, .site-footer { background-image: none !important; }");
  document.adoptedStyleSheets = [sheet];
}"""
"""Removes the gingham, which is never behind text: axe does not judge contrast above a gradient."""
RUN = """async tags => {
  const { violations, incomplete } = await axe.run({ runOnly: { type: 'tag', values: tags } });
  const isOverPicture = node => node.any.some(check => /^bg(Gradient|Image)$/.test(check.data?.messageKey));
  const unjudged = incomplete
    .filter(rule => rule.id === 'color-contrast')
    .map(rule => ({ ...rule, nodes: rule.nodes.filter(isOverPicture) }))
    .filter(rule => rule.nodes.length);
  return [...violations, ...unjudged];
}"""
"""Violations, and text over a gradient or picture, whose contrast axe would leave to a human."""
FIND_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return null;
  return [...document.body.querySelectorAll("*")]
    .filter(element => element.getBoundingClientRect().right > width + 0.5)
    .slice(0, 3)
    .map(({ localName, className }) => `${localName}${className && "."}${className}`)
    .join(", ");
}"""
"""Some elements that make a page wider than its window; null if it is not."""


@contextmanager
def open_page(browser: Browser) -> Iterator[Page]:
    """An empty page with axe in every document; the site's own policy stays in force."""
    # A colour in transition cannot be judged
    with browser.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        page.add_init_script(path=AXE)
        yield page


def check_page(page: Page, site: BuiltSite, path: str) -> list[Finding]:
    """The rules that a page breaks, each listed once for all variants."""
    page.goto(site.visit(path))
    page.evaluate(PLAIN)
    found: dict[tuple[str, str], list[str]] = {}
    for width, percent in ((WIDE, 100), (NARROW, 100), (WIDTH_OF_LARGE_TEXT, LARGE_TEXT)):
        resize(page, width, percent)
        wide = page.evaluate(FIND_WIDE)
        if wide is not None:
            found["reflow", f"scrolls sideways at {width} px, text of {percent} %"] = [wide]
    resize(page, WIDE)
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            for violation in wait_for(page, "axe has checked the page", RUN, TAGS):
                places = ", ".join(str(node["target"][-1]) for node in violation["nodes"][:3])
                found.setdefault(("axe", violation["id"]), []).append(f"{scheme}, {width} px: {places}")
    return [site.blame(path, tool, rule, "; ".join(places)) for (tool, rule), places in found.items()]


def resize(page: Page, width: int, percent: int = 100, height: int = 900) -> None:
    """Resize the window, and the text as a reader would in the browser's settings.

    Media queries in rem follow.
    """
    page.set_viewport_size({"width": width, "height": height})
    sizes = {"standard": 16 * percent // 100, "fixed": 13 * percent // 100}
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": sizes})
