"""Sites for the tests, each built once per run: the demo site in several ways, an empty one, long threads."""

import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pelican.plugins.comments.site import Site, load_site
from pelican_toolkit.testing import read_page

pytest_plugins = [
    "tests.browser.fixtures",
    "tests.article.fixtures",
]

ROOT = Path(__file__).parent.parent
DEMO = ROOT / "tests" / "demo"
BuildFolder = Callable[..., Path]
MakeOnce = Callable[[str, Callable[[Path], object]], Path]
ReadPage = Callable[[str], BeautifulSoup]
Pages = dict[str, BeautifulSoup]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test in a folder named `browser`: `make browser` runs it, `make test` does not.

    Slow tests come first, so that at the end no process waits for another's.
    """
    for item in items:
        if "browser" in item.path.relative_to(ROOT).parts:
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session")
def make_once(tmp_path_factory: pytest.TempPathFactory) -> MakeOnce:
    """A function that creates a folder once per run, in whichever process of the run asks first.

    It calls `fill` with the empty folder, and returns the folder.
    """
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own

    def make(name: str, fill: Callable[[Path], object]) -> Path:
        folder, done = shared / name, shared / f"{name}.done"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)  # an earlier attempt failed
                folder.mkdir()
                fill(folder)
                done.touch()
        return folder

    return make


@pytest.fixture(scope="session")
def build_folder(make_once: MakeOnce) -> BuildFolder:
    """A function that builds a site as make does, without a warning and once per run, and returns its folder.

    It takes the settings file, a content folder to use instead of the settings', and environment variables.
    Tests must not change the folder.
    """

    def build(settings: str, content: Path | None = None, **environment: str) -> Path:
        own = {key: value for key, value in os.environ.items() if key not in {"SITEURL", "GITHUB_REPOSITORY"}}
        command = [sys.executable, "-m", "pelican", *([content] if content else []), "--settings", settings]

        def fill(output: Path) -> None:
            run = subprocess.run(
                [*command, "--output", output, "--fatal=warnings", "--extra-settings", "INCREMENTAL=false"],
                cwd=ROOT,
                env={**own, **environment},  # GitHub's machines set GITHUB_REPOSITORY
                capture_output=True,
                text=True,
                check=False,
            )
            assert run.returncode == 0, run.stdout + run.stderr

        inputs = repr((settings, content, sorted(environment.items())))
        return make_once(f"site-{sha256(inputs.encode()).hexdigest()[:16]}", fill)

    return build


@pytest.fixture(scope="session")
def nameless_publishconf() -> str:
    """This blog's publishconf.py without address, repository and server."""
    text = (ROOT / "publishconf.py").read_text(encoding="utf-8")
    nameless, count = re.subn(r'^(SITEURL|GITHUB_REPOSITORY) = "[^"]*"', r'\1 = ""', text, flags=re.MULTILINE)
    assert count == 2
    nameless, count = re.subn(
        r'^    "endpoint": [^,]*,', '    "endpoint": None,', nameless, flags=re.MULTILINE
    )
    assert count == 1
    return nameless


@pytest.fixture(scope="session")
def demo_path(build_folder: BuildFolder) -> Path:
    """The demo site, which has every feature; its form posts to a server."""
    return build_folder("tests/demo/democonf.py")


@pytest.fixture(scope="session")
def demo_project_path(build_folder: BuildFolder) -> Path:
    """The demo site as published at a project's address; its form leads to GitHub."""
    environment = {"DEMO_SITEURL": "https://example.org/repo", "DEMO_REPOSITORY": "example/blog"}
    return build_folder("tests/demo/democonf.py", **environment)


@pytest.fixture(scope="session")
def demo_preview_path(build_folder: BuildFolder) -> Path:
    """The demo site as `make html` builds it, with relative links."""
    return build_folder("tests/demo/democonf.py", DEMO_SITEURL="")


@pytest.fixture(scope="session")
def long_threads_path(make_once: MakeOnce, build_folder: BuildFolder) -> Path:
    """A site with two long discussions: `long` has 330 comments, `longer` 900."""
    content = make_once("long-threads", _write_long_threads)
    return build_folder("tests/demo/democonf.py", content, DEMO_SITEURL="https://demo.example.org/repo")


def _write_long_threads(content: Path) -> None:
    (content / "posts").mkdir()
    for slug, count in (("long", 330), ("longer", 900)):
        header = f"Title: Un fil {slug}\nDate: 2025-01-01 10:00\nSlug: {slug}\nCategory: Essais"
        (content / "posts" / f"{slug}.md").write_text(f"{header}\n\nAlors.\n", encoding="utf-8")
        folder = content / "comments" / slug
        folder.mkdir(parents=True)
        for number in range(1, count + 1):
            replyto = f"replyto: {number - number % 3}\n" if number % 3 and number > 3 else ""
            date = f"2025-{number // 80 + 1:02}-{number % 80 // 4 + 1:02}"
            text = f"author: Lecteur {number}\ndate: {date}\n{replyto}\nLe mot numéro{number}.\n"
            (folder / f"{number}.md").write_text(text, encoding="utf-8")


@pytest.fixture(scope="session")
def demo_blog() -> Site:
    """The demo site as the inbox server of `make devserver` sees it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DEMO_SITEURL", "")
        return load_site(DEMO / "democonf.py")


@pytest.fixture(scope="session")
def empty(make_once: MakeOnce, build_folder: BuildFolder) -> ReadPage:
    """A function that returns a page of an empty blog with the demo's settings, by its path."""
    content = make_once("empty", lambda _: None)
    return _make_reader(build_folder("tests/demo/democonf.py", content, DEMO_SITEURL=""))


@pytest.fixture(scope="session")
def demo(demo_path: Path) -> ReadPage:
    """A function that returns a page of the demo site by its path."""
    return _make_reader(demo_path)


@pytest.fixture(scope="session")
def pages(demo_path: Path, demo: ReadPage) -> Pages:
    """Every page of the demo site by its path, read once; not those at old addresses, which lead on."""
    paths = sorted(path.relative_to(demo_path).as_posix() for path in demo_path.rglob("*.html"))
    return {path: demo(path) for path in paths if not demo(path).select("meta[http-equiv=refresh]")}


@pytest.fixture(scope="session")
def demo_project(demo_project_path: Path) -> ReadPage:
    """A function that returns a page of the demo site at a project's address, by its path."""
    return _make_reader(demo_project_path)


def _make_reader(folder: Path) -> ReadPage:
    @cache
    def read(path: str) -> BeautifulSoup:
        return read_page(folder, path)

    return read
