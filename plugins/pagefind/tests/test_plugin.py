"""An index has what is marked, in a site with any theme, and is complete or not there."""

import json
import resource
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from pelican.plugins.pagefind.errors import PagefindError
from pelican.plugins.pagefind.index import list_pages, plan_parts, read_languages, write_index
from pelican.plugins.pagefind.settings import PagefindSettings

from .indexes import read_index

PAGE = """<html lang="{{ X.lang }}"><body>
<article{% if X.status == "published" %} data-pagefind-body{% endif %}>
<h1>{{ X.title }}</h1>{{ X.content }}</article>"""
THEME = {"article.html": PAGE.replace("X", "article"), "page.html": PAGE.replace("X", "page")}
MARKED = '<html lang="{}"><body><nav>Menu</nav><article data-pagefind-body><h1>{}</h1>{}</article>'
DEFAULTS = PagefindSettings()

BuildSite = Callable[..., Path]
SavePage = Callable[..., Path]


@pytest.fixture
def build_site(build_site: BuildSite) -> BuildSite:
    """The shared function, with the plugin and a theme that marks what is published."""

    def build(**settings: Any) -> Path:
        return build_site(THEME, **{"PLUGINS": ["pagefind"], **settings})

    return build


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """The empty output folder of a site."""
    path = tmp_path / "built"
    path.mkdir()
    return path


@pytest.fixture
def save_page(built: Path) -> SavePage:
    """A function that saves a page of the built site, marked to be searched, and returns its path."""

    def save(name: str, text: str = "<p>Words.</p>", *, title: str = "Title", lang: str = "fr") -> Path:
        path = built / name / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(MARKED.format(lang, title, text), encoding="utf-8")
        return path

    return save


def read_files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_articles_and_pages_are_indexed_and_nothing_that_is_not_published(
    save_post: Callable[..., None], build_site: BuildSite
) -> None:
    assert not (build_site() / "pagefind").exists()
    save_post("tango.md", "Tango", "Lang: de")
    save_post("draft.md", "Draft", "Status: draft")
    save_post("pages/about.md", "About")
    save_post("pages/thanks.md", "Thanks", "Status: hidden")
    settings = {"DEFAULT_LANG": "PT_br", "DIRECT_TEMPLATES": ["index", "archives"]}
    output = build_site(PAGEFIND={"exclude_selectors": ["h1"]}, **settings)
    assert (output / "drafts" / "draft.html").is_file()
    pages = {url: page["content"] for url, page in read_index(output).items()}
    assert pages == {"/tango-de.html": "Words.", "/pages/about.html": "Words."}
    assert (output / "pagefind" / "wasm.pt.pagefind").is_file()


