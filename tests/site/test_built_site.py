"""Every page of the real site, whatever its writer has in it, and of the demo site passes every check."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pelican.settings import read_settings

from tests.site import checks
from tools.audit.links import find_dead_links, read_pages

ROOT = Path(__file__).parents[2]
SITES = {"site_path": "https://example.org", "demo_path": "https://demo.example.org"}
KINDS = {".html", ".css", ".js", ".json", ".xml", ".txt", ".svg", ".ico", ".png", ".jpg", ".avif", ".webp"}
"""What a build makes, and the theme brings."""
INDEX = {".pagefind", ".pf_fragment", ".pf_index", ".pf_meta"}
SOURCES = {".md", ".po", ".py", ".pyc", ".toml"}


@pytest.fixture(scope="session", params=SITES)
def built(request: pytest.FixtureRequest) -> tuple[Path, str]:
    return request.getfixturevalue(request.param), SITES[request.param]


@pytest.fixture(scope="session")
def pages(built: tuple[Path, str]) -> dict[str, BeautifulSoup]:
    found = read_pages(built[0])
    assert "index.html" in found
    return found


@pytest.mark.parametrize("check", checks.CHECKS, ids=lambda check: check.__name__)
def test_every_page_passes(pages: dict[str, BeautifulSoup], check: checks.Check) -> None:
    assert [f"{path}: {fault}" for path, page in pages.items() for fault in check(page)] == []


def test_no_link_leads_nowhere(pages: dict[str, BeautifulSoup], built: tuple[Path, str]) -> None:
    folder, siteurl = built
    assert find_dead_links(pages, folder, siteurl) == []


@pytest.mark.parametrize("name", ["preview_path", "demo_preview_path"])
def test_no_link_of_a_preview_leads_nowhere(request: pytest.FixtureRequest, name: str) -> None:
    """Its links are relative, so that it can be read from the disk, at whatever depth."""
    folder: Path = request.getfixturevalue(name)
    assert find_dead_links(read_pages(folder), folder, folder.as_uri()) == []


def test_nothing_that_only_builds_the_site_is_published(site_path: Path) -> None:
    """Beside what is built there are the kinds of files that the writer has among hers."""
    folders = read_settings(str(ROOT / "pelicanconf.py"))["STATIC_PATHS"]
    hers = {path.suffix for folder in folders for path in (ROOT / "content" / folder).rglob("*.*")}
    files = [path.relative_to(site_path) for path in site_path.rglob("*") if path.is_file()]
    kinds = {path.suffix for path in files if path.name != ".nojekyll"}
    assert kinds - KINDS - INDEX - (hers - SOURCES) == set()
    assert {path.parts[0] for path in files if path.suffix in INDEX} <= {"pagefind"}
    assert (site_path / ".nojekyll").is_file()
