"""A blog as `make start` makes one, into which the tests import."""

import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.command.calling import call

ROOT = Path(__file__).parents[3]
Run = Callable[..., CompletedProcess[str]]


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """The folder of a blog in French that has only the pages it started with."""
    folder = tmp_path / "blog"
    settings = (ROOT / "template/fr/pelicanconf.py").read_text(encoding="utf-8")
    for name, value in {
        "sitename": "Chez Jeanne",
        "author": "Jeanne",
        "timezone": "Europe/Paris",
        "state": "open",
    }.items():
        settings = settings.replace(f"${name}", value)
    shutil.copytree(ROOT / "template/fr/content", folder / "content")
    for name in ("posts", "images", "videos", "extra"):
        (folder / "content" / name).mkdir(exist_ok=True)
    for name in (".nojekyll", "favicon.ico"):
        shutil.copy(ROOT / "content/extra" / name, folder / "content/extra")
    for name in ("siteconf.py", "publishconf.py"):
        shutil.copy(ROOT / name, folder)
    (folder / "theme").symlink_to(ROOT / "theme")
    (folder / "pelicanconf.py").write_text(settings.replace('"pagefind",', ""), encoding="utf-8")
    return folder


@pytest.fixture
def run(blog: Path) -> Run:
    """Calls `pelican-blog` in the blog."""
    return lambda *arguments: call(blog, *map(str, arguments))


def read_files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but those in its caches, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not {".cache", "output", "theme", "__pycache__"} & set(path.relative_to(folder).parts)
    }
