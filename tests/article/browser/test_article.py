"""The article in a real Chromium: its thread, its film, and the bytes it costs a reader."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.fixtures import wait_for_film
from tools.audit.budgets import find_excess, measure_page
from tools.audit.server import serve_folder

ARTICLE = "2015/11/20/le-blues-du-community-manager/"

OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def address(serve: Callable[[Path], str], preview_path: Path) -> str:
    return f"{serve(preview_path)}/{ARTICLE}"


def test_article_is_rendered_with_its_thread(open_page: OpenPage, address: str, *, scripts: bool) -> None:
    page = open_page(address, scripts=scripts)
    expect(page.get_by_role("heading", level=1)).to_have_text("Le blues du community manager")
    thread = page.get_by_role("region", name="3 réflexions sur “Le blues du community manager”")
    expect(thread.get_by_role("article")).to_have_count(3)


def test_film_plays(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    page.get_by_role("button", name="Lire la vidéo").click()
    wait_for_film(page)


def test_search_finds_it(open_page: OpenPage, address: str) -> None:
    page = open_page(f"{address.removesuffix(ARTICLE)}recherche/?q=metier")
    page.get_by_role("main").get_by_role("link", name="Le blues du community manager").click()
    page.wait_for_url(address)


def test_article_keeps_to_every_budget(
    browser: Browser, tmp_path: Path, build_folder: Callable[..., Path], seeded_content: Path
) -> None:
    with serve_folder(tmp_path / "site") as siteurl:
        built = build_folder(
            "publishconf.py", seeded_content, SITEURL=siteurl, GITHUB_REPOSITORY="example/blog"
        )
        (tmp_path / "site").symlink_to(built)
        cost = measure_page(browser, f"{siteurl}/{ARTICLE}")
    assert cost.total > 10_000
    assert find_excess(cost) == []
