"""The plugin in a site with any theme."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pelican.plugins.pagefind.errors import PagefindError

from .indexes import read_index

PAGE = """<html lang="{{ X.lang }}"><body>
<article{% if X.status == "published" %} data-pagefind-body{% endif %}>
<h1>{{ X.title }}</h1>{{ X.content }}</article>"""
THEME = {"article.html": PAGE.replace("X", "article"), "page.html": PAGE.replace("X", "page")}

BuildSite = Callable[..., Path]


@pytest.fixture
def build_site(build_site: BuildSite) -> BuildSite:
    """The shared function, with the plugin and a theme that marks what is published."""

    def build(**settings: Any) -> Path:
        return build_site(THEME, **{"PLUGINS": ["pagefind"], **settings})

    return build


def test_articles_and_pages_are_indexed_and_nothing_that_is_not_published(
    save_post: Callable[..., None], build_site: BuildSite
) -> None:
    save_post("tango.md", "Tango")
    save_post("draft.md", "Draft", "Status: draft")
    save_post("hidden.md", "Hidden", "Status: hidden")
    save_post("pages/about.md", "About")
    save_post("pages/thanks.md", "Thanks", "Status: hidden")
    output = build_site(DIRECT_TEMPLATES=["index", "archives"])
    assert (output / "drafts" / "draft.html").is_file()
    assert set(read_index(output)) == {"/tango.html", "/pages/about.html"}


@pytest.mark.parametrize(("lang", "index"), [("fr", "fr"), ("fr_CA", "fr"), ("pt-BR", "pt"), ("EN", "en")])
def test_index_is_in_the_language_of_the_site(
    save_post: Callable[..., None], build_site: BuildSite, lang: str, index: str
) -> None:
    save_post("tango.md", "Tango", "Lang: de")
    assert (build_site(DEFAULT_LANG=lang) / "pagefind" / f"wasm.{index}.pagefind").is_file()


def test_blog_without_a_text_has_no_index(build_site: BuildSite) -> None:
    assert not (build_site() / "pagefind").exists()


def test_settings_reach_pagefind(save_post: Callable[..., None], build_site: BuildSite) -> None:
    save_post("tango.md", "Tango", text="Words.")
    output = build_site(PAGEFIND={"exclude_selectors": ["h1"]})
    assert read_index(output)["/tango.html"]["content"] == "Words."


def test_mistake_in_the_settings_stops_before_anything_is_written(
    save_post: Callable[..., None], build_site: BuildSite, tmp_path: Path
) -> None:
    save_post("tango.md", "Tango")
    with pytest.raises(PagefindError, match="PAGEFIND has no key 'exclude'"):
        build_site(PAGEFIND={"exclude": []})
    assert not (tmp_path / "output").exists()


def test_failure_is_a_warning_and_the_site_is_there(
    save_post: Callable[..., None], run_pelican: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    save_post("tango.md", "Tango", text="<p data-pagefind-body>Words.</p>")
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", "/nowhere/pagefind")
    for printed in (
        run_pelican("content", plugin="pagefind", status=0),
        run_pelican("content", "--fatal=warnings", plugin="pagefind", status=1),
    ):
        assert "Pagefind's program is missing at /nowhere/pagefind" in printed
