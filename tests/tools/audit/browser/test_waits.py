"""Every wait for a page has a limit and says what it waited for."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tools.audit import chromium
from tools.audit.chromium import WaitError, wait_for
from tools.audit.screenshots import VIEWS, take_picture

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
PAGE = '<title>Far down</title><p style="height: 20000px"><img src="picture.svg" alt="" loading="lazy">'


def test_promise_that_never_settles_is_given_up(monkeypatch: pytest.MonkeyPatch, browser: Browser) -> None:
    monkeypatch.setattr(chromium, "PATIENCE", 0.2)
    with browser.new_context() as context, pytest.raises(WaitError) as caught:
        wait_for(context.new_page(), "Godot is here", "() => new Promise(() => {})")
    assert str(caught.value) == "about:blank: waited 0.2 seconds, but not so: Godot is here"
    assert "200ms" in str(caught.value.__cause__)  # and not Playwright's own limit


def test_lazy_picture_below_the_window_is_in_the_screenshot(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "picture.svg").write_text(PICTURE)
    (tmp_path / "page.html").write_text(PAGE)
    with browser.new_context() as context:
        page = context.new_page()
        page.goto((tmp_path / "page.html").as_uri())
        take_picture(page, VIEWS[0], tmp_path / "page.png")
        assert page.evaluate("document.images[0].complete")
