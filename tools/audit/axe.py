"""axe in the real page, light and dark, on a wide and on a narrow screen; and whether the page fits there."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from playwright.sync_api import Browser, Page

from tools.audit.chromium import wait_for
from tools.audit.programs import NODE_MODULES
from tools.audit.reflow import NARROW, check_reflow

AXE = NODE_MODULES / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTHS = (1280, NARROW)
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


@contextmanager
def open_page(browser: Browser) -> Iterator[Page]:
    """An empty page whose documents all have axe; the site's own policy stays in force."""
    context = browser.new_context(reduced_motion="reduce")  # a colour in transition is no colour to judge
    page = context.new_page()
    page.add_init_script(path=AXE)
    yield page
    context.close()


def check_page(page: Page, url: str) -> list[tuple[str, str, str]]:
    """Each tool, rule and place that the page at an address breaks, named once for all variants."""
    page.goto(url)
    page.evaluate(PLAIN)
    found = {("reflow", rule): [where] for rule, where in check_reflow(page)}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            for violation in wait_for(page, "axe is through with the page", RUN, TAGS):
                places = ", ".join(str(node["target"][-1]) for node in violation["nodes"][:3])
                found.setdefault(("axe", violation["id"]), []).append(f"{scheme}, {width} px: {places}")
    return [(tool, rule, "; ".join(places)) for (tool, rule), places in found.items()]
