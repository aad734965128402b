"""Whether a page can be read without scrolling sideways on a narrow screen, and with larger text."""

from playwright.sync_api import Page

NARROW = 320
"""CSS pixels: the width that WCAG 2.2 names (1.4.10)."""
LARGE_TEXT = 200
"""Percent: the size of text that WCAG 2.2 names (1.4.4)."""
WIDTH_OF_LARGE_TEXT = 640
"""CSS pixels: a screen of twice the width that text of the usual size must fit into."""

FIND_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return null;
  return [...document.body.querySelectorAll("*")]
    .filter(element => element.getBoundingClientRect().right > width + 0.5)
    .slice(0, 3)
    .map(({ localName, className }) => `${localName}${className && "."}${className}`)
    .join(", ");
}"""


def set_text_size(page: Page, percent: int) -> None:
    """Have text as large as a reader who asks the browser for it; media queries in rem follow, too."""
    sizes = {"standard": 16 * percent // 100, "fixed": 13 * percent // 100}
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": sizes})


def find_sideways(page: Page) -> str | None:
    """Some of the elements that make the page, as it is shown, wider than its window; none if it is not."""
    wide: str | None = page.evaluate(FIND_WIDE)
    return wide


def check_reflow(page: Page) -> list[tuple[str, str]]:
    """Each of the two rules that the page breaks, and where."""
    found = []
    for width, percent in ((NARROW, 100), (WIDTH_OF_LARGE_TEXT, LARGE_TEXT)):
        page.set_viewport_size({"width": width, "height": 900})
        set_text_size(page, percent)
        where = find_sideways(page)
        if where is not None:
            found.append((f"scrolls sideways at {width} px, text of {percent} %", where))
    set_text_size(page, 100)
    return found
