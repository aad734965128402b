"""A clone as a folder of files, and the blogs that are made from it."""

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from pelican_blog.git import run_git
from pelican_blog.starting import packages, wheels
from pelican_blog.starting.answers import Answers, build_answers
from pelican_blog.starting.clone import Clone, open_clone

from tests.clones import ROOT, list_sources

TYPED = {
    "SITENAME": "Anne's garden",
    "AUTHOR": "Anne",
    "GITHUB_REPOSITORY": "anne/garden",
    "LANGUAGE": "en",
    "TIMEZONE": "Europe/Paris",
    "BLOG": "../garden",
}
NEEDED = re.compile(r"[^/]+$|(command|plugins|template|theme|tools|\.github)/|content/extra/")
"""The files that blogs are made from, and that `make` needs."""

Choose = Callable[..., Answers]


@pytest.fixture
def choose() -> Choose:
    """A function that returns the usual answers, except for those that it is given."""

    def build(**others: str) -> Answers:
        return build_answers({**TYPED, **others})

    return build


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's files, including uncommitted ones, in one commit."""
    folder = tmp_path_factory.mktemp("sources") / "clone"
    for name in filter(NEEDED.match, list_sources()):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    for command in ("init --quiet", "add --all", "-c user.name=Dev -c user.email= commit --quiet -m Tools"):
        assert run_git(folder, *command.split()).returncode == 0
    return folder


BUILT: dict[bytes, tuple[str, bytes]] = {}
"""The name and content of each wheel that was built, by a digest of its sources."""


def build_wheels_once(folders: Iterable[Path], target: Path) -> Iterator[Path]:
    """In place of build_wheels(): builds from the same sources only once."""
    for folder in folders:
        files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        parts = (os.fsencode(path.relative_to(folder.parent)) + path.read_bytes() for path in files)
        digest = sha256(b"".join(parts)).digest()
        if digest not in BUILT:
            (built,) = wheels.build_wheels([folder], target)
            BUILT[digest] = built.name, built.read_bytes()
        name, data = BUILT[digest]
        (target / name).write_bytes(data)
        yield target / name


@pytest.fixture
def clone(sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clone:
    """A clone, which is the working folder, on a machine whose git knows no user."""
    (tmp_path / "home").mkdir()
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setattr(packages, "build_wheels", build_wheels_once)
    monkeypatch.chdir(shutil.copytree(sources, tmp_path / "clone"))
    return open_clone(Path())
