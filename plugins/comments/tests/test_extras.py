"""What runs without the optional packages: showing comments; and what the commands say that need them."""

import subprocess
import sys
from pathlib import Path

import pytest
from pelican.plugins.comments.__main__ import main
from pelican.plugins.comments.extras import EXTRAS, explain_missing

from .servers import SETTINGS, write_blog

PROGRAM = """\
import runpy, sys

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name.startswith(missing):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

del sys.argv[0]
missing = tuple(sys.argv.pop(0).split(","))
sys.meta_path.insert(0, Finder())
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""
OPTIONAL = "bs4,click,h11,markdownify,publicsuffixlist,starlette,uvicorn"
"""The optional packages but rich and anyio, which Pelican needs too."""
OURS = ",".join(f"pelican.plugins.comments.{name}" for name in ("inbox", "mail", "moderation"))


def run_without(missing: str, folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """A module's run, as with `python -m`, in which these packages cannot be imported."""
    program = [sys.executable, "-c", PROGRAM, missing, *command]
    return subprocess.run(program, cwd=folder, capture_output=True, text=True, check=False)


def test_site_is_built_without_the_optional_packages(tmp_path: Path) -> None:
    write_blog(tmp_path, SETTINGS + 'COMMENTS["email"] = "contact@example.org"\n')
    done = run_without(f"{OPTIONAL},{OURS}", tmp_path, "pelican", "--fatal=warnings", "-s", "pelicanconf.py")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Jeanne" in (tmp_path / "output" / "feeds" / "comments.atom.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("missing", "command", "extra"),
    [
        *(("click", "--version", "moderation"), ("markdownify", "-s pelicanconf.py moderate", "moderation")),
        *(("bs4", "from-mail pelicanconf.py", "mail"), ("uvicorn", "serve", "inbox")),
    ],
)
def test_command_says_what_to_install(tmp_path: Path, missing: str, command: str, extra: str) -> None:
    write_blog(tmp_path)
    done = run_without(missing, tmp_path, "pelican.plugins.comments", *command.split())
    name = next((f" {word}" for word in command.split() if word in EXTRAS), "")
    message = f'pelican-comments{name} needs more packages; run: pip install "pelican-comments[{extra}]"\n'
    assert (done.returncode, done.stdout, done.stderr) == (1, "", message)


def test_every_command_belongs_to_an_extra_and_other_modules_to_none() -> None:
    assert main.commands.keys() == EXTRAS.keys()
    assert explain_missing(ModuleNotFoundError(name="pelican.plugins.comments.nowhere"), ["list"]) is None
    assert "[mail]" in str(explain_missing(ModuleNotFoundError(name="bs4.element"), ["from-mail"]))
