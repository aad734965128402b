"""A stranger's way: clone, start, check, write, publish; with packages of its own. It takes long."""

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tools.starting.languages import LANGUAGES

from .conftest import ROOT, TYPED, commit, git

HOME = os.environ.get("HOME", "")
"""Where this machine says from where packages come; the other tests know another one."""
FOREIGN = re.compile(r"MAKE|MFLAGS|COV|PYTEST|VIRTUAL_ENV|SITEURL|GITHUB_REPOSITORY")
"""What this run has in its environment, and a stranger's has not."""

Run = Callable[..., str]


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A clone of this repository's last commit."""
    git(tmp_path, "clone", "--quiet", str(ROOT), "blog")
    return tmp_path / "blog"


@pytest.fixture
def run(blog: Path) -> Run:
    """A function that runs a command in the clone, which must succeed, and returns what it prints."""
    own = {key: value for key, value in os.environ.items() if not FOREIGN.match(key)}

    def run_command(*command: str) -> str:
        done = subprocess.run(
            command,
            cwd=blog,
            env={**own, "HOME": HOME, "REQUIRE_ALL_TESTS": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout
        return done.stdout

    return run_command


def read_page(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


@pytest.mark.start
@pytest.mark.parametrize("language", TYPED)
def test_blog_passes_every_check_before_and_after_its_first_text(blog: Path, run: Run, language: str) -> None:
    run("make", "start", *(f"{name}={value}" for name, value in TYPED[language].items()))
    commit(blog)
    run("make", "html")
    home = read_page(blog / "output/index.html")
    assert home.html
    assert home.html["lang"] == language
    assert home.select("article") == []
    assert (blog / "output" / LANGUAGES[language].search / "index.html").is_file()
    checked = run("make", "check")
    passed = re.findall(r"^=+ (.*) in [\d.:]+s.*=+$", checked, re.MULTILINE)
    assert len(passed) == 2, checked  # without and with a browser
    assert [words for words in passed if re.search("failed|error|skipped", words)] == []

    (file,) = re.findall(r"Wrote (\S+)", run("make", "new", "TITLE=Été à la mer"))
    with (blog / file).open("a", encoding="utf-8") as post:
        post.write("Le sable, l'eau : \"rien d'autre\" !\n\n## À marée basse\n\nDes coquillages.\n")
    comment = blog / "content/comments/ete-a-la-mer/1.md"
    comment.parent.mkdir()
    comment.write_text("author: Paul\ndate: 2026-11-25T10:00:00+01:00\n\nQuand y retournez-vous ?\n")
    run("make", "html")
    run("make", "test", "T=tests/site tests/test_workflows.py tests/test_docs.py")
    run(".venv/bin/python", "-m", "pytest", "-m", "browser", "tests/browser/test_walk.py")
    run(".venv/bin/pelican-comments", "check")
    commit(blog)

    run("make", "publish")
    (page,) = (blog / "output").glob("2*/*/*/ete-a-la-mer/index.html")
    article = read_page(page)
    repository = TYPED[language]["GITHUB_REPOSITORY"]
    (canonical,) = article.select("link[rel=canonical]")
    assert str(canonical["href"]).startswith(f"https://anne.github.io/{repository.split('/')[1]}/2")
    assert article.select("article#comment-1")
    (form,) = article.select("form#answer")
    assert form["action"] == f"https://github.com/{repository}/issues/new"
    assert git(blog, "status", "--porcelain") == ""
