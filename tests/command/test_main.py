"""The command says what it can do, and what goes wrong, in sentences; so does git behind it."""

import re
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from pelican_blog import git
from pelican_blog.__main__ import main

from tests.bad_texts import GOOD, SETTINGS, write_texts
from tests.command.calling import call

README = Path(__file__).parents[2] / "command/README.md"


def test_help_and_readme_name_every_subcommand_and_help_in_a_whole_sentence() -> None:
    printed = CliRunner().invoke(main, ["--help"], terminal_width=80).output
    lines = dict(re.findall(r"^  ([a-z]+) +(\S.*)$", printed.partition("Commands:")[2], re.MULTILINE))
    in_readme = re.findall(r"^\| `([a-z]+)", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert list(lines) == in_readme == list(main.commands)
    assert all(line.endswith(".") and not line.endswith("...") for line in lines.values())


def test_comments_are_decided_on_or_what_is_asked_for_is_done_instead(tmp_path: Path) -> None:
    """As make brings it, in the environment."""
    comment, paul = tmp_path / "content/comments/good/1.md", "author: Paul Müller\n\nDu sel.\n"
    write_texts(tmp_path / "content", {**GOOD, "comments/good/2.md": paul})
    write_texts(tmp_path, {"inbox/good/a-1.md": paul.replace("Paul", "Zoé"), "pelicanconf.py": SETTINGS})
    run = partial(call, tmp_path, "comments")
    assert "\ngood/a-1" in run(FIND="", REMOVE="", ANONYMISE="", GOALS="comments").stdout
    assert re.findall(r"^good/\S+", run(FIND="muller").stdout, re.MULTILINE) == ["good/2", "good/a-1"]
    wrong = (run(REMOVE="1 9"), run(REMOVE="1", GOALS="comments 2"))
    assert [done.returncode for done in wrong] == [1, 1]
    assert wrong[0].stderr.startswith("Error: 9: ")
    assert 'make comments FIND="some words"' in wrong[1].stderr
    assert comment.read_text() == GOOD["comments/good/1.md"]
    assert run(ANONYMISE="good/2 1").stdout.startswith("good/2 ")
    assert comment.with_name("2.md").read_text() == "author: Anonymous\n\nDu sel.\n"
    assert run(REMOVE="good/1").stdout.startswith("good/1 ")
    assert comment.read_text() == "status: removed\n\n"


def test_git_is_asked_in_english_given_up_and_may_be_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "git"
    program.write_text('#!/bin/sh\necho "$LC_ALL $4"\n[ "$4" != fetch ] || exec sleep 600\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert git.run_git(tmp_path, "status").stdout == "C status\n"
    monkeypatch.setattr(git, "PATIENCE", 0.2)
    done = git.run_git(tmp_path, "fetch", "--quiet")
    assert (done.returncode, done.stderr) == (124, "git fetch did not end within 0.2 seconds")
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    done = git.run_git(tmp_path, "status")
    assert (done.returncode, git.has_no_repository(done)) == (127, True)
