"""What a writer sees of the dev server in the browser: each edit, and each problem, without a click."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pelican_blog.devserver.news import ACCEPT
from playwright.sync_api import Page, expect

from tests.browser.test_inbox import ROOT, SETTINGS
from tests.clones import find_free_port
from tests.command.devserver.processes import DevServer
from tools.audit.chromium import wait_for

POST = "content/posts/2024/un-film-de-ce-site.md"
ADDRESS = "2024/06/30/un-film-de-ce-site/"

OpenPage = Callable[..., Page]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """The folder and the address of the demo site in the dev server, with the policy of published pages."""
    port = find_free_port()
    siteurl = f"http://localhost:{port}"
    shutil.copytree(ROOT / "tests/demo/content", tmp_path / "content")
    settings = SETTINGS.replace('["DEMO_SITEURL"] = ""', f'["DEMO_SITEURL"] = "{siteurl}"')
    (tmp_path / "pelicanconf.py").write_text(settings, encoding="utf-8")
    server = DevServer(tmp_path, "--port", str(port))
    try:
        server.wait_for("shows it")
        yield tmp_path, siteurl
    finally:
        server.end()


def wait_for_news(page: Page) -> None:
    """Return when a page has shown what it is told from now on: then it asks again."""
    for _ in range(3):  # the first answer may be to an earlier question
        page.wait_for_event("response", lambda response: response.request.headers.get("accept") == ACCEPT)


def test_pages_show_each_edit_and_each_problem_by_themselves(
    site: tuple[Path, str], open_page: OpenPage
) -> None:
    """Nothing breaches their policy, nothing typed is lost, and a page without a change is left alone."""
    folder, siteurl = site
    page, other = open_page(f"{siteurl}/{ADDRESS}"), open_page(f"{siteurl}/vie-privee/")
    expect(page.locator('meta[http-equiv="Content-Security-Policy"]')).to_have_count(1)
    other.evaluate("window.isOld = true")
    page.get_by_label("Nom").fill("Zoë")
    page.evaluate("scrollTo(0, 300)")
    text = (folder / POST).read_text(encoding="utf-8")
    edited = f"{text}\nEncore une phrase.\n"
    (folder / POST).write_text(edited, encoding="utf-8")
    expect(page.get_by_text("Encore une phrase.")).to_be_visible()
    expect(page.get_by_label("Nom")).to_have_value("Zoë")
    wait_for(page, "the page is where it was", "() => scrollY === 300")

    for date in ("2020-99-02", "2020-99-03"):
        (folder / POST).write_text(edited.replace("2024-06-30 21:45", date), encoding="utf-8")
        for tab in (page, other):
            alert = tab.get_by_role("alert")
            expect(alert).to_contain_text(f"{POST}: '{date}' is not a valid date; correct the header")
            expect(alert).to_be_in_viewport()
        expect(page.get_by_text("Encore une phrase.")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("alert")).to_have_count(0)
    page.reload()
    wait_for_news(page)
    expect(page.get_by_role("alert")).to_have_count(0)

    (folder / POST).write_text(text, encoding="utf-8")
    expect(page.get_by_text("Encore une phrase.")).to_have_count(0)
    expect(other.get_by_role("alert")).to_have_count(0)
    wait_for_news(page)
    (folder / POST).write_text(edited.replace("2024-06-30 21:45", date), encoding="utf-8")
    expect(page.get_by_role("alert")).to_be_visible()  # though the same was closed before
    assert other.evaluate("window.isOld")
