"""`make comments`: what is asked for behind it, as the environment brings it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pelican_blog.__main__ import main

from tests.bad_texts import GOOD, SETTINGS, write_texts

Run = Callable[..., Result]


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A blog, in which one now is, with two comments, and one that waits."""
    paul = "author: Paul Müller\n\nDu sel.\n"
    write_texts(tmp_path / "content", {**GOOD, "comments/good/2.md": paul})
    write_texts(tmp_path / "inbox", {"good/a-1.md": paul.replace("Paul", "Zoé")})
    (tmp_path / "pelicanconf.py").write_text(SETTINGS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(blog: Path) -> Run:
    """A function that runs the command in the blog: what is in the environment, the status expected."""

    def run_it(status: int = 0, **environment: str) -> Result:
        result = CliRunner().invoke(main, ["comments"], env=environment, input="q\n")
        assert result.exit_code == status, (blog, result.output)
        return result

    return run_it


def read(blog: Path, name: str) -> str:
    return (blog / "content/comments/good" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("empty", [{}, {"FIND": "", "REMOVE": "", "ANONYMISE": "", "GOALS": "comments"}])
def test_what_waits_is_decided_on_where_nothing_is_asked_for(run: Run, empty: dict[str, str]) -> None:
    assert run(**empty).stdout.startswith("\n--- 1 of 1 ---\n\ngood/a-1 (waiting)\n")


def test_what_is_asked_for_is_done_instead(run: Run, blog: Path) -> None:
    found = run(FIND="muller").stdout
    assert [line for line in found.splitlines() if "good/" in line and not line.startswith(" ")] == [
        "good/2 (published)",
        "good/a-1 (waiting)",
    ]
    assert run(ANONYMISE="good/2 1").stdout.startswith("good/2 by Paul Müller: anonymous.")
    assert read(blog, "2.md") == "author: Anonymous\n\nDu sel.\n"
    assert run(REMOVE="good/1").stdout.startswith("good/1 by Anonymous: removed.")
    assert read(blog, "1.md") == "status: removed\n\n"


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ({"REMOVE": "1 9"}, "9: no such comment"),
        ({"REMOVE": "1", "ANONYMISE": "2"}, "FIND, REMOVE and ANONYMISE go one at a time; nothing was done."),
        ({"FIND": " "}, "there is nothing to look for"),
        ({"REMOVE": "1", "GOALS": "comments 2"}, "make takes 2 for a task of its own."),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is(
    run: Run, blog: Path, asked: dict[str, str], problem: str
) -> None:
    assert run(1, **asked).stderr.startswith(f"Error: {problem}")
    assert read(blog, "1.md") == GOOD["comments/good/1.md"]
