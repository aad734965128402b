"""A scratch blog in a repository of its own, and the commands of its writer."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bad_texts import write_texts as write_files
from tests.command.calling import call

__all__ = ["write_files"]

ROOT = Path(__file__).parents[3]
SETTINGS = """\
PATH = "content"
CACHE_PATH = ".cache"
SITENAME = "Tango"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
THEME = "simple"
ARTICLE_PATHS = ["posts"]
STATIC_PATHS = ["images"]
ARTICLE_SAVE_AS = "{slug}.html"
DRAFT_SAVE_AS = "drafts/{slug}.html"
THEME_TEMPLATES_OVERRIDES = ["templates"]
PLUGINS = ["comments"]
COMMENTS = {}
"""
TEMPLATE = """\
{% extends "!theme/article.html" %}
{% block content %}{{ super() }}{% include "comments/discussion.html" %}{% endblock %}
"""
PUBLISHED = {"SITEURL": "https://blog.example.org", "GITHUB_REPOSITORY": "you/blog"}

Run = Callable[..., subprocess.CompletedProcess[str]]


def write_post(title: str, *header: str) -> str:
    lines = (f"Title: {title}", "Date: 2015-11-20", f"Slug: {title.lower()}", *header)
    return "\n".join([*lines, "", "Some words.\n"])


@pytest.fixture(autouse=True)
def _machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine whose git knows its owner and nothing about the one that the tests run on."""
    for name in [name for name in os.environ if name.startswith("GIT_")] + ["SITEURL", "GITHUB_REPOSITORY"]:
        monkeypatch.delenv(name, raising=False)
    home = tmp_path / "home"
    user = "[user]\nname = Anne\nemail = anne@example.org\n[init]\ndefaultBranch = main\n"
    write_files(home, {".gitconfig": user})
    places = {"HOME": home, "XDG_CONFIG_HOME": home, "GIT_CEILING_DIRECTORIES": tmp_path}
    for name, value in {**places, "GIT_CONFIG_NOSYSTEM": "1"}.items():
        monkeypatch.setenv(name, str(value))


@pytest.fixture
def blog(tmp_path: Path, nameless_publishconf: str) -> Path:
    """A blog that can be published, with everything committed."""
    folder = tmp_path / "blog"
    files = {
        ".gitignore": "/output/\n/.cache/\n/inbox/\n__pycache__/\n",
        "pelicanconf.py": SETTINGS,
        "publishconf.py": nameless_publishconf,
        "templates/article.html": TEMPLATE,
        "content/posts/tango.md": write_post("Tango"),
        "content/images/cat.txt": "a cat",
    }
    write_files(folder, files)
    git(folder, "init", "--quiet")
    commit(folder)
    return folder


@pytest.fixture
def publish(blog: Path) -> Run:
    """A function that publishes the blog as `make publish` does, or runs another command."""

    def run(*options: str, command: str = "publish", **environment: str) -> subprocess.CompletedProcess[str]:
        return call(blog, command, *options, **{**PUBLISHED, **environment})

    return run


def git(folder: Path, *arguments: str) -> str:
    """What git prints."""
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "By hand")


def list_files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
