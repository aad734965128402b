"""The policy of each published page: nothing comes from elsewhere, nothing in the page runs."""

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pelican.plugins.video.hosts import list_origins

ReadPage = Callable[[str], BeautifulSoup]
Pages = dict[str, BeautifulSoup]

FORBIDDEN = {"'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "'strict-dynamic'", "data:", "blob:", "*"}
LOADING = "link[href]:not([rel=canonical], [rel=alternate]), script[src], img, video, iframe"


def read_policy(page: BeautifulSoup) -> dict[str, list[str]]:
    """The sources of each directive."""
    (meta,) = page.select('meta[http-equiv="Content-Security-Policy"]')
    parts = [directive.split() for directive in str(meta["content"]).split(";")]
    assert len({name for name, *_ in parts}) == len(parts), "a browser heeds the first of two directives only"
    return {name: sources for name, *sources in parts}


def test_every_page_has_one_in_its_head_before_what_it_governs(pages: Pages) -> None:
    for path, page in pages.items():
        (meta,) = page.select('meta[http-equiv="Content-Security-Policy"]')
        assert meta.parent is not None, path
        assert meta.parent.name == "head", path
        assert page.select(LOADING), path
        assert not [tag for tag in meta.find_all_previous() if tag.css.match(LOADING)], path


def test_nothing_is_allowed_that_is_not_named(pages: Pages) -> None:
    for path, page in pages.items():
        policy = read_policy(page)
        assert policy["default-src"] == policy["base-uri"] == ["'none'"], path
        own = ("img-src", "media-src", "style-src", "connect-src")
        assert [policy[name] for name in own] == [["'self'"]] * len(own), path


def test_players_and_the_form_s_receiver_are_named(pages: Pages) -> None:
    for path, page in pages.items():
        policy = read_policy(page)
        assert policy["frame-src"] == list_origins(["tube.example.org"]), path
        assert policy["form-action"] == ["'self'", "https://commentaires.example.org"], path


def test_form_of_a_site_with_a_repository_may_lead_to_github_alone(demo_project: ReadPage) -> None:
    assert read_policy(demo_project("index.html"))["form-action"] == ["'self'", "https://github.com"]


def test_nothing_in_a_page_runs_but_its_files(pages: Pages) -> None:
    for path, page in pages.items():
        sources = {source for sources in read_policy(page).values() for source in sources}
        assert not sources & FORBIDDEN, path
        assert not {source for source in sources if source.startswith(("http:", "'nonce", "'sha"))}, path


def test_only_the_search_may_compile_its_engine(pages: Pages) -> None:
    for path, page in pages.items():
        compiles = ["'wasm-unsafe-eval'"] if page.select(".search-form") else []
        assert read_policy(page)["script-src"] == ["'self'", *compiles], path


def test_no_script_makes_markup_of_text(pages: Pages) -> None:
    """Trusted Types without a policy: innerHTML and its like throw, whatever is given to them."""
    for path, page in pages.items():
        policy = read_policy(page)
        assert policy["require-trusted-types-for"] == ["'script'"], path
        assert policy["trusted-types"] == ["'none'"], path


@pytest.mark.parametrize("directive", ["frame-ancestors", "report-uri", "report-to", "sandbox"])
def test_directives_that_a_meta_element_may_not_have_are_left_out(pages: Pages, directive: str) -> None:
    """Browsers ignore them there, with an error in the console (CSP 3, 3.3)."""
    assert [path for path, page in pages.items() if directive in read_policy(page)] == []


def test_preview_has_none(demo_preview_path: Path) -> None:
    """Pages that are read from the disk have no origin that 'self' could name."""
    pages = [path.read_text(encoding="utf-8") for path in demo_preview_path.rglob("*.html")]
    assert pages
    assert not [text for text in pages if "Content-Security-Policy" in text]
