"""`make comments`: what is asked for behind it, as the environment brings it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pelican_blog.__main__ import main

from tests.bad_texts import GOOD, SETTINGS, write_texts

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A function that runs the command in a blog with two comments, and one that waits.

    It takes what is in the environment, and the status expected.
    """
    paul = "author: Paul Müller\n\nDu sel.\n"
    write_texts(tmp_path / "content", {**GOOD, "comments/good/2.md": paul})
    write_texts(tmp_path, {"inbox/good/a-1.md": paul.replace("Paul", "Zoé"), "pelicanconf.py": SETTINGS})
    monkeypatch.chdir(tmp_path)

    def run_it(status: int = 0, **environment: str) -> Result:
        result = CliRunner().invoke(main, ["comments"], env=environment, input="q\n")
        assert result.exit_code == status, result.output
        return result

    return run_it


def read(name: str) -> str:
    return Path("content/comments/good", name).read_text(encoding="utf-8")


@pytest.mark.parametrize("empty", [{}, {"FIND": "", "REMOVE": "", "ANONYMISE": "", "GOALS": "comments"}])
def test_what_waits_is_decided_on_where_nothing_is_asked_for(run: Run, empty: dict[str, str]) -> None:
    assert "\ngood/a-1" in run(**empty).stdout


def test_what_is_asked_for_is_done_instead(run: Run) -> None:
    assert re.findall(r"^good/\S+", run(FIND="muller").stdout, re.MULTILINE) == ["good/2", "good/a-1"]
    assert run(ANONYMISE="good/2 1").stdout.startswith("good/2 ")
    assert read("2.md") == "author: Anonymous\n\nDu sel.\n"
    assert run(REMOVE="good/1").stdout.startswith("good/1 ")
    assert read("1.md") == "status: removed\n\n"


def test_what_cannot_be_done_is_said_and_nothing_is(run: Run) -> None:
    for asked, word in (
        ({"REMOVE": "1 9"}, "9: "),
        ({"REMOVE": "1", "ANONYMISE": "2"}, "ANONYMISE"),
        ({"FIND": " "}, ""),
        ({"REMOVE": "1", "GOALS": "comments 2"}, 'make comments FIND="some words"'),
    ):
        said = run(1, **asked).stderr
        assert (said.startswith("Error: "), word in said) == (True, True)
        assert read("1.md") == GOOD["comments/good/1.md"]
