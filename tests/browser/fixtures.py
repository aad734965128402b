"""A real Chromium, and the sites served to it from this machine alone."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tools.audit.chromium import PATIENCE, REMEDY, WaitError, find_chromium, open_browser, wait_for
from tools.audit.server import serve_folder

HAS_PLAYED = """() => {
  const { played } = document.querySelector("video");
  return played.length && played.end(0) > 0.2;
}"""

OpenPage = Callable[..., Page]
Serve = Callable[[Path], str]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine."""
    if not find_chromium():
        pytest.skip(REMEDY)
    expect.set_options(timeout=PATIENCE * 1000)  # the other waits have their limit from open_browser()
    with open_browser() as browser:
        yield browser


def wait_until(page: Page, what: str, holds: Callable[[], object]) -> None:
    """Let a page go on until something holds outside of it. Raises WaitError, which says `what`."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > deadline:
            raise WaitError(f"{page.url}: waited {PATIENCE} seconds, but not so: {what}")
        page.wait_for_timeout(50)


def wait_for_film(page: Page) -> None:
    """Wait until the film of a page has played a little; it may be over by then."""
    wait_for(page, "the film plays", HAS_PLAYED)


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """A function that serves a folder on the loopback interface and returns its address."""
    with ExitStack() as stack:
        yield lambda folder: stack.enter_context(serve_folder(folder))


@pytest.fixture(scope="session")
def demo_preview(serve: Serve, demo_preview_path: Path) -> str:
    """The address of the demo site's preview; its links are relative, so that it can be served anywhere."""
    return serve(demo_preview_path)


@pytest.fixture(params=[True, False], ids=["scripts on", "scripts off"])
def scripts(request: pytest.FixtureRequest) -> bool:
    """Whether scripts are on; a test with it runs both ways."""
    return bool(request.param)


def is_skipped_transition(error: Exception) -> bool:
    """Whether Chromium only says that a page was left before its animation (`@view-transition`) had ended."""
    return str(error).startswith("Transition was ")


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """A function that opens an address in a fresh context and fails the test on any error of the page."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_address(url: str, *, scripts: bool = True, **options: object) -> Page:
        context = browser.new_context(java_script_enabled=scripts, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on(
            "pageerror", lambda error: None if is_skipped_transition(error) else errors.append(str(error))
        )
        page.goto(url)
        return page

    yield open_address
    for context in contexts:
        context.close()
    assert errors == []
