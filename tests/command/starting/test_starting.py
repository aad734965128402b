"""`make start`: answers are asked for, normalized or refused; a blog is made whole or not at all."""

import ast
import os
import pty
import re
import runpy
import subprocess
import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pelican.plugins.typography.rules import typeset_text
from pelican_blog.errors import WritingError
from pelican_blog.git import run_git
from pelican_blog.starting import answers
from pelican_blog.starting.answers import build_answers, read_all, read_folder, read_name, read_repository
from pelican_blog.starting.clone import Clone
from pelican_blog.starting.filling import fill_settings, quote
from pelican_blog.starting.making import list_settings, make_blog
from pelican_blog.starting.report import describe

from tests.clones import ROOT
from tests.site.checks import UNRENDERED

from .conftest import TYPED, Choose

NAMES = (
    *("L'été à la mer", 'Le "jardin" d\'Anne', "«Oui», dit-elle; et toi?", "'\"'"),
    *("100 $ ou $HOME, ${HOME} et $$", "`date` $(date) \\ \\n \\u00e9 \\", "%s %d {0} { } {x}"),
    *("A & B <b>C</b> | D; E # F", "مدونتي", "👩\u200d🌾 Anne", "x" * 80),
)
MARKUP = ["{{ SITENAME }}", "a }} b", "{% if %}", "a %} b", "{# a", "{static}/a", "[a](b)", "a **b**", "## a"]
NORMALIZED: list[tuple[Callable[[str], str], str, str]] = [
    (read_name, " Le  \u202ejardin\u202c\t\r\n", "Le jardin"),
    (answers.read_author, "安娜", "安娜"),
    (answers.read_zone, " america/new york ", "America/New_York"),
    (answers.read_language, " EN\n", "en"),
]
NO_REPOSITORY = """\
you /blog you/blog/issues you/.. -/blog a_b/c https://gitlab.com/you/blog you/bl'og you/$(date) you/blög
github.com/you/blog"""
REFUSED: list[tuple[Callable[[str], str], str, list[str]]] = [
    (read_name, "The name is missing", [" \n\u200f"]),
    (read_name, "The name is too long", ["x" * 81]),
    (read_name, "looks like markup", [*MARKUP, "%(name)s", "None"]),
    (answers.read_author, "needs an address", ["!?", "👩"]),
    (answers.read_zone, "not a time zone", ["", "Paris", "../UTC"]),
    (answers.read_language, "choose fr or en", ["", "de", "fr_FR", "../en"]),
    (read_repository, "not the owner/name", [*NO_REPOSITORY.split(), "you/my blog", "you/blog\n#"]),
]
REPOSITORIES = {
    " \n": ("", ""),
    " You/My.Blog_1 ": ("You/My.Blog_1", "https://you.github.io/My.Blog_1"),
    "You/You.GitHub.io": ("You/You.GitHub.io", "https://you.github.io"),
    "https://www.GitHub.com/you/blog/": ("you/blog", "https://you.github.io/blog"),
    "git@github.com:you/blog.git": ("you/blog", "https://you.github.io/blog"),
    "ssh://git@github.com/you/blog.git": ("you/blog", "https://you.github.io/blog"),
}
HOSTILE = '100 $ ou $HOME, $(info x) `date` "l\'été" \\n # % ; | & <b>\nü\u202e'
QUICK = [f"BIN={Path(sys.executable).parent}", "INSTALL=-c 'pass'"]
"""With the packages of these tests, and nothing installed."""
MACHINE = {"LANGUAGE": "de:en", "AUTHOR": "somebody", "LANG": "fr_FR.UTF-8", "TZ": "Asia/Tokyo"}
"""Variables that some machines set; they are not answers."""


def test_name_is_in_the_settings_in_the_typography_of_its_language(tmp_path: Path) -> None:
    for name, language in product(NAMES, ("fr", "en")):
        template = (ROOT / "template" / language / "pelicanconf.py").read_text(encoding="utf-8")
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
    for typed, expected in REPOSITORIES.items():
        found = build_answers({**TYPED, "GITHUB_REPOSITORY": read_repository(typed)})
        assert (found.repository, found.address) == expected
    for read, problem, refused in REFUSED:
        for typed in refused:
            with pytest.raises(WritingError, match=problem):
                read(typed)
    with pytest.raises(WritingError) as caught:
        read_all({"SITENAME": "", "AUTHOR": "Anne", "GITHUB_REPOSITORY": "x", "LANGUAGE": "de"})
    names = re.findall("^[A-Z_]+(?==)", str(caught.value), re.MULTILINE)
    assert names == ["SITENAME", "GITHUB_REPOSITORY", "LANGUAGE"]  # all at once


def test_folder_has_to_be_new_and_outside_the_clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("clone", "full/folder", "empty"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "link").symlink_to("nowhere")
    monkeypatch.chdir(tmp_path / "clone")
    monkeypatch.setenv("HOME", str(tmp_path))
    for problem, typed in (
        ("The folder is missing", " "),
        ("inside the clone", "../clone/../clone/a/b"),
        ("already exists", "../full"),
        ("already exists", "../link"),
    ):
        with pytest.raises(WritingError, match=problem):
            read_folder(typed)
    accepted = {" ../empty ": "../empty", "../a/b": "../a/b", "~/blog": str(tmp_path / "blog")}
    assert {typed: read_folder(typed) for typed in accepted} == accepted


