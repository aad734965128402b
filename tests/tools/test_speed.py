"""Quickened builds: the same pages, less work, and nothing of it left behind."""

import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pelican.contents import Content

from tools.speed import quickened

BuildSite = Callable[..., Path]
SavePost = Callable[..., None]

LINKS = "{% for article in articles %}{{ article.url }} {{ article.save_as }} {% endfor %}"
THEME = {"index.html": LINKS * 3, "article.html": LINKS + "{{ article.url }}", "page.html": "{{ page.url }}"}
SETTINGS: dict[str, Any] = {
    "PLUGINS": ["comments"],
    "DIRECT_TEMPLATES": ["index"],
    "ARTICLE_TRANSLATION_ID": "slug",
    "ARTICLE_LANG_URL": "{lang}/{slug}/",
    "ARTICLE_LANG_SAVE_AS": "{lang}/{slug}/index.html",
}


def read_pages(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*.html")}


def save_texts(save_post: SavePost) -> None:
    save_post("a.md", "Tango")
    save_post("a.fr.md", "Tango", "Lang: fr")
    save_post("b.md", "Valse", "Status: draft")
    save_post("c.md", "Polka", "Save_as: p/index.html", "URL: p/")
    save_post("pages/d.md", "Page")


def test_pages_are_the_same(build_site: BuildSite, save_post: SavePost) -> None:
    save_texts(save_post)
    expected = read_pages(build_site(THEME, **SETTINGS))
    with quickened():
        assert read_pages(build_site(THEME, **SETTINGS)) == expected
    assert "p/ p/index.html" in expected["index.html"]


def test_an_address_is_worked_out_once_however_often_it_is_shown(
    build_site: BuildSite, save_post: SavePost, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_texts(save_post)
    worked_out = 0
    expand = Content._expand_settings  # noqa: SLF001  # where Pelican formats an address

    def count(content: Content, key: str, klass: str | None = None) -> str:
        nonlocal worked_out
        worked_out += key.endswith("url")
        return str(expand(content, key, klass))

    monkeypatch.setattr(Content, "_expand_settings", count)
    with quickened():
        build_site({**THEME, "index.html": LINKS * 50}, **SETTINGS)
    assert worked_out == 4  # and once more for none: one text says itself where it is


def test_nothing_stays_behind_whatever_happens() -> None:
    def fail() -> None:
        assert not gc.isenabled()
        raise RuntimeError

    with pytest.raises(RuntimeError), quickened():
        fail()
    assert gc.isenabled()
