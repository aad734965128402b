"""The command says what it can do, and what goes wrong, in sentences."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from pelican_blog.__main__ import main

README = Path(__file__).parents[2] / "command/README.md"


def test_help_says_of_every_subcommand_what_it_does_in_a_whole_sentence() -> None:
    printed = CliRunner().invoke(main, ["--help"], terminal_width=80).output
    lines = dict(re.findall(r"^  ([a-z]+) +(\S.*)$", printed.partition("Commands:")[2], re.MULTILINE))
    assert list(lines) == list(main.commands)
    assert all(line.endswith(".") and not line.endswith("...") for line in lines.values())


def test_readme_names_every_subcommand_and_no_other() -> None:
    text = README.read_text(encoding="utf-8")
    assert re.findall(r"^\| `([a-z]+)", text, re.MULTILINE) == list(main.commands)


def test_what_the_system_refuses_is_said_with_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = '# and no TIMEZONE\nPATH = "content"\nARTICLE_PATHS = ["posts"]\n'
    (tmp_path / "pelicanconf.py").write_text(settings, encoding="utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/posts").touch()  # a file where a folder should be
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["new", "--title", "Sea"])
    assert done.exit_code == 1
    assert re.fullmatch(r"Error: \S*content/posts\S*: (Not a directory|File exists)\n", done.output)
