"""Every page of the built sites, and the files of the theme that they are made of."""

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

ReadPage = Callable[[str], BeautifulSoup]
Pages = dict[str, BeautifulSoup]


@pytest.fixture(scope="session")
def pages(demo_path: Path, demo: ReadPage) -> Pages:
    """Every page of the demo site by its path; those of a project differ by addresses and forms alone."""
    paths = sorted(path.relative_to(demo_path).as_posix() for path in demo_path.rglob("*.html"))
    return {path: demo(path) for path in paths}
