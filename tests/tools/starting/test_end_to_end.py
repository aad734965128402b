"""A stranger's way: clone, start, write, check, publish; with packages of its own. It takes long."""

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from tools.starting.languages import LANGUAGES

from .conftest import ROOT, TYPED, commit, git

HOME = os.environ.get("HOME", "")
"""Where this machine says from where packages come; the other tests know another one."""
FOREIGN = re.compile(r"MAKE|MFLAGS|COV|PYTEST|VIRTUAL_ENV|SITEURL|GITHUB_REPOSITORY")
"""What this run has in its environment, and a stranger's has not."""

Run = Callable[..., str]

OWN_TESTS = "tests/site tests/theme tests/tools tests/test_workflows.py tests/test_docs.py"
"""The tests that read a blog's settings, texts, theme or documents."""


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


PICTURE = "images/Ma soupe été.JPG"
WORDS = f"""
Le sable, l'eau : "rien d'autre" ! Un modèle s'écrit {{{{ nom }}}}, et <kbd>Ctrl ;</kbd> copie.

## À marée basse

![Une soupe]({{static}}/{PICTURE})

[La recette]({{static}}/images/recette.pdf), [un son]({{static}}/images/son.mp3),
[ailleurs](https://example.org/un/texte).
"""
COMMENT = """\
author: Paul
date: 2026-11-25T10:00:00+01:00

Voir http://localhost:8000/ ; la version 10.0.19.1 marche.
"""
"""A reader's words may be any."""


def write_blog(blog: Path, run: Run) -> None:
    """Do what a writer may do, and readers: none of it is the business of a test of the code."""
    settings = blog / "pelicanconf.py"
    text = settings.read_text(encoding="utf-8")
    dated = 'ARTICLE_URL = "{date:%Y}/{date:%m}/{date:%d}/{slug}/"'
    assert dated in text
    settings.write_text(text.replace(dated, 'ARTICLE_URL = "{slug}/"'), encoding="utf-8")
    (file,) = re.findall(r"Wrote (\S+)", run("make", "new", "TITLE=Un été à la mer"))
    with (blog / file).open("a", encoding="utf-8") as post:
        post.write(WORDS)
    Image.new("RGB", (1600, 1200), "teal").save(blog / "content" / PICTURE, "jpeg")
    for name in ("recette.pdf", "son.mp3"):
        (blog / "content/images" / name).write_bytes(b"What it holds does not matter.")
    comment = blog / "content/comments/un-ete-a-la-mer/1.md"
    comment.parent.mkdir()
    comment.write_text(COMMENT, encoding="utf-8")


def check(run: Run, *, in_browser: bool) -> None:
    """Pass where those parts of `make check` do that go by what a blog changes, with no test skipped.

    The plugins are the same in every blog, and are tested here.
    """
    run("make", "lint")
    runs = [run("make", "test", f"T={OWN_TESTS}"), *([run("make", "browser")] if in_browser else [])]
    for printed in runs:
        (words,) = re.findall(r"^(?:=+ )?(\d+ passed.*) in [\d.:]+s", printed, re.MULTILINE)
        assert not re.search("failed|error|skipped", words), printed


@pytest.mark.start
@pytest.mark.parametrize("language", TYPED)
def test_blog_passes_every_check_and_is_published(blog: Path, run: Run, language: str) -> None:
    """The French one as it begins, the English one also with a text, a picture and a comment in it."""
    run("make", "start", *(f"{name}={value}" for name, value in TYPED[language].items()))
    commit(blog)
    run("make", "html")
    home = read_page(blog / "output/index.html")
    assert home.html
    assert home.html["lang"] == language
    assert home.select("article") == []
    assert (blog / "output" / LANGUAGES[language].search / "index.html").is_file()
    if language == "fr":
        check(run, in_browser=False)
        write_blog(blog, run)
    else:
        write_blog(blog, run)
        check(run, in_browser=True)
    commit(blog)

    run("make", "publish")
    article = read_page(blog / "output/un-ete-a-la-mer/index.html")
    repository = TYPED[language]["GITHUB_REPOSITORY"]
    (canonical,) = article.select("link[rel=canonical]")
    address = f"https://anne.github.io/{repository.split('/')[1]}"
    assert canonical["href"] == f"{address}/un-ete-a-la-mer/"
    assert article.select("article#comment-1")
    (form,) = article.select("form#answer")
    assert form["action"] == f"https://github.com/{repository}/issues/new"
    assert git(blog, "status", "--porcelain") == ""
