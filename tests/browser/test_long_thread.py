"""A thread on several pages, its links, and older links to its comments."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fixtures import watch_errors

SITE = "https://demo.example.org/repo"
LONG, LONGER = f"{SITE}/2025/01/01/long/", f"{SITE}/2025/01/01/longer/"
FRAGMENTS = ("#comment-1", "#comment-99999", "#comment-constructor", "#comments", "#%F0", "")
"""Of what is on the page or does not exist."""
OLD_LINKS = ((LONG, 310), (LONG, 329), (LONG, 330), (LONGER, 300), (LONGER, 614), (LONGER, 899))


@pytest.fixture
def page(open_page: Callable[..., Page], long_threads_path: Path, *, scripts: bool) -> Page:
    """A page of the site, with scripts on and off."""
    site = (long_threads_path, SITE)
    return open_page(f"{SITE}/", scripts=scripts, site=site, reduced_motion="reduce")


def find_comment(folder: Path, article: str, number: int) -> str:
    """The address of a comment."""
    place = folder / article.removeprefix(f"{SITE}/")
    (file,) = [
        path
        for path in place.rglob("index.html")
        if f'<article class="comment u-comment h-cite" id="comment-{number}"' in path.read_text()
    ]
    return f"{SITE}/{file.parent.relative_to(folder).as_posix()}/#comment-{number}"


def test_old_link_leads_to_the_comment_or_says_where_it_is(
    page: Page, long_threads_path: Path, *, scripts: bool
) -> None:
    """With very many comments, through a page that lists their numbers."""
    for article, number in OLD_LINKS:
        page.goto(f"{article}#comment-{number}")
        if not scripts and article == LONG:
            link = page.locator(".comments-index :target").and_(page.get_by_role("link", name=str(number)))
            expect(link).to_be_in_viewport()
            link.click()
        elif not scripts:
            page.get_by_text("Où se trouvent les autres commentaires").click()
            pages = page.locator(".comments-index li a")
            ranges = [[*map(int, text.split(" – "))] for text in pages.all_text_contents()]
            rank = next(rank for rank, (first, last) in enumerate(ranges) if first <= number <= last)
            pages.nth(rank).click()
            page.get_by_role("link", name=str(number), exact=True).click()
        page.wait_for_url(find_comment(long_threads_path, article, number))
        expect(page.locator(f"article#comment-{number}")).to_be_in_viewport()


def test_link_to_a_comment_that_has_moved_leads_there(
    page: Page, long_threads_path: Path, *, scripts: bool
) -> None:
    for article in (LONG, LONGER):
        page.goto(f"{article}comments-2/#comment-328")
        if scripts:
            page.wait_for_url(find_comment(long_threads_path, article, 328))
        else:
            page.get_by_role("link", name="Retour à").click()
            page.wait_for_url(re.compile(f"^{re.escape(article)}(#|$)"))
            expect(page.get_by_text("Où se trouvent les autres commentaires")).to_be_visible()


@pytest.mark.parametrize("scripts", [True])
def test_link_to_something_on_the_page_or_nowhere_stays(page: Page) -> None:
    tabs, errors = {}, list[str]()
    for address in (article + fragment for article in (LONG, LONGER) for fragment in FRAGMENTS):
        tabs[address] = page.context.new_page()
        watch_errors(tabs[address], errors)
        tabs[address].goto(address)
    for address, tab in tabs.items():
        tab.wait_for_load_state("networkidle")
        assert tab.url == address
    assert errors == []
