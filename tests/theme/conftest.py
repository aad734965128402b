"""Every page of the built sites, and the files of the theme that they are made of."""

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

ReadPage = Callable[[str], BeautifulSoup]
Pages = dict[str, BeautifulSoup]


@pytest.fixture(scope="session")
def demo_pages(demo_path: Path, demo: ReadPage) -> Pages:
    """Every page of the demo site by its path."""
    return _read_pages(demo_path, demo)


@pytest.fixture(scope="session", params=["demo", "demo_project"])
def pages(request: pytest.FixtureRequest) -> Pages:
    """Every page of the demo site by its path: with a server for its form, and as a project's on GitHub."""
    folder: Path = request.getfixturevalue(f"{request.param}_path")
    return _read_pages(folder, request.getfixturevalue(request.param))


def _read_pages(folder: Path, read: ReadPage) -> Pages:
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    return {path: read(path) for path in paths}
