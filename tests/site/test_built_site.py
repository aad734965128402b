"""Every page of the built sites passes every check."""

from itertools import product
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.site import checks
from tools.audit.links import find_dead_links, read_pages

SITES = {
    "site_path": "https://example.org",
    "demo_path": "https://demo.example.org",
}
PREVIEWS = ["preview_path", "demo_preview_path"]
_SUFFIXES = "html css js json xml txt svg ico png jpg avif webp mp4 webm"
KINDS = {f".{suffix}" for suffix in _SUFFIXES.split()}
"""What a build makes, and what the theme and texts bring."""
INDEX = {".pagefind", ".pf_fragment", ".pf_index", ".pf_meta"}


@pytest.fixture(scope="session", params=SITES)
def built(request: pytest.FixtureRequest) -> tuple[Path, str]:
    return request.getfixturevalue(request.param), SITES[request.param]


@pytest.fixture(scope="session")
def pages(built: tuple[Path, str]) -> dict[str, BeautifulSoup]:
    found = read_pages(built[0])
    assert "index.html" in found
    return found


def find_faults(pages: dict[str, BeautifulSoup]) -> list[tuple[str, str, str]]:
    """The path, the check and the fault of each page that does not pass."""
    checked = product(pages.items(), checks.CHECKS)
    return [(path, check.__name__, fault) for (path, page), check in checked for fault in check(page)]


def test_every_page_passes(pages: dict[str, BeautifulSoup]) -> None:
    assert find_faults(pages) == []


def test_every_page_of_a_project_passes(demo_project_path: Path) -> None:
    pages = read_pages(demo_project_path)
    assert len(pages) > 40
    assert find_faults(pages) == []


def test_no_link_leads_nowhere(pages: dict[str, BeautifulSoup], built: tuple[Path, str]) -> None:
    folder, siteurl = built
    assert find_dead_links(pages, folder, siteurl) == []


@pytest.mark.parametrize("name", PREVIEWS)
def test_no_link_of_a_preview_leads_nowhere(request: pytest.FixtureRequest, name: str) -> None:
    """Its links are relative, so that it can be read from the disk, at whatever depth."""
    folder: Path = request.getfixturevalue(name)
    assert find_dead_links(read_pages(folder), folder, folder.as_uri()) == []


def test_nothing_that_only_builds_the_site_is_published(built: tuple[Path, str]) -> None:
    folder, _ = built
    files = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
    assert {path.suffix for path in files if path.name != ".nojekyll"} - KINDS == INDEX
    assert {path.parts[0] for path in files if path.suffix in INDEX} == {"pagefind"}
