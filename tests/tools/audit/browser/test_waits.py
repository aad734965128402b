"""What is waited for in a page has a limit, and says what it was."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tools.audit import chromium
from tools.audit.chromium import WaitError, wait_for
from tools.audit.screenshots import VIEWS, show

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
PAGE = '<title>Far down</title><p style="height: 20000px"><img src="picture.svg" alt="" loading="lazy">'


def test_promise_that_is_never_kept_is_given_up(monkeypatch: pytest.MonkeyPatch, browser: Browser) -> None:
    monkeypatch.setattr(chromium, "PATIENCE", 0.2)
    with browser.new_context() as context, pytest.raises(WaitError) as caught:
        wait_for(context.new_page(), "Godot is here", "() => new Promise(() => {})")
    assert str(caught.value) == "about:blank: waited 0.2 seconds, but not so: Godot is here"
    assert "200ms" in str(caught.value.__cause__)  # and not Playwright's own limit


def test_answer_comes_as_soon_as_it_is_true(browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        script = "number => Promise.resolve({ twice: 2 * number })"
        assert wait_for(page, "it is doubled", script, 4) == {"twice": 8}
        assert wait_for(page, "nothing is found", "() => []") == []


def test_lazy_picture_below_the_window_is_in_the_screenshot(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "picture.svg").write_text(PICTURE)
    (tmp_path / "page.html").write_text(PAGE)
    with browser.new_context() as context:
        page = context.new_page()
        page.goto((tmp_path / "page.html").as_uri())
        show(page, VIEWS[0])
        assert page.evaluate("document.images[0].complete")
