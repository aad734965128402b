"""An index has what is marked, and is complete or not there."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pelican.plugins.pagefind.errors import PagefindError
from pelican.plugins.pagefind.index import find_languages, plan_parts, write_index
from pelican.plugins.pagefind.settings import PagefindSettings, read_settings

from .indexes import read_index

SavePage = Callable[..., Path]

DEFAULTS = PagefindSettings()


def read_files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_index_has_the_marked_pages_of_every_language(
    built: Path, save_page: SavePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_page("fr", '<p class="by">Ada</p><p>Du pain.</p><video><p>Film</p></video>', title="Levain")
    save_page("en", "<p>Bread.</p>", lang="en-GB")
    save_page("none", lang="")
    save_page("zh", "<p>我坐火车去了北京。</p>", lang="zh-Hans")
    save_page("hant", "<p>夜市裡有許多小吃。</p>", lang="ZH-TW")
    (built / "archives.html").write_text("<html><body><h1>Archives</h1>Levain</body></html>")
    (built.parent / "pagefind.yml").write_text("glob: fr/*.html\n")  # which is not obeyed
    monkeypatch.chdir(built.parent)
    assert write_index(Path(built.name), "fr", PagefindSettings(exclude_selectors=(".by", "video")))
    index = read_index(built)
    assert {*index} == {"/fr/", "/en/", "/none/", "/zh/", "/hant/"}
    assert index["/fr/"]["content"] == "Levain. Du pain."
    assert index["/fr/"]["meta"]["title"] == "Levain"
    entry = json.loads((built / "pagefind/pagefind-entry.json").read_text(encoding="utf-8"))
    counts = [(name, part["page_count"]) for name, part in entry["languages"].items()]
    assert counts == [("fr", 3), ("zh", 2)]
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


@pytest.mark.parametrize(
    ("html", "languages"),
    [
        ("<!DOCTYPE html>\n<!-- x --><HTML dir=ltr LANG = 'ZH-Hant'><p data-pagefind-body>", {"zh"}),
        ("<html class=a lang=ja-JP><p data-pagefind-body>", {"ja"}),
        ('<html data-lang="th"><p lang="zh" data-pagefind-body>', {""}),
        *(('<p lang="zh" data-pagefind-body>', {""}), ('<html lang="zh"><p>', set())),
        *(("data-pagefind-body", {""}), ('<html lang="fr"><p data-pagefind-body>', {"fr"})),
    ],
)
def test_language_is_that_of_the_page(built: Path, html: str, languages: set[str]) -> None:
    (built / "x.html").write_text(html)
    assert find_languages(built) == languages


@pytest.mark.parametrize(
    ("lang", "languages", "parts"),
    [
        *(("fr", {"fr", "en", "ko", "fa", ""}, ["fr"]), ("zh", {"zh", "ja", "fr"}, ["zh"])),
        *(("ja", {"fr"}, ["ja"]), ("fr", {"fr", "th", "zh"}, ["fr", "zh", "th"]), ("fr", {"zh"}, ["zh"])),
        ("fr", set(), []),
    ],
)
def test_languages_without_spaces_have_parts_of_their_own(
    lang: str, languages: set[str], parts: list[str]
) -> None:
    assert [*plan_parts(lang, languages)] == parts


@pytest.fixture
def old_index(built: Path, save_page: SavePage) -> dict[str, bytes]:
    """The files of a site that has an index already."""
    save_page("a")
    (built / "pagefind").mkdir()
    (built / "pagefind/pagefind-entry.json").write_text("{}")
    return read_files(built)


PROGRAMS = {
    "says why": ("echo broken >&2; exit 3", "failed: It says:\nbroken"),
    "says nothing": ("exit 3", "failed: exit status 3"),
    "writes all but fails": ('mkdir -p "$5"; touch "$5/pagefind-entry.json"; exit 3', "failed: status 3"),
    "writes nothing": ("exit 0", "failed: exit status 0"),
    "cannot run": (None, "unwritable: Permission denied"),
    "is missing": ("", "missing: is missing at"),
}


@pytest.mark.parametrize(("script", "expected"), PROGRAMS.values(), ids=PROGRAMS)
def test_failure_is_told_and_leaves_the_old_index(
    built: Path,
    old_index: dict[str, bytes],
    monkeypatch: pytest.MonkeyPatch,
    script: str | None,
    expected: str,
) -> None:
    program = built.parent / "program"
    if script != "":
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755 if script else 0o644)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(program))
    with pytest.raises(PagefindError) as caught:
        write_index(built, "fr", DEFAULTS)
    (problem,) = caught.value.problems
    code, _, says = expected.partition(": ")
    assert problem.code == code
    assert says in problem.message
    assert read_files(built) == old_index


def test_wheel_without_a_program_is_told(
    built: Path, old_index: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pelican.plugins.pagefind.index.get_executable", lambda: None)
    with pytest.raises(PagefindError, match="Pagefind: its program is missing; run: pip install"):
        write_index(built, "fr", DEFAULTS)
    assert read_files(built) == old_index


@pytest.mark.usefixtures("old_index")
@pytest.mark.parametrize("name", ["pagefind/index.html", "pagefind/about/index.html", "pagefind"])
@pytest.mark.parametrize("has_index", [False, True])
def test_what_the_site_has_at_the_index_s_address_is_not_overwritten(
    built: Path, name: str, *, has_index: bool
) -> None:
    if not has_index or name == "pagefind":
        (built / "pagefind/pagefind-entry.json").unlink()
        (built / "pagefind").rmdir()
    path = built / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine")
    with pytest.raises(PagefindError) as caught:
        write_index(built, "fr", DEFAULTS)
    assert caught.value.problems[0].code == "address-taken"
    assert path.read_text() == "mine"


def test_settings_are_read() -> None:
    assert read_settings({}) == PagefindSettings(exclude_selectors=())
    settings = read_settings({"exclude_selectors": [".byline", "h1"]})
    assert settings == PagefindSettings(exclude_selectors=(".byline", "h1"))
    for unusable in (".byline", None, [" "], [7], [".byline", ""]):
        with pytest.raises(PagefindError) as caught:
            read_settings({"exclude_selectors": unusable})
        assert [problem.code for problem in caught.value.problems] == ["unusable-value"]