@pytest.fixture
def environment() -> dict[str, str]:
    """The machine's, with variables that are no answers."""
    return {**{key: value for key, value in os.environ.items() if not key.startswith("MAKE")}, **MACHINE}


def test_make_passes_on_what_is_typed_byte_for_byte(environment: dict[str, str]) -> None:
    """Neither make nor a shell interprets it, and the machine's variables are not answers."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        null, pipe = subprocess.DEVNULL, subprocess.PIPE
        options = {"cwd": ROOT, "env": environment, "stdin": null, "stdout": pipe, "stderr": pipe}
        return subprocess.run(["make", *arguments], **options, text=True, check=False)

    values = {**TYPED, "SITENAME": HOSTILE, "LANGUAGE": "fr", "AUTHOR": "Jeanne d'Arc"}
    typed = [f"{name}={value}" for name, value in values.items()]
    printed = run(*QUICK, f"RUN=printenv -0 GIVEN GOALS {' '.join(values)} #", "start", *typed).stdout
    given, goals, *passed = printed.split("\0")[:-1]
    assert dict(zip(values, passed, strict=True)) == values
    assert (set(given.split()), goals) == (set(values), "start")
    refused = run("PYTHON=false", "start", "SITENAME=x", "BLOG=../x", "AUTHOR=y")  # before it installs
    missing = "GITHUB_REPOSITORY LANGUAGE: missing, and there is no terminal to ask in; "
    assert refused.stderr.startswith(missing)


@pytest.mark.usefixtures("clone")
def test_questions_are_asked_in_a_terminal_until_they_are_answered(environment: dict[str, str]) -> None:
    typed = ["", "Le jardin d'été", "Anne", "nothing", "anne/jardin", "deutsch", "", "", "here", ""]
    terminal, end = pty.openpty()
    os.write(terminal, "".join(f"{line}\n" for line in typed).encode())
    command = ["make", *QUICK, "start"]
    done = subprocess.run(command, env=environment, stdin=end, capture_output=True, text=True, check=False)
    os.close(end)
    os.close(terminal)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    for words in (
        *("Name of the blog:", "Repository on GitHub", "Error: That is not the owner/name"),
        *("Language, fr or en [fr]:", "Error: There is no template", "Time zone [Asia/Tokyo]:"),
        *("New folder for the blog [../jardin]:", "Error: That is inside the clone"),
    ):
        assert words in said
    assert 'SITENAME = "Le jardin d’été"' in Path("../jardin/pelicanconf.py").read_text(encoding="utf-8")


def read(name: str) -> str:
    return Path("..", name).read_text(encoding="utf-8")


def test_git_user_or_else_the_author_signs_the_first_commit(clone: Clone, choose: Choose) -> None:
    made = choose(AUTHOR="Anne <b> Martin.", SITENAME="A *b* <c> $d | `e`")
    make_blog(clone, made)
    assert run_git(Path("../garden"), "log", "--format=%an|%ae").stdout == "Anne b Martin|\n"
    readme = read("garden/README.md")
    assert readme.startswith("# A \\*b\\* &lt;c&gt; \\$d \\| \\`e\\`\n\n")
    assert "Anne &lt;b&gt; Martin. " in readme  # one full stop
    assert readme.endswith(" `../clone`.\n")
    assert 'SITEURL = "https://anne.github.io/garden"  # ' in read("garden/publishconf.py")
    assert 'GITHUB_REPOSITORY = "anne/garden"  # ' in read("garden/publishconf.py")
    assert "another git repository" not in "\n".join(describe(made))
    assert ">A</text>" in read("garden/theme/static/img/logo.svg")

    signed = "[user]\nname = A. Mo\nemail = anne@example.org\n[commit]\ngpgSign = true\n"
    Path("../home/.gitconfig").write_text(signed)
    clone.query_git("remote", "add", "origin", "https://secret@git.example.org/tools/blog.git")
    run_git(Path(".."), "init", "--quiet")
    made = choose(BLOG="../other", GITHUB_REPOSITORY="")
    make_blog(clone, made)
    assert run_git(Path("../other"), "log", "--format=%an|%ae").stdout == "A. Mo|anne@example.org\n"
    assert read("other/README.md").endswith(" https://git.example.org/tools/blog\n")
    assert '"state": "closed"' in read("other/pelicanconf.py")
    assert "No form" in read("other/content/pages/privacy.md")
    assert 'GITHUB_REPOSITORY = ""' in read("other/publishconf.py")
    said = "\n".join(describe(made))
    assert "so it has no comment form" in said
    assert "It is inside another git repository" in said
    assert Path("../other").stat().st_mode & 0o777 == 0o755


def test_nothing_is_left_of_a_blog_that_could_not_be_made(
    clone: Clone, choose: Choose, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(Path("..").iterdir())
    monkeypatch.setenv("GIT_AUTHOR_DATE", "never")
    with pytest.raises(WritingError, match=r"git could not make the first commit: .*invalid date"):
        make_blog(clone, choose())
    assert sorted(Path("..").iterdir()) == before