def test_failure_is_a_warning_and_the_site_is_there(
    save_post: Callable[..., None], build_site: BuildSite, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for wrong in ({"exclude": []}, *({"exclude_selectors": value} for value in (".byline", [" "], [7]))):
        with pytest.raises(PagefindError, match="PAGEFIND"):  # before anything is written
            build_site(PAGEFIND=wrong)
    assert not (tmp_path / "output").exists()
    save_post("tango.md", "Tango")
    monkeypatch.setattr("pelican.plugins.pagefind.plugin.write_index", lambda *_: 1 / 0)
    warnings: list[str] = []
    assert (build_site(warnings=warnings) / "tango.html").is_file()
    assert "the site has no new search index (ZeroDivisionError" in warnings[0]


def test_index_has_the_marked_pages_of_every_language(
    built: Path, save_page: SavePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_page("fr", '<p class="by">Ada</p><p>Du pain.</p><video><p>Film</p></video>', title="Levain")
    save_page("none", lang="")
    save_page("zh", "<p>我坐火车去了北京。</p>", lang="zh-Hans")
    save_page("hant", "<p>夜市裡有許多小吃。</p>", lang="ZH-TW")
    (built / "archives.html").write_text("<html><body><h1>Archives</h1>Levain</body></html>")
    (built.parent / "pagefind.yml").write_text("glob: fr/*.html\n")  # which is not obeyed
    monkeypatch.chdir(built.parent)
    assert write_index(Path(built.name), "fr", PagefindSettings(exclude_selectors=(".by", "video")))
    index = read_index(built)
    assert {*index} == {"/fr/", "/none/", "/zh/", "/hant/"}
    assert index["/fr/"]["content"] == "Levain. Du pain."
    assert index["/fr/"]["meta"]["title"] == "Levain"
    entry = json.loads((built / "pagefind/pagefind-entry.json").read_text(encoding="utf-8"))
    counts = [(name, part["page_count"]) for name, part in entry["languages"].items()]
    assert counts == [("fr", 2), ("zh", 2)]
    names = {path.name for path in (built / "pagefind").iterdir()}
    assert {"pagefind.js", "pagefind-entry.json", "wasm.fr.pagefind", "index", "fragment"} <= names
    assert [name for name in names if "ui" in name or "highlight" in name] == []


def test_new_index_is_the_same_for_the_same_pages_and_leaves_nothing_of_an_old_one(
    built: Path, save_page: SavePage
) -> None:
    pages = [save_page(name, f"<p>Du pain {name}, du levain et de la farine.</p>") for name in "abcdef"]
    write_index(built, "fr", DEFAULTS)
    first = read_files(built)
    write_index(built, "fr", DEFAULTS)
    assert read_files(built) == first
    pages.pop().write_text("<html><body>Nothing to search</body></html>")
    write_index(built, "fr", DEFAULTS)
    assert {*read_index(built)} == {"/a/", "/b/", "/c/", "/d/", "/e/"}
    assert {path.name for path in built.iterdir()} == {*"abcdef", "pagefind"}
    for page in pages:
        page.unlink()
    assert not write_index(built, "fr", DEFAULTS)
    assert not (built / "pagefind").exists()


def test_pages_are_copied_for_pagefind_where_there_are_no_links(
    built: Path, save_page: SavePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_page("a/b")
    (built / "gone.html").symlink_to("nowhere")
    write_index(built, "fr", DEFAULTS)
    first = read_files(built)
    monkeypatch.setattr(Path, "symlink_to", Mock(side_effect=OSError("a required privilege is not held")))
    write_index(built, "fr", DEFAULTS)
    assert read_files(built) == first
    assert {*read_index(built)} == {"/a/b/"}


def test_language_is_that_of_the_page_and_has_a_part_of_its_own_without_spaces(built: Path) -> None:
    pages = {
        "<!DOCTYPE html>\n<!-- x --><HTML dir=ltr LANG = 'ZH-Hant'><p data-pagefind-body>": {"zh"},
        '<html data-lang="th"><p lang="zh" data-pagefind-body>': {""},
        '<p lang="zh" data-pagefind-body>': {""},
        '<html lang="zh"><p>': set(),
    }
    (built / "folder.html").mkdir()
    for html, languages in pages.items():
        (built / "x.html").write_text(html)
        assert {*read_languages(built, list_pages(built)).values()} == languages
    assert plan_parts("fr", {"fr", "en", "ko", ""}) == {"fr": {"fr", "en", "ko", ""}}
    assert [*plan_parts("fr", {"fr", "th", "zh"}).items()] == [("fr", {"fr"}), ("zh", {"zh"}), ("th", {"th"})]
    assert plan_parts("fr", {"th"}) == {"th": {"th"}}
    assert plan_parts("zh", {"zh", "ja", "fr"}) == {"zh": {"zh", "ja", "fr"}}
    assert plan_parts("fr", set()) == {}


def test_failure_is_told_and_leaves_the_old_index(
    built: Path, save_page: SavePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_page("a")
    (built / "pagefind").mkdir()
    (built / "pagefind/pagefind-entry.json").write_text("{}")
    old_index = read_files(built)
    program = built.parent / "program"
    refusal = b64encode(b'{"message_id": 1, "payload": {"type": "Error", "message": "Not today"}}').decode()
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(program))
    for script, mode, code, says in (
        ("", 0, "missing", "is missing at"),
        ("echo no >&2; exit 3", 0o755, "failed", "says:\nno"),
        ("echo no,", 0o755, "failed", "says:\nno"),
        (f"printf %s, {refusal}; read it", 0o755, "failed", "says:\nNot today"),
        ("exit 0", 0o755, "failed", "says:\nexit status 0"),
        ("exit 0", 0o644, "unwritable", "program: Permission denied"),
    ):
        if script:
            program.write_text(f"#!/bin/sh\n{script}\n")
            program.chmod(mode)
        with pytest.raises(PagefindError, match=says) as caught:
            write_index(built, "fr", DEFAULTS)
        assert caught.value.problems[0].code == code
        assert caught.value.problems[0].place in {str(built), str(built / "pagefind"), "Pagefind"}
        assert read_files(built) == old_index


def test_disk_that_is_full_leaves_the_old_index(built: Path, save_page: SavePage) -> None:
    """Pagefind itself would leave files that are cut off, and say that all went well."""
    save_page("a")
    write_index(built, "fr", DEFAULTS)
    save_page("b")
    before = read_files(built)
    sizes = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, sizes[1]))  # less than its largest file
    try:
        with pytest.raises(PagefindError, match="File too large") as caught:
            write_index(built, "fr", DEFAULTS)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, sizes)
    assert caught.value.problems[0].place == str(built / "pagefind")
    assert read_files(built) == before
    write_index(built, "fr", DEFAULTS)
    assert {*read_index(built)} == {"/a/", "/b/"}


@pytest.mark.parametrize(("name", "has_index"), [("pagefind", False), ("pagefind/about/index.html", True)])
def test_what_the_site_has_at_the_index_s_address_is_not_overwritten(
    built: Path, save_page: SavePage, name: str, *, has_index: bool
) -> None:
    save_page("a")
    path = built / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if has_index:
        (built / "pagefind/pagefind-entry.json").write_text("{}")
    path.write_text("mine")
    with pytest.raises(PagefindError) as caught:
        write_index(built, "fr", DEFAULTS)
    assert caught.value.problems[0].code == "address-taken"
    assert path.read_text() == "mine"
