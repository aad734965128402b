"""This machine's Chromium, without its background traffic; none is downloaded."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 120
"""Seconds after which a page counts as hanging; Playwright's 30 can be too few on a busy machine."""
REMEDY = "no Chromium on this machine; on Debian: apt-get install chromium libatomic1"


def find_chromium() -> str | None:
    """The path of Chromium's command, if there is one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class WaitError(Exception):
    """A page did not do something in time; the message names the page and what was waited for."""


@contextmanager
def open_browser() -> Iterator[Browser]:
    """A running Chromium, which must be installed (find_chromium). No wait in it exceeds PATIENCE."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=ARGUMENTS, timeout=PATIENCE * 1000
        )
        browser.on("context", lambda context: context.set_default_timeout(PATIENCE * 1000))
        try:
            yield browser
        finally:
            browser.close()


def wait_for(page: Page, what: str, script: str, argument: object = None) -> Any:  # noqa: ANN401  # from JSON
    """The first true value that a script in the page returns, or that its promise resolves to.

    `Page.evaluate` has no time limit and waits for ever for a promise that never settles. Raises WaitError,
    which names `what` was waited for ("all pictures are loaded").
    """
    try:
        return page.wait_for_function(script, arg=argument).json_value()
    except PlaywrightTimeout as error:
        raise WaitError(f"{page.url}: waited {PATIENCE} seconds, but not so: {what}") from error
