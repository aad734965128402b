"""Pages of the site as it was found."""

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup


@pytest.fixture(scope="session")
def published(site_path: Path) -> Callable[[str], BeautifulSoup]:
    """A function that returns a page of the published site by its path."""

    def read(path: str) -> BeautifulSoup:
        return BeautifulSoup((site_path / path).read_text(encoding="utf-8"), "html.parser")

    return read
