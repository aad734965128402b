"""Each answer is taken as it was meant, or refused with a sentence."""

import ast
import re
import runpy
from pathlib import Path

import pytest
from pelican.plugins.typography.rules import typeset_text
from pelican_blog.errors import WritingError
from pelican_blog.starting.answers import (
    Answers,
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

from tests.site.checks import UNRENDERED

ROOT = Path(__file__).parents[3]
TYPED = {
    "SITENAME": "Anne’s garden",
    "AUTHOR": "Anne",
    "GITHUB_REPOSITORY": "anne/garden",
    "TIMEZONE": "Europe/Paris",
    "BLOG": "../garden",
}
NAMES = (
    "Le jardin",
    "L'été à la mer",
    'Le "jardin" d\'Anne',
    "«Oui», dit-elle; et toi?",
    "'\"'",
    '"',
    "''",
    "100 $ ou $HOME, ${HOME} et $$",
    "`date` $(date) \\ \\n \\u00e9 \\",
    "%s %d {0} { } {x}",
    "A & B <b>C</b> | D; E # F",
    "日本語のブログ",
    "مدونتي",
    "👩\u200d🌾 Anne",
    "x" * 80,
)


def choose(language: str, **others: str) -> Answers:
    """The answers of a blog in a language."""
    return build_answers({**TYPED, "LANGUAGE": language, **others})


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_name_is_in_the_settings_as_it_was_typed(tmp_path: Path, name: str, language: str) -> None:
    """In the typography of its language."""
    text = (ROOT / "template" / language / "pelicanconf.py").read_text(encoding="utf-8")
    answers = choose(language, SITENAME=read_name(name), AUTHOR=read_name(name))
    (tmp_path / "pelicanconf.py").write_text(fill_settings(text, list_settings(answers)), encoding="utf-8")
    settings = runpy.run_path(str(tmp_path / "pelicanconf.py"))
    assert settings["SITENAME"] == settings["AUTHOR"] == typeset_text(name, language)
    assert (settings["TIMEZONE"], settings["DEFAULT_LANG"]) == ("Europe/Paris", language)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Le  jardin ", "Le jardin"),
        ("Le\njardin\t\r\n", "Le jardin"),
        ("Le \u202ejardin\u202c\u200f", "Le jardin"),
        ("E\u0301te\u0301", "Été"),
        ("\ufeffLe\x00 jardin\x1b", "Le jardin"),
    ],
)
def test_what_nobody_sees_is_left_out_of_a_name(typed: str, name: str) -> None:
    assert read_name(typed) == name


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "The name is missing"),
        (" \n\u200f", "The name is missing"),
        ("x" * 100, "too long"),
        *(
            (name, re.escape(sign))
            for name, sign in {
                "{{ SITENAME }}": "{{",
                "a }} b": "}}",
                "{% if %}": "{%",
                "a %} b": "%}",
                "{# a": "{#",
                "{static}/a": "{static}",
                "[a](b)": "](",
                "a **b**": "**",
                "## a": "##",
                "%(name)s": "%(name)s",
                "None": "None",
            }.items()
        ),
    ],
)
def test_name_that_cannot_be_shown_is_refused(typed: str, problem: str) -> None:
    with pytest.raises(WritingError, match=problem):
        read_name(typed)


@pytest.mark.parametrize("name", NAMES)
def test_no_name_that_is_taken_is_a_fault_to_the_checks_of_the_pages(name: str) -> None:
    assert not UNRENDERED.search(read_name(name))


@pytest.mark.parametrize("typed", ["!?", "👩", "…", "'"])
def test_author_needs_something_that_an_address_can_have(typed: str) -> None:
    assert read_name(typed)
    with pytest.raises(WritingError, match="needs an address"):
        read_author(typed)


@pytest.mark.parametrize("typed", ["Anne", "Ζωή", "安娜", "4"])
def test_author_may_be_of_any_script(typed: str) -> None:
    assert read_author(typed) == typed


