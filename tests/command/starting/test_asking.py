"""What was typed is taken, what is missing is asked, and without a terminal it is missed at once."""

import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from pelican_blog.__main__ import main
from pelican_blog.errors import WritingError
from pelican_blog.starting.asking import find_answers
from pelican_blog.starting.clone import Clone

from .conftest import TYPED

ROOT = Path(__file__).parents[3]
HOSTILE = '100 $ ou $HOME, $(info x) `date` "l\'été" \\n # % ; | & <b>\nü\u202e'
QUICK = [f"BIN={Path(sys.executable).parent}", "INSTALL=-c 'pass'"]
"""With the packages of these tests, and nothing installed."""
MACHINE = {"LANGUAGE": "de_DE:de", "GITHUB_REPOSITORY": "else/where", "LANG": "fr_FR.UTF-8", "TZ": "UTC"}
"""What some machines know, and those of GitHub."""


def list_variables(**others: str) -> list[str]:
    return [f"{name}={value}" for name, value in {**TYPED, **others}.items()]


@pytest.fixture
def environment(clone: Clone) -> dict[str, str]:
    """That of the machine, in the clone."""
    assert clone
    return {**{key: value for key, value in os.environ.items() if not key.startswith("MAKE")}, **MACHINE}


def test_make_hands_on_what_is_typed_byte_for_byte(environment: dict[str, str]) -> None:
    """Neither make nor a shell reads what is in it, and no variable of the machine is an answer."""
    command = [
        "make",
        *QUICK,
        "start",
        *list_variables(SITENAME=HOSTILE, LANGUAGE="fr", AUTHOR="Jeanne d'Arc"),
    ]
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    settings = Path("../garden/pelicanconf.py").read_text(encoding="utf-8")
    assert (
        r"100\u00a0$ ou $HOME, $(info x) `date` «\u00a0l’été\u00a0» \\n # % ; | & <b> ü"
        in settings.replace(r"\u202f", " ")
    )
    assert 'AUTHOR = "Jeanne d’Arc"' in settings


@pytest.mark.parametrize(
    ("typed", "missing"),
    [
        ([], "BLOG SITENAME AUTHOR GITHUB_REPOSITORY LANGUAGE"),
        (["SITENAME=x", "BLOG=../x", "AUTHOR=y"], "GITHUB_REPOSITORY LANGUAGE"),
    ],
)
def test_what_is_missing_is_missed_before_anything_is_installed(
    environment: dict[str, str], typed: list[str], missing: str
) -> None:
    command = ["make", "PYTHON=false", "start", *typed]
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert done.stderr.startswith(
        f"{missing}: missing, and there is no terminal to ask in. Write all: make start"
    )
    assert not Path(".venv").exists()


def test_questions_are_asked_in_a_terminal_until_they_are_answered(environment: dict[str, str]) -> None:
    typed = ["", "Le jardin d'été", "Anne", "nothing", "anne/jardin", "deutsch", "", "", "here", ""]
    terminal, end = pty.openpty()
    with subprocess.Popen(
        ["make", *QUICK, "start"], env=environment, stdin=end, stdout=end, stderr=end, close_fds=True
    ) as process:
        os.close(end)
        os.write(terminal, "".join(f"{line}\n" for line in typed).encode())
        said = "".join(read_terminal(terminal))
    os.close(terminal)
    assert process.returncode == 0, said
    for words in (
        "The blog's name",
        "Its repository on GitHub",
        "Error: That is not the owner/name",
        "Its language, fr or en [fr]",  # as the machine speaks
        "Error: There is no template in that language; write fr or en.",
        "The time zone of its dates [UTC]",
        "The new folder for it [../jardin]",
        "Error: That is in the clone",
    ):
        assert words in said
    assert 'SITENAME = "Le jardin d’été"' in Path("../jardin/pelicanconf.py").read_text(encoding="utf-8")


def read_terminal(terminal: int) -> Iterator[str]:
    """All that a program says in a terminal, until it ends."""
    while True:
        try:
            data = os.read(terminal, 1 << 16)
        except OSError:  # Linux says so that nobody writes any more
            return
        if not data:
            return
        yield data.decode(errors="replace")


@pytest.mark.usefixtures("clone")
def test_time_zone_is_the_machines_or_else_the_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {name: value for name, value in TYPED.items() if name != "TIMEZONE"}
    monkeypatch.setattr(sys, "stdin", StringIO())
    assert find_answers(given, {"TZ": "Asia/Tokyo"}).zone == "Asia/Tokyo"
    monkeypatch.setattr("pelican_blog.starting.asking.find_zone", lambda _: None)
    assert find_answers({**given, "LANGUAGE": "fr"}, {}).zone == "Europe/Paris"
    with pytest.raises(WritingError, match=r"^AUTHOR: missing, and there is no terminal to ask in\.$"):
        find_answers({name: value for name, value in given.items() if name != "AUTHOR"}, {})


@pytest.mark.usefixtures("clone")
def test_error_is_a_sentence() -> None:
    for arguments, problem in (
        (
            ["--given", "LANGUAGE"],
            "Error: LANGUAGE=Deutsch: There is no template in that language; write fr or en.\n",
        ),
        (["--goals", "start blog"], "Error: make takes blog for a task of its own."),
    ):
        done = CliRunner().invoke(main, ["start", *arguments], env={"LANGUAGE": "Deutsch"})
        assert done.exit_code == 1
        assert done.output.startswith(problem)


def test_no_blog_is_begun_outside_of_a_clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["start", "../blog"])
    assert (done.exit_code, done.output.split(";")[0]) == (
        1,
        "Error: .: not a clone of the tools, as it has no template/",
    )
