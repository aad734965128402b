"""A real Chromium, and the sites served to it from this machine alone."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, expect

from tools.audit.chromium import PATIENCE, REMEDY, WaitError, find_chromium, open_browser, wait_for

DEMO = "https://demo.example.org"
COUNT_SHIFTS = """
  window.shifts = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shifts += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
"""
"""Sums up a page's layout shifts from the start."""
HAS_PLAYED = """() => {
  const { played } = document.querySelector("video");
  return played.length && played.end(0) > 0.2;
}"""

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """This machine's Chromium."""
    if not find_chromium():
        pytest.skip(REMEDY)
    expect.set_options(timeout=PATIENCE * 1000)  # the other waits have their limit from open_browser()
    with open_browser() as browser:
        yield browser


def wait_until(page: Page, what: str, holds: Callable[[], object]) -> None:
    """Keep a page running until a condition outside it holds. Raises WaitError, which names `what`."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > deadline:
            raise WaitError(f"{page.url}: waited {PATIENCE} seconds, but not so: {what}")
        page.wait_for_timeout(50)


def wait_for_film(page: Page) -> None:
    """Wait until the page's film has played a little; it may be over by then."""
    wait_for(page, "the film plays", HAS_PLAYED)


def press_tab_until_focused(page: Page, selector: str) -> None:
    """Walk through the page by keyboard up to an element; fails after 12 steps that are not there.

    Each step first waits for the focus to move.
    """
    for _ in range(12):
        before = page.evaluate_handle("document.activeElement")
        page.keyboard.press("Tab")
        wait_for(page, "the focus moves", "(before) => document.activeElement !== before", before)
        if page.locator(f"{selector}:focus").count():
            return
    expect(page.locator(selector)).to_be_focused()


def serve_published(context: BrowserContext, folder: Path, siteurl: str) -> None:
    """Answer requests below `siteurl` from a folder, as GitHub Pages would, and refuse all others."""

    def answer(route: Route, request: Request) -> None:
        if not request.url.startswith(f"{siteurl}/"):
            route.abort()
            return
        path = folder / unquote(urlsplit(request.url.removeprefix(f"{siteurl}/")).path)
        found = path / "index.html" if path.is_dir() else path
        if found.is_file():
            route.fulfill(path=found)
        else:
            route.fulfill(path=folder / "404.html", status=404)

    context.route("**/*", answer)


@pytest.fixture(params=[True, False], ids=["scripts on", "scripts off"])
def scripts(request: pytest.FixtureRequest) -> bool:
    """Whether scripts are on; a test that asks for it runs both ways."""
    return bool(request.param)


def watch_errors(page: Page, errors: list[str], allowed: str = r"^Transition was ") -> None:
    """Add the errors that the browser logs, breaches of the page's policy among them, to a list.

    Not those that are `allowed`, a pattern: by default, that a page was left during its `@view-transition`.
    """

    def note(text: str) -> None:
        if not re.search(allowed, text):
            errors.append(f"{page.url}: {text}")

    page.on("console", lambda message: note(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: note(str(error)))


def watch_requests(page: Page) -> list[str]:
    """The addresses that the page's context requests from now on, as they come."""
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    return asked


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """A function that opens an address in a fresh context; any error in the page fails the test.

    `site` is a folder and the address that it is published at; then nothing else can be reached. Errors that
    a test provokes are ignored if they match `errors_allowed`.
    """
    errors: list[str] = []
    with ExitStack() as stack:

        def open_address(
            url: str,
            *,
            scripts: bool = True,
            site: tuple[Path, str] | None = None,
            errors_allowed: str = "(?!)",
            **options: object,
        ) -> Page:
            context = browser.new_context(java_script_enabled=scripts, **options)  # type: ignore[arg-type]
            page = stack.enter_context(context).new_page()
            if site:
                serve_published(context, *site)
            watch_errors(page, errors, rf"^Transition was |{errors_allowed}")
            page.goto(url)
            return page

        yield open_address
    assert errors == []


@pytest.fixture
def open_demo(open_page: OpenPage, demo_path: Path) -> OpenPage:
    """A function that opens a path of the demo site as it is published, with its policy in force."""

    def open_path(path: str = "", **options: object) -> Page:
        return open_page(f"{DEMO}/{path}", site=(demo_path, DEMO), **options)

    return open_path
