"""The real site with the thread of its article as it was found: readers go on adding to the live one."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

ROOT = Path(__file__).parents[2]
SLUG = "le-blues-du-community-manager"

BuildFolder = Callable[..., Path]


@pytest.fixture(scope="session")
def seeded_content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site's content, with the three comments of the source alone."""
    content = tmp_path_factory.mktemp("seeded") / "content"
    shutil.copytree(ROOT / "content", content)
    for path in (content / "comments" / SLUG).iterdir():
        if path.name not in {"1.md", "2.md", "3.md"}:
            path.unlink()
    return content


@pytest.fixture(scope="session")
def published_path(build_folder: BuildFolder, seeded_content: Path) -> Path:
    """The site as `make publish` builds it, for https://example.org and an issue form on GitHub."""
    environment = {"SITEURL": "https://example.org", "GITHUB_REPOSITORY": "example/blog"}
    return build_folder("publishconf.py", seeded_content, **environment)


@pytest.fixture(scope="session")
def previewed_path(build_folder: BuildFolder, seeded_content: Path) -> Path:
    """The site as `make html` builds it."""
    return build_folder("pelicanconf.py", seeded_content)


@pytest.fixture(scope="session")
def published(published_path: Path) -> Callable[[str], BeautifulSoup]:
    """A function that returns a page of the published site by its path."""

    def read(path: str) -> BeautifulSoup:
        return BeautifulSoup((published_path / path).read_text(encoding="utf-8"), "html.parser")

    return read
