"""Answers come from the command line or a terminal; without a terminal, missing ones are named at once."""

import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from pelican_blog.errors import WritingError
from pelican_blog.starting.answers import build_answers, read_all
from pelican_blog.starting.asking import find_answers, suggest
from pelican_blog.starting.clone import Clone
from pelican_blog.starting.languages import guess_language
from pelican_blog.starting.zones import find_zone

from tests.clones import ROOT
from tests.command.calling import call

from .conftest import TYPED

HOSTILE = '100 $ ou $HOME, $(info x) `date` "l\'été" \\n # % ; | & <b>\nü\u202e'
QUICK = [f"BIN={Path(sys.executable).parent}", "INSTALL=-c 'pass'"]
"""With the packages of these tests, and nothing installed."""
MACHINE = {
    "LANGUAGE": "de:en",
    "AUTHOR": "somebody",
    "LANG": "fr_FR.UTF-8",
    "GITHUB_REPOSITORY": "a/b",
    "TZ": "UTC",
}
"""What some machines set, and GitHub's."""
PLACES = "/usr/share/zoneinfo/Europe/Paris"


@pytest.fixture
def environment() -> dict[str, str]:
    """The machine's, with variables that are no answers."""
    return {**{key: value for key, value in os.environ.items() if not key.startswith("MAKE")}, **MACHINE}


def run_make(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make without a terminal."""
    null, pipe = subprocess.DEVNULL, subprocess.PIPE
    command = ["make", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment, stdin=null, stdout=pipe, stderr=pipe, text=True, check=False
    )


def test_make_passes_on_what_is_typed_byte_for_byte(environment: dict[str, str]) -> None:
    """Neither make nor a shell interprets it, and the machine's variables are not answers."""
    values = {**TYPED, "SITENAME": HOSTILE, "LANGUAGE": "fr", "AUTHOR": "Jeanne d'Arc"}
    names = "GIVEN GOALS SITENAME AUTHOR LANGUAGE GITHUB_REPOSITORY TIMEZONE BLOG"
    typed = [f"{name}={value}" for name, value in values.items()]
    done = run_make(environment, *QUICK, f"RUN=printenv -0 {names} #", "start", *typed)
    given, goals, *printed = done.stdout.split("\0")[:-1]
    assert dict(zip(names.split()[2:], printed, strict=True)) == values
    assert (set(given.split()), goals) == (set(values), "start")
    answers = build_answers(read_all(values))
    name = "100\u00a0$ ou $HOME, $(info x) `date` «\u00a0l’été\u00a0» \\n # %\u202f; | & <b> ü"
    assert answers.sitename.replace("\u202f", " ") == name.replace("\u202f", " ")
    assert answers.author == "Jeanne d’Arc"


def test_missing_answers_are_named_before_anything_is_installed(environment: dict[str, str]) -> None:
    for typed, missing in (
        ([], "BLOG SITENAME AUTHOR GITHUB_REPOSITORY LANGUAGE"),
        (["SITENAME=x", "BLOG=../x", "AUTHOR=y"], "GITHUB_REPOSITORY LANGUAGE"),
    ):
        done = run_make(environment, "PYTHON=false", "start", *typed)
        assert done.returncode != 0
        assert done.stderr.startswith(f"{missing}: missing, and there is no terminal to ask in; ")


@pytest.mark.usefixtures("clone")
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
        *("Name of the blog:", "Repository on GitHub", "Error: That is not the owner/name"),
        *("Language, fr or en [fr]:", "Error: There is no template", "Time zone [UTC]:"),
        *("New folder for the blog [../jardin]:", "Error: That is inside the clone"),
    ):
        assert words in said
    assert 'SITENAME = "Le jardin d’été"' in Path("../jardin/pelicanconf.py").read_text(encoding="utf-8")


def read_terminal(terminal: int) -> Iterator[str]:
    """Everything that a program prints in a terminal, until it ends."""
    while True:
        try:
            data = os.read(terminal, 1 << 16)
        except OSError:  # Linux, when the other end is closed
            return
        if not data:
            return
        yield data.decode(errors="replace")


def test_time_zone_and_language_are_the_machines_if_known(
    tmp_path: Path, clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variables, target, zone in (
        ({}, PLACES, "Europe/Paris"),
        ({}, "../usr/share/zoneinfo/America/Argentina/Ushuaia", "America/Argentina/Ushuaia"),
        ({}, "/var/db/timezone/zoneinfo/Asia/Tokyo", "Asia/Tokyo"),
        ({}, "/usr/share/zoneinfo/nowhere", None),
        ({}, "/etc/elsewhere", None),
        ({}, None, None),
        ({"TZ": "Africa/Dakar"}, PLACES, "Africa/Dakar"),
        ({"TZ": ":Africa/Dakar"}, None, "Africa/Dakar"),
        ({"TZ": "CET-1CEST"}, PLACES, None),
        ({"TZ": "../../etc/passwd"}, None, None),
        ({"TZ": ""}, PLACES, "Europe/Paris"),
    ):
        localtime = tmp_path / "localtime"
        localtime.unlink(missing_ok=True)
        if target:
            localtime.symlink_to(target)
        assert find_zone(variables, localtime) == zone
    localtime.unlink()
    localtime.write_bytes(b"TZif2")  # a file instead of a link
    assert find_zone({}, localtime) is None
    locales = {"fr_CA.UTF-8": "fr", "FR": "fr", "en_GB": "en", "C.UTF-8": "en", "": "en", "de_DE": "en"}
    assert {locale: guess_language(locale) for locale in locales} == locales
    assert suggest("LANGUAGE", {}, {"LC_ALL": "fr_FR.UTF-8", "LANG": "en_GB.UTF-8"}) == "fr"

    assert clone
    given = {name: value for name, value in TYPED.items() if name != "TIMEZONE"}
    monkeypatch.setattr(sys, "stdin", StringIO())
    assert find_answers(given, {"TZ": "Asia/Tokyo"}).zone == "Asia/Tokyo"
    monkeypatch.setattr("pelican_blog.starting.asking.find_zone", lambda _: None)
    assert find_answers({**given, "LANGUAGE": "fr"}, {}).zone == "Europe/Paris"
    with pytest.raises(WritingError, match=r"^AUTHOR: missing, and there is no terminal to ask in"):
        find_answers({name: value for name, value in given.items() if name != "AUTHOR"}, {})


def test_command_reports_problems_in_one_sentence(clone: Clone, tmp_path: Path) -> None:
    for folder, arguments, problem in (
        (clone.root, ["--given", "LANGUAGE"], "LANGUAGE=Deutsch: There is no template in that language"),
        (clone.root, ["--goals", "start blog"], "make takes blog for"),
        (tmp_path, ["../blog"], ".: not a clone of the tools: template/ is missing"),
    ):
        done = call(folder, "start", *arguments, LANGUAGE="Deutsch")
        assert done.returncode == 1
        assert done.stderr.startswith(f"Error: {problem}")
    named = [f"--{name.lower().replace('_', '-')}={value}" for name, value in TYPED.items() if name != "BLOG"]
    done = call(clone.root, "start", TYPED["BLOG"], *named)
    assert (done.returncode, done.stdout.split(":")[0]) == (0, "Anne's garden is in ../garden")
