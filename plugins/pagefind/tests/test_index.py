"""An index is made of what is marked, and is whole or not there."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pelican.plugins.pagefind.errors import PagefindError
from pelican.plugins.pagefind.index import find_languages, plan_parts, write_index
from pelican.plugins.pagefind.settings import PagefindSettings

from .indexes import read_index

SavePage = Callable[..., Path]

DEFAULTS = PagefindSettings()


def read_files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_only_marked_parts_are_indexed(built: Path, save_page: SavePage) -> None:
    save_page("a", "<p>Du pain.</p>", title="Levain")
    (built / "archives.html").write_text("<html><body><h1>Archives</h1>Levain</body></html>")
    assert write_index(built, "fr", DEFAULTS)
    index = read_index(built)
    assert {url: page["content"] for url, page in index.items()} == {"/a/": "Levain. Du pain."}
    assert index["/a/"]["meta"]["title"] == "Levain"


def test_pages_of_every_language_are_in_the_one_index(built: Path, save_page: SavePage) -> None:
    save_page("a")
    save_page("b", lang="en")
    save_page("c", lang="de")
    write_index(built, "fr", DEFAULTS)
    assert set(read_index(built)) == {"/a/", "/b/", "/c/"}
    assert [path.name.split("_")[0] for path in built.glob("pagefind/*.pf_meta")] == ["pagefind.fr"]


@pytest.mark.parametrize(
    ("html", "languages"),
    [
        ('<html lang="fr"><p data-pagefind-body>', {"fr"}),
        ("<!DOCTYPE html>\n<HTML dir=ltr LANG = 'ZH-Hant'><p data-pagefind-body>", {"zh"}),
        ("<html class=a lang=ja-JP><p data-pagefind-body>", {"ja"}),
        ('<html data-lang="th"><p lang="zh" data-pagefind-body>', {""}),
        ('<html lang="zh"><p>', set()),
    ],
)
def test_language_is_that_of_the_page(built: Path, html: str, languages: set[str]) -> None:
    (built / "x.html").write_text(html)
    assert find_languages(built) == languages


@pytest.mark.parametrize(
    ("lang", "languages", "parts"),
    [
        ("fr", set(), []),
        ("fr", {"fr", "en", "ko", "fa", ""}, ["fr"]),
        ("zh", {"zh", "ja", "fr"}, ["zh"]),
        ("ja", {"fr"}, ["ja"]),
        ("fr", {"fr", "th", "zh"}, ["fr", "zh", "th"]),
        ("fr", {"zh"}, ["zh"]),
    ],
)
def test_index_has_a_part_for_each_language_that_is_cut_into_words(
    lang: str, languages: set[str], parts: list[str]
) -> None:
    assert [*plan_parts(lang, languages)] == parts


def test_texts_without_spaces_have_their_words_on_a_site_with_spaces(
    built: Path, save_page: SavePage
) -> None:
    save_page("fr", "<p>Du pain.</p>")
    save_page("en", "<p>Bread.</p>", lang="en-GB")
    save_page("none", "<p>Words.</p>", lang="")
    save_page("zh", "<p>我坐火车去了北京。</p>", lang="zh-Hans")
    save_page("hant", "<p>夜市裡有許多小吃。</p>", lang="ZH-TW")
    save_page("ja", "<p>公園で桜が咲き始めます。</p>", lang="ja")
    write_index(built, "fr", DEFAULTS)
    entry = json.loads((built / "pagefind/pagefind-entry.json").read_text(encoding="utf-8"))
    counts = [(name, part["page_count"]) for name, part in entry["languages"].items()]
    assert counts == [("fr", 3), ("zh", 2), ("ja", 1)]
    assert {*read_index(built)} == {"/fr/", "/en/", "/none/", "/zh/", "/hant/", "/ja/"}


def test_what_is_excluded_is_not_searched(built: Path, save_page: SavePage) -> None:
    save_page("a", '<p class="by">Ada</p><p>Du pain.</p><video><p>Film</p></video>')
    write_index(built, "fr", PagefindSettings(exclude_selectors=(".by", "video")))
    assert read_index(built)["/a/"]["content"] == "Title. Du pain."


def test_index_is_without_pagefind_s_own_forms(built: Path, save_page: SavePage) -> None:
    save_page("a")
    write_index(built, "fr", DEFAULTS)
    names = {path.name for path in (built / "pagefind").iterdir()}
    assert {"pagefind.js", "pagefind-entry.json", "wasm.fr.pagefind", "index", "fragment"} <= names
    assert [name for name in names if "ui" in name or "highlight" in name] == []


def test_same_pages_give_the_same_bytes(built: Path, save_page: SavePage) -> None:
    for name in "abcdef":
        save_page(name, f"<p>Du pain {name}, du levain et de la farine.</p>")
    write_index(built, "fr", DEFAULTS)
    first = read_files(built)
    write_index(built, "fr", DEFAULTS)
    assert read_files(built) == first


def test_index_of_before_leaves_nothing_behind(built: Path, save_page: SavePage) -> None:
    page = save_page("a")
    save_page("b")
    write_index(built, "fr", DEFAULTS)
    page.unlink()
    write_index(built, "fr", DEFAULTS)
    assert set(read_index(built)) == {"/b/"}
    assert {path.name for path in built.iterdir()} == {"a", "b", "pagefind"}


@pytest.mark.parametrize("html", [None, "<html><body><h1>Archives</h1>Rien</body></html>"])
def test_site_with_nothing_to_search_has_no_index(built: Path, save_page: SavePage, html: str | None) -> None:
    page = save_page("a")
    write_index(built, "fr", DEFAULTS)
    page.write_text(html) if html else page.unlink()
    assert not write_index(built, "fr", DEFAULTS)
    assert not (built / "pagefind").exists()


def test_configuration_that_lies_about_is_not_obeyed(
    built: Path, save_page: SavePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_page("a", "<p>Du pain.</p>")
    (built.parent / "pagefind.yml").write_text("exclude_selectors: [p]\n")
    monkeypatch.chdir(built.parent)
    write_index(Path(built.name), "fr", DEFAULTS)
    assert read_index(built)["/a/"]["content"] == "Title. Du pain."


def test_program_that_is_missing_is_named(
    built: Path, save_page: SavePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_page("a")
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", "/nowhere/pagefind")
    with pytest.raises(PagefindError, match=r"missing at /nowhere/pagefind; run: pip install"):
        write_index(built, "fr", DEFAULTS)
    monkeypatch.setattr("pelican.plugins.pagefind.index.get_executable", lambda: None)
    with pytest.raises(PagefindError, match="Pagefind's program is missing; run: pip install"):
        write_index(built, "fr", DEFAULTS)


PROGRAMS = {
    "says why": ("echo broken >&2; exit 3", "It says:\nbroken"),
    "says nothing": ("exit 3", "exit status 3"),
    "writes half an index": ('mkdir -p "$5"; touch "$5/pagefind.js"; exit 3', "exit status 3"),
    "writes nothing": ("exit 0", "exit status 0"),
    "is no program": (None, "cannot be made"),
}


@pytest.fixture(params=PROGRAMS.values(), ids=PROGRAMS)
def failing(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    """A program that fails in Pagefind's place, and what is to be said of it."""
    script, expected = request.param
    program = tmp_path / "pagefind"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755 if script else 0o644)
    return program, expected


