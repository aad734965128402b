"""Clones of this repository as it stands, in which blogs are begun."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.clones import copy_sources, list_sources
from tools.starting.answers import Answers, build_answers
from tools.starting.plan import Clone, Plan, plan_start

ROOT = Path(__file__).parents[3]
TYPED = {
    "fr": {
        "SITENAME": "Le jardin d’Anne",
        "AUTHOR": "Anne",
        "GITHUB_REPOSITORY": "anne/jardin",
        "LANGUAGE": "fr",
    },
    "en": {
        "SITENAME": "Anne’s garden",
        "AUTHOR": "Anne",
        "GITHUB_REPOSITORY": "anne/garden",
        "LANGUAGE": "en",
    },
}

MakePlan = Callable[..., Plan]


def git(folder: Path, *arguments: str) -> str:
    """What git prints."""
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def choose(language: str, **others: str) -> Answers:
    """The answers of a blog in a language."""
    return build_answers({**TYPED[language], **others})


@pytest.fixture(autouse=True)
def _machine(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine whose git knows its owner and nothing of the one that the tests run on."""
    home = tmp_path_factory.mktemp("home")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    (home / ".gitconfig").write_text(
        "[user]\nname = Anne\nemail = anne@example.org\n[init]\ndefaultBranch = main\n"
    )


@pytest.fixture(scope="session")
def known() -> tuple[str, ...]:
    """The files of this repository, as its next commit would have them."""
    return tuple(list_sources())


@pytest.fixture(scope="session")
def make_plan(known: tuple[str, ...]) -> MakePlan:
    """A function that returns the plan for a blog in a language, with other answers than the usual ones."""

    def make(language: str, **others: str) -> Plan:
        clone = Clone(root=ROOT, files=known, commit="`0a1b2c3` (2026-11-25)")
        return plan_start(clone, choose(language, **others), "Europe/Paris")

    return make


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A repository of one commit that has these files."""
    folder = tmp_path / "clone"
    copy_sources(folder)
    git(folder, "init", "--quiet")
    commit(folder)
    return folder


def commit(folder: Path) -> None:
    """Have all that is in a folder in a commit."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "As it is")
