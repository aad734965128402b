"""Every page of the real site and of the demo site passes every check."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.site import checks
from tools.audit.links import find_dead_links, read_pages

TEXTS = {".html", ".xml", ".json", ".txt", ".css", ".js", ".svg"}
SITES = {"site_path": "https://example.org", "demo_path": "https://demo.example.org"}


def list_files(folder: Path) -> list[Path]:
    return [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]


@pytest.fixture(scope="session", params=SITES)
def built(request: pytest.FixtureRequest) -> tuple[Path, str]:
    return request.getfixturevalue(request.param), SITES[request.param]


@pytest.fixture(scope="session")
def pages(built: tuple[Path, str]) -> dict[str, BeautifulSoup]:
    found = read_pages(built[0])
    assert len(found) >= 10
    return found


@pytest.mark.parametrize("check", checks.CHECKS, ids=lambda check: check.__name__)
def test_every_page_passes(pages: dict[str, BeautifulSoup], check: checks.Check) -> None:
    assert [f"{path}: {fault}" for path, page in pages.items() for fault in check(page)] == []


def test_no_link_leads_nowhere(pages: dict[str, BeautifulSoup], built: tuple[Path, str]) -> None:
    folder, siteurl = built
    assert find_dead_links(pages, folder, siteurl) == []


def test_no_link_of_the_preview_leads_nowhere(preview_path: Path) -> None:
    """Its links are relative, so that it can be read from the disk, at whatever depth."""
    assert find_dead_links(read_pages(preview_path), preview_path, preview_path.as_uri()) == []


def test_nothing_that_only_builds_the_site_is_published(site_path: Path) -> None:
    kinds = {path.suffix for path in list_files(site_path) if path.name != ".nojekyll"}
    pictures = {".ico", ".png", ".avif", ".webp", ".jpg", ".webm", ".mp4"}
    index = {".pagefind", ".pf_fragment", ".pf_index", ".pf_meta"}
    assert kinds == TEXTS | pictures | index
    assert {path.parts[0] for path in list_files(site_path) if path.suffix in index} == {"pagefind"}
    assert (site_path / ".nojekyll").is_file()


def test_no_file_holds_an_address(site_path: Path) -> None:
    texts = [path for path in site_path.rglob("*") if path.suffix in TEXTS]
    assert len(texts) > 15
    assert [
        fault for path in texts for fault in checks.find_addresses_in(path.read_text(encoding="utf-8"))
    ] == []
