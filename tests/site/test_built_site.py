"""Every page of the built sites passes every check, and no link of theirs is dead."""

import re
from itertools import product
from pathlib import Path

from tests.site import checks
from tests.theme.pages import ROOT, Pages
from tools.audit.links import find_dead_links, read_pages

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


def test_no_link_of_a_preview_is_dead(demo_preview_path: Path) -> None:
    """Its links are relative, so that it can be read from the disk, at whatever depth."""
    pages = read_pages(demo_preview_path)
    assert find_dead_links(pages, demo_preview_path, demo_preview_path.as_uri()) == []


def test_nothing_that_only_builds_the_site_is_published(site_path: Path, demo_path: Path) -> None:
    for folder in (site_path, demo_path):
        files = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
        assert {path.suffix for path in files if path.name != ".nojekyll"} - KINDS == INDEX
        assert {path.parts[0] for path in files if path.suffix in INDEX} == {"pagefind"}


def test_demo_has_values_of_its_own_for_all_that_a_blog_sets() -> None:
    """Else the tests would fail in the blog of a writer who has other wishes."""
    block = (ROOT / "pelicanconf.py").read_text(encoding="utf-8").split("\n# This blog\n")[1]
    demo = (ROOT / "tests/demo/democonf.py").read_text(encoding="utf-8")
    names, own = ({*re.findall(r"^([A-Z_]+)\b", text, re.MULTILINE)} for text in (block, demo))
    assert {"SITENAME", "COMMENTS"} <= names <= own
