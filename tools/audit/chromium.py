"""The Chromium of this machine, driven without its own traffic; none is downloaded."""

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
"""Seconds after which a page is taken to hang; Playwright's own 30 can be too few on a busy machine."""
REMEDY = "no Chromium on this machine; on Debian: apt-get install chromium libatomic1"


def find_chromium() -> str | None:
    """The path of Chromium's command, if there is one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class WaitError(Exception):
    """A page did not do in time what it was waited for; the message names both."""


@contextmanager
def open_browser() -> Iterator[Browser]:
    """A running Chromium, which must be there (find_chromium). None of its waits is longer than PATIENCE."""
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
    """What a script in the page returns, or its promise brings, as soon as that is true.

    `Page.evaluate` has no limit, and waits for ever for a promise that is never kept. Raises WaitError, which
    says `what` was waited for ("all pictures are loaded").
    """
    try:
        return page.wait_for_function(script, arg=argument).json_value()
    except PlaywrightTimeout as error:
        raise WaitError(f"{page.url}: waited {PATIENCE} seconds, but not so: {what}") from error
