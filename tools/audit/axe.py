"""axe in the real page, light and dark, on a wide and on a narrow screen; and whether the page fits there."""

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
"""CSS pixels: a screen of twice the width that text of the usual size must fit into."""

PLAIN = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("html, .site-footer { background-image: none !important; }");
  document.adoptedStyleSheets = [sheet];
}"""
"""Takes the gingham away, which no text stands upon: axe judges no contrast above a gradient."""
RUN = """async tags => {
  const { violations, incomplete } = await axe.run({ runOnly: { type: 'tag', values: tags } });
  const isOverPicture = node => node.any.some(check => /^bg(Gradient|Image)$/.test(check.data?.messageKey));
  const unjudged = incomplete
    .filter(rule => rule.id === 'color-contrast')
    .map(rule => ({ ...rule, nodes: rule.nodes.filter(isOverPicture) }))
    .filter(rule => rule.nodes.length);
  return [...violations, ...unjudged];
}"""
"""What breaks a rule; and text over a gradient or a picture, whose contrast axe would leave to others."""
FIND_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return null;
  return [...document.body.querySelectorAll("*")]
    .filter(element => element.getBoundingClientRect().right > width + 0.5)
    .slice(0, 3)
    .map(({ localName, className }) => `${localName}${className && "."}${className}`)
    .join(", ");
}"""
"""Some of the elements that make a page wider than its window; null if it is not."""


@contextmanager
def open_page(browser: Browser) -> Iterator[Page]:
    """An empty page whose documents all have axe; the site's own policy stays in force."""
    # A colour in transition is no colour to judge
    with browser.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        page.add_init_script(path=AXE)
        yield page


def check_page(page: Page, site: BuiltSite, path: str) -> list[Finding]:
    """Each rule that a page of a site breaks, named once for all variants."""
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
            for violation in wait_for(page, "axe is through with the page", RUN, TAGS):
                places = ", ".join(str(node["target"][-1]) for node in violation["nodes"][:3])
                found.setdefault(("axe", violation["id"]), []).append(f"{scheme}, {width} px: {places}")
    return [site.blame(path, tool, rule, "; ".join(places)) for (tool, rule), places in found.items()]


def resize(page: Page, width: int, percent: int = 100, height: int = 900) -> None:
    """Have a window of this size, and text as large as a reader who asks the browser for it.

    Media queries in rem follow, too.
    """
    page.set_viewport_size({"width": width, "height": height})
    sizes = {"standard": 16 * percent // 100, "fixed": 13 * percent // 100}
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": sizes})
