"""Every page of the built sites passes every check, and no link of theirs is dead."""

from itertools import product
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.site import checks
from tools.audit.links import find_dead_links, read_pages

Pages = dict[str, BeautifulSoup]

_SUFFIXES = "html css js json xml txt svg ico png jpg avif webp mp4 webm"
KINDS = {f".{suffix}" for suffix in _SUFFIXES.split()}
"""What a build makes, and what the theme and texts bring."""
INDEX = {".pagefind", ".pf_fragment", ".pf_index", ".pf_meta"}


def find_faults(pages: Pages) -> list[tuple[str, str, str]]:
    """The path, the check and the fault of each page that does not pass."""
    checked = product(pages.items(), checks.CHECKS)
    return [(path, check.__name__, fault) for (path, page), check in checked for fault in check(page)]


def test_pages_of_the_demo_pass_and_no_link_is_dead(pages: Pages, demo_path: Path) -> None:
    assert len(pages) > 40
    assert find_faults(pages) == []
    assert find_dead_links(pages, demo_path, "https://demo.example.org") == []
    texts = {path: (demo_path / path).read_text(encoding="utf-8") for path in pages}
    marks = ("{{", "{%", "%(", "|attach|", "{static}", "{filename}")  # in attributes too
    assert not [(path, mark) for path, text in texts.items() for mark in marks if mark in text]


def test_pages_of_the_real_site_pass_and_no_link_is_dead(site_path: Path) -> None:
    pages = read_pages(site_path)
    assert "index.html" in pages
    assert find_faults(pages) == []
    assert find_dead_links(pages, site_path, "https://example.org") == []


def test_page_whose_form_leads_to_github_passes(demo_project_path: Path) -> None:
    """The other pages of a project differ by their addresses alone."""
    pages = read_pages(demo_project_path / "2025/03/20")
    assert pages
    assert find_faults(pages) == []


def test_no_link_of_a_preview_is_dead(demo_preview_path: Path) -> None:
    """Its links are relative, so that it can be read from the disk, at whatever depth."""
    pages = read_pages(demo_preview_path)
    assert find_dead_links(pages, demo_preview_path, demo_preview_path.as_uri()) == []


@pytest.mark.parametrize("name", ["site_path", "demo_path"])
def test_nothing_that_only_builds_the_site_is_published(request: pytest.FixtureRequest, name: str) -> None:
    folder: Path = request.getfixturevalue(name)
    files = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
    assert {path.suffix for path in files if path.name != ".nojekyll"} - KINDS == INDEX
    assert {path.parts[0] for path in files if path.suffix in INDEX} == {"pagefind"}