def test_failure_is_told_and_the_index_of_before_stays(
    built: Path, save_page: SavePage, failing: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    program, expected = failing
    save_page("a")
    write_index(built, "fr", DEFAULTS)
    before = read_files(built)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(program))
    with pytest.raises(PagefindError) as caught:
        write_index(built, "fr", DEFAULTS)
    assert expected in str(caught.value)
    assert str(built) in str(caught.value)
    assert read_files(built) == before


def test_page_at_the_address_of_the_index_is_not_overwritten(built: Path, save_page: SavePage) -> None:
    page = save_page("pagefind")
    with pytest.raises(PagefindError, match="has the address of the search index; give it another"):
        write_index(built, "fr", DEFAULTS)
    assert page.is_file()


@pytest.mark.parametrize("name", ["pagefind", "pagefind/about"])
def test_page_at_the_address_of_an_index_of_before_is_not_deleted(
    built: Path, save_page: SavePage, name: str
) -> None:
    save_page("a")
    write_index(built, "fr", DEFAULTS)
    page = save_page(name)
    with pytest.raises(PagefindError, match="has the address of the search index; give it another"):
        write_index(built, "fr", DEFAULTS)
    assert page.is_file()


def test_file_at_the_address_of_the_index_is_not_overwritten(built: Path, save_page: SavePage) -> None:
    save_page("a")
    (built / "pagefind").write_text("mine")
    with pytest.raises(PagefindError, match="has the address of the search index"):
        write_index(built, "fr", DEFAULTS)
    assert (built / "pagefind").read_text() == "mine"


def test_folder_that_takes_no_index_is_named(
    built: Path, save_page: SavePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_page("a")

    def refuse(*_arguments: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pelican.plugins.pagefind.index.TemporaryDirectory", refuse)
    with pytest.raises(PagefindError, match=r"the search index cannot be made: .*Permission denied"):
        write_index(built, "fr", DEFAULTS)