@pytest.mark.parametrize(
    ("typed", "repository", "address"),
    [
        ("", "", ""),
        (" \n", "", ""),
        ("you/blog", "you/blog", "https://you.github.io/blog"),
        (" You/My.Blog_1 ", "You/My.Blog_1", "https://you.github.io/My.Blog_1"),
        ("you/you.github.io", "you/you.github.io", "https://you.github.io"),
        ("You/You.GitHub.io", "You/You.GitHub.io", "https://you.github.io"),
        ("you/other.github.io", "you/other.github.io", "https://you.github.io/other.github.io"),
        ("https://github.com/you/blog", "you/blog", "https://you.github.io/blog"),
        ("https://www.GitHub.com/you/blog/", "you/blog", "https://you.github.io/blog"),
        ("git@github.com:you/blog.git", "you/blog", "https://you.github.io/blog"),
        ("ssh://git@github.com/you/blog.git", "you/blog", "https://you.github.io/blog"),
    ],
)
def test_repository_gives_the_address(typed: str, repository: str, address: str) -> None:
    answers = choose("en", GITHUB_REPOSITORY=read_repository(typed))
    assert (answers.repository, answers.address) == (repository, address)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "you",
            "/",
            "you/",
            "/blog",
            "you/blog/issues",
            "you/my blog",
            "you/..",
            "you/.",
            "-/blog",
            "a_b/c",
        ),
        *("https://gitlab.com/you/blog", "you/bl'og", 'you/bl"og', "you/$(date)", "you/blög", "you\n/blog"),
        *("you/blog\n#", "github.com/you/blog"),
    ],
)
def test_what_is_no_repository_on_github_is_refused(typed: str) -> None:
    with pytest.raises(
        WritingError, match="That is not the owner/name of a repository on GitHub; write what"
    ):
        read_repository(typed)


def test_address_and_repository_are_in_the_settings_of_the_publication() -> None:
    text = (ROOT / "publishconf.py").read_text(encoding="utf-8")
    changed = fill_publication(text, "https://you.github.io/blog", "you/blog")
    assert 'SITEURL = "https://you.github.io/blog"  # ' in changed
    assert 'GITHUB_REPOSITORY = "you/blog"  # ' in changed
    assert len(changed.splitlines()) == len(text.splitlines())


@pytest.mark.parametrize(
    ("typed", "zone"), [("Europe/Paris", "Europe/Paris"), (" america/new york ", "America/New_York")]
)
def test_time_zone_is_taken_in_any_case(typed: str, zone: str) -> None:
    assert read_zone(typed) == zone


@pytest.mark.parametrize("typed", ["", "Paris", "../UTC", "CET+1"])
def test_other_time_zone_is_refused(typed: str) -> None:
    with pytest.raises(WritingError, match="That is not a time zone"):
        read_zone(typed)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "The folder is missing"),
        ("blog", "That is in the clone"),
        (".", "That is in the clone"),
        ("../clone/../clone/a/b", "That is in the clone"),
        ("../full", "It exists and is not empty"),
        ("../full/file", "It exists and is not empty"),
        ("../link", "It exists and is not empty"),
    ],
)
def test_folder_where_something_is_or_belongs_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, problem: str
) -> None:
    for name in ("clone", "full"):
        (tmp_path / name).mkdir()
    (tmp_path / "full/file").touch()
    (tmp_path / "link").symlink_to("nowhere")
    monkeypatch.chdir(tmp_path / "clone")
    with pytest.raises(WritingError, match=problem):
        read_folder(typed)


def test_folder_may_be_there_if_it_is_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("clone", "empty"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path / "clone")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert read_folder(" ../empty ") == "../empty"
    assert read_folder("../a/b") == "../a/b"
    assert read_folder("~/blog") == str(tmp_path / "blog")


@pytest.mark.parametrize(("typed", "tag"), [("fr", "fr"), (" EN\n", "en")])
def test_language_is_taken(typed: str, tag: str) -> None:
    assert read_language(typed) == tag


@pytest.mark.parametrize("typed", ["", "de", "français", "fr_FR", "en-GB", "../en"])
def test_other_language_is_refused(typed: str) -> None:
    with pytest.raises(WritingError, match="write fr or en"):
        read_language(typed)


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(WritingError) as caught:
        read_all({"SITENAME": "", "AUTHOR": "Anne", "GITHUB_REPOSITORY": "x", "LANGUAGE": "de"})
    problems = str(caught.value).split("\n")
    assert [problem.split("=")[0] for problem in problems] == ["SITENAME", "GITHUB_REPOSITORY", "LANGUAGE"]


@pytest.mark.parametrize("text", [*NAMES, "a\u00a0b\u202fc", "\U000e0001", "\n\t\x00"])
def test_literal_is_the_text(text: str) -> None:
    literal = quote(text)
    assert ast.literal_eval(literal) == text
    assert literal.isprintable()
