"""Each answer is normalized, or refused with a sentence."""

import ast
import re
import runpy
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pelican.plugins.typography.rules import typeset_text
from pelican_blog.errors import WritingError
from pelican_blog.starting.answers import (
    build_answers,
    read_all,
    read_author,
    read_folder,
    read_language,
    read_name,
    read_repository,
    read_zone,
)
from pelican_blog.starting.filling import fill_publication, fill_settings, quote
from pelican_blog.starting.making import list_settings

from tests.clones import ROOT
from tests.site.checks import UNRENDERED

from .conftest import TYPED

NAMES = (
    *("Le jardin", "L'été à la mer", 'Le "jardin" d\'Anne', "«Oui», dit-elle; et toi?", "'\"'", '"', "''"),
    *("100 $ ou $HOME, ${HOME} et $$", "`date` $(date) \\ \\n \\u00e9 \\", "%s %d {0} { } {x}"),
    *("A & B <b>C</b> | D; E # F", "日本語のブログ", "مدونتي", "👩\u200d🌾 Anne", "x" * 80),
)
NORMALIZED: list[tuple[Callable[[str], str], str, str]] = [
    (read_name, "  Le  jardin ", "Le jardin"),
    (read_name, "Le\njardin\t\r\n", "Le jardin"),
    (read_name, "Le \u202ejardin\u202c\u200f", "Le jardin"),
    (read_name, "Le \x08 jardin", "Le jardin"),
    (read_name, "E\u0301te\u200b\u0301", "Été"),
    (read_name, "\ufeffLe\x00 jardin\x1b", "Le jardin"),
    *((read_author, name, name) for name in ("Anne", "Ζωή", "安娜", "4")),
    (read_zone, "Europe/Paris", "Europe/Paris"),
    (read_zone, " america/new york ", "America/New_York"),
    (read_language, "fr", "fr"),
    (read_language, " EN\n", "en"),
]
MARKUP = ["{{ SITENAME }}", "a }} b", "{% if %}", "a %} b", "{# a", "{static}/a", "[a](b)", "a **b**", "## a"]
NO_REPOSITORY = """\
you / you/ /blog you/blog/issues you/.. you/. -/blog a_b/c https://gitlab.com/you/blog you/bl'og you/bl"og
you/$(date) you/blög github.com/you/blog"""
REFUSED: list[tuple[Callable[[str], str], str, list[str]]] = [
    (read_name, "The name is missing", ["", " \n\u200f"]),
    (read_name, "The name is too long", ["x" * 81]),
    (read_name, "looks like markup", [*MARKUP, "%(name)s", "None"]),
    (read_author, "needs an address", ["!?", "👩", "…", "'"]),
    (read_author, "The name is missing", [""]),
    (read_zone, "not a time zone", ["", "Paris", "../UTC", "CET+1"]),
    (read_language, "choose fr or en", ["", "de", "français", "fr_FR", "en-GB", "../en"]),
    (
        read_repository,
        "not the owner/name",
        [*NO_REPOSITORY.split(), "you/my blog", "you\n/blog", "you/blog\n#"],
    ),
]
REPOSITORIES = {
    "": ("", ""),
    " \n": ("", ""),
    "you/blog": ("you/blog", "https://you.github.io/blog"),
    " You/My.Blog_1 ": ("You/My.Blog_1", "https://you.github.io/My.Blog_1"),
    "you/you.github.io": ("you/you.github.io", "https://you.github.io"),
    "You/You.GitHub.io": ("You/You.GitHub.io", "https://you.github.io"),
    "you/other.github.io": ("you/other.github.io", "https://you.github.io/other.github.io"),
    "https://github.com/you/blog": ("you/blog", "https://you.github.io/blog"),
    "https://www.GitHub.com/you/blog/": ("you/blog", "https://you.github.io/blog"),
    "git@github.com:you/blog.git": ("you/blog", "https://you.github.io/blog"),
    "ssh://git@github.com/you/blog.git": ("you/blog", "https://you.github.io/blog"),
}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_name_is_in_the_settings_in_the_typography_of_its_language(tmp_path: Path, language: str) -> None:
    template = (ROOT / "template" / language / "pelicanconf.py").read_text(encoding="utf-8")
    for name in NAMES:
        named = {"SITENAME": read_name(name), "AUTHOR": read_name(name), "LANGUAGE": language}
        filled = fill_settings(template, list_settings(build_answers({**TYPED, **named})))
        (tmp_path / "pelicanconf.py").write_text(filled, encoding="utf-8")
        settings = runpy.run_path(str(tmp_path / "pelicanconf.py"))
        assert settings["SITENAME"] == settings["AUTHOR"] == typeset_text(name, language)
        assert (settings["TIMEZONE"], settings["DEFAULT_LANG"]) == ("Europe/Paris", language)


@given(st.text())
@example("a\u00a0b\u202fc")
@example("\U000e0001\n\t\x00")
def test_literal_is_the_text_and_can_be_read(text: str) -> None:
    assert ast.literal_eval(quote(text)) == text
    assert quote(text).isprintable()


@given(st.text() | st.sampled_from([*NAMES, *MARKUP]))
def test_accepted_name_is_printable_and_passes_the_checks_of_the_pages(text: str) -> None:
    try:
        name = read_name(text)
    except WritingError:
        return
    assert name == read_name(name)
    assert 0 < len(name) <= 80
    assert not UNRENDERED.search(name)


def test_answers_are_normalized_or_refused() -> None:
    for read, typed, answer in NORMALIZED:
        assert read(typed) == answer
    for read, problem, refused in REFUSED:
        for typed in refused:
            with pytest.raises(WritingError, match=problem):
                read(typed)
    with pytest.raises(WritingError) as caught:
        read_all({"SITENAME": "", "AUTHOR": "Anne", "GITHUB_REPOSITORY": "x", "LANGUAGE": "de"})
    names = re.findall("^[A-Z_]+(?==)", str(caught.value), re.MULTILINE)
    assert names == ["SITENAME", "GITHUB_REPOSITORY", "LANGUAGE"]  # all at once


def test_repository_gives_the_address() -> None:
    for typed, expected in REPOSITORIES.items():
        answers = build_answers({**TYPED, "GITHUB_REPOSITORY": read_repository(typed)})
        assert (answers.repository, answers.address) == expected
    text = (ROOT / "publishconf.py").read_text(encoding="utf-8")
    changed = fill_publication(text, "https://you.github.io/blog", "you/blog")
    assert 'SITEURL = "https://you.github.io/blog"  # ' in changed
    assert 'GITHUB_REPOSITORY = "you/blog"  # ' in changed
    assert len(changed.splitlines()) == len(text.splitlines())


def test_folder_has_to_be_new_and_outside_the_clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("clone", "full", "empty"):
        (tmp_path / name).mkdir()
    (tmp_path / "full/file").touch()
    (tmp_path / "link").symlink_to("nowhere")
    monkeypatch.chdir(tmp_path / "clone")
    monkeypatch.setenv("HOME", str(tmp_path))
    for problem, refused in (
        ("The folder is missing", ["", " "]),
        ("inside the clone", ["blog", ".", "../clone/../clone/a/b"]),
        ("already exists", ["../full", "../full/file", "../link"]),
    ):
        for typed in refused:
            with pytest.raises(WritingError, match=problem):
                read_folder(typed)
    accepted = {" ../empty ": "../empty", "../a/b": "../a/b", "~/blog": str(tmp_path / "blog")}
    assert {typed: read_folder(typed) for typed in accepted} == accepted
