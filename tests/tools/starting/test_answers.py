"""Each answer is taken as it was meant, or refused with a sentence."""

import ast
import re
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest
from pelican.plugins.typography.rules import typeset_text

from tests.site.checks import UNRENDERED
from tools.starting.answers import (
    LONGEST_REPOSITORY,
    build_answers,
    read_all,
    read_author,
    read_language,
    read_name,
    read_repository,
)
from tools.starting.errors import StartingError
from tools.starting.literals import measure, quote
from tools.starting.settings import change_publication, change_settings

from .conftest import ROOT, TYPED, choose

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


def write_settings(name: str, language: str) -> str:
    """The settings of a blog that this is the name of, and of its author."""
    answers = build_answers({**TYPED[language], "SITENAME": read_name(name), "AUTHOR": read_name(name)})
    text = (ROOT / "pelicanconf.py").read_text(encoding="utf-8")
    return change_settings(text, answers, "America/Argentina/ComodRivadavia")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", TYPED)
def test_name_is_in_the_settings_as_it_was_typed(name: str, language: str) -> None:
    """In the typography of its language."""
    values = read_constants(write_settings(name, language))
    assert values["SITENAME"] == values["AUTHOR"] == typeset_text(name, language)
    assert values["TIMEZONE"] == "America/Argentina/ComodRivadavia"


def test_linter_has_nothing_against_the_settings(tmp_path: Path) -> None:
    for language, (number, name) in product(TYPED, enumerate(NAMES)):
        path = tmp_path / language / str(number) / "pelicanconf.py"
        path.parent.mkdir(parents=True)
        path.write_text(write_settings(name, language), encoding="utf-8")
    ruff = str(Path(sys.executable).with_name("ruff"))
    for command in (["check"], ["format", "--check"]):
        options = ["--no-cache", "--config", str(ROOT / "pyproject.toml"), str(tmp_path)]
        done = subprocess.run([ruff, *command, *options], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


def read_constants(text: str) -> dict[str, object]:
    """The strings that Python text assigns on its first level."""
    return {
        node.targets[0].id: node.value.value
        for node in ast.parse(text).body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
    }


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
        ("日" * 50, "too long"),
        ("\\" * 50, "too long"),
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
    with pytest.raises(StartingError, match=problem):
        read_name(typed)


@pytest.mark.parametrize("name", NAMES)
def test_no_name_that_is_taken_is_a_fault_to_the_checks_of_the_pages(name: str) -> None:
    assert not UNRENDERED.search(read_name(name))


@pytest.mark.parametrize("typed", ["!?", "👩", "…", "'"])
def test_author_needs_something_that_an_address_can_have(typed: str) -> None:
    assert read_name(typed)
    with pytest.raises(StartingError, match="needs an address"):
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
    with pytest.raises(StartingError, match="is no owner/name of a repository on GitHub; write it as in"):
        read_repository(typed)


def test_repository_fits_its_lines() -> None:
    longest = "y" * 38 + "/" + "b" * (LONGEST_REPOSITORY - 39)
    text = (ROOT / "publishconf.py").read_text(encoding="utf-8")
    changed = change_publication(text, choose("en", GITHUB_REPOSITORY=read_repository(longest)))
    assert longest in changed
    assert max(len(line) for line in changed.splitlines()) <= 110
    with pytest.raises(StartingError, match="too long"):
        read_repository(longest + "b")


@pytest.mark.parametrize(("typed", "tag"), [("fr", "fr"), (" EN\n", "en")])
def test_language_is_taken(typed: str, tag: str) -> None:
    assert read_language(typed) == tag


@pytest.mark.parametrize("typed", ["", "de", "français", "fr_FR", "en-GB", "../en"])
def test_other_language_is_refused(typed: str) -> None:
    with pytest.raises(StartingError, match="write fr or en"):
        read_language(typed)


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(StartingError) as caught:
        read_all({"SITENAME": "", "AUTHOR": "Anne", "GITHUB_REPOSITORY": "x", "LANGUAGE": "de"})
    assert [problem.split("=")[0] for problem in caught.value.problems] == [
        "SITENAME",
        "GITHUB_REPOSITORY",
        "LANGUAGE",
    ]


@pytest.mark.parametrize("text", [*NAMES, "a\u00a0b\u202fc", "\U000e0001", "\n\t\x00"])
def test_literal_is_the_text(text: str) -> None:
    literal = quote(text)
    assert ast.literal_eval(literal) == text
    assert literal.isprintable()


@pytest.mark.parametrize(("text", "columns"), [("", 0), ("été", 3), ("日本", 4), ("ＡＢ", 4)])
def test_wide_letters_take_two_columns(text: str, columns: int) -> None:
    assert measure(text) == columns
