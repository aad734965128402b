"""The plugin in a site with any theme."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pelican.plugins.pagefind.errors import PagefindError
from pelican.plugins.pagefind.plugin import check_settings, index_site

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
    assert not (build_site() / "pagefind").exists()
    save_post("tango.md", "Tango", "Lang: de")
    save_post("draft.md", "Draft", "Status: draft")
    save_post("hidden.md", "Hidden", "Status: hidden")
    save_post("pages/about.md", "About")
    save_post("pages/thanks.md", "Thanks", "Status: hidden")
    settings = {"DEFAULT_LANG": "pt_BR", "DIRECT_TEMPLATES": ["index", "archives"]}
    output = build_site(PAGEFIND={"exclude_selectors": ["h1"]}, **settings)
    assert (output / "drafts" / "draft.html").is_file()
    pages = read_index(output)
    assert {url: page["content"] for url, page in pages.items()} == {
        "/tango-de.html": "Words.",
        "/pages/about.html": "Words.",
    }
    assert (output / "pagefind" / "wasm.pt.pagefind").is_file()


@pytest.mark.parametrize(("lang", "index"), [("fr", "fr"), ("fr_CA", "fr"), ("pt-BR", "pt"), ("EN", "en")])
def test_index_is_in_the_language_of_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, index: str
) -> None:
    langs: list[str] = []
    monkeypatch.setattr("pelican.plugins.pagefind.plugin.write_index", lambda _, lang, __: langs.append(lang))
    site = SimpleNamespace(settings={"DEFAULT_LANG": lang}, output_path=str(tmp_path))
    check_settings(site)
    index_site(site)
    assert langs == [index]


def test_mistake_in_the_settings_stops_before_anything_is_written(
    build_site: BuildSite, tmp_path: Path
) -> None:
    with pytest.raises(PagefindError, match=r"PAGEFIND .*'exclude'"):
        build_site(PAGEFIND={"exclude": []})
    assert not (tmp_path / "output").exists()


def test_failure_is_a_warning_and_the_site_is_there(
    save_post: Callable[..., None], build_site: BuildSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_post("tango.md", "Tango")
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", "/nowhere/pagefind")
    warnings: list[str] = []
    output = build_site(warnings=warnings)
    monkeypatch.setattr("pelican.plugins.pagefind.plugin.write_index", lambda *_: 1 / 0)
    bugs: list[str] = []
    build_site(warnings=bugs)
    assert (output / "tango.html").is_file()
    assert warnings == [
        "Pagefind: its program is missing at /nowhere/pagefind; run: pip install 'pagefind[extended]'"
    ]
    assert "the site has no new search index (ZeroDivisionError" in bugs[0]
