"""The sitemaps of the built sites, held against their pages."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from plugins.discovery.tests.formats import find_sitemap_faults

Pages = dict[str, BeautifulSoup]


@pytest.mark.parametrize("name", ["demo_path", "demo_project_path"])
def test_sitemap_is_valid(request: pytest.FixtureRequest, name: str) -> None:
    folder: Path = request.getfixturevalue(name)
    assert not find_sitemap_faults((folder / "sitemap.xml").read_text(encoding="utf-8"))


def test_sitemap_has_each_page_that_may_be_found_but_later_pages_of_lists(
    pages: Pages, demo_path: Path
) -> None:
    expected = {
        page.select_one('link[rel="canonical"]')["href"]
        for path, page in pages.items()
        if not page.select('meta[name="robots"][content*="noindex"]') and "page/" not in path
    }
    source = (demo_path / "sitemap.xml").read_text(encoding="utf-8")
    assert set(re.findall("<loc>(.*)</loc>", source)) == expected


def test_sitemap_is_not_new_at_each_build(demo_path: Path, pages: Pages) -> None:
    """Each moment in it stands in a page too."""
    source = (demo_path / "sitemap.xml").read_text(encoding="utf-8")
    shown = {tag["datetime"] for page in pages.values() for tag in page.select("time[datetime]")}
    assert set(re.findall("<lastmod>(.*)</lastmod>", source)) <= shown


def test_robots_are_led_to_the_sitemap(demo_path: Path) -> None:
    lines = (demo_path / "robots.txt").read_text(encoding="utf-8").splitlines()
    assert "Sitemap: https://demo.example.org/sitemap.xml" in lines
    assert not [line for line in lines if line.startswith("Disallow")]
