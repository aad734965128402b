"""Every page has a type by its path, and a type without a page is a failure."""

from pathlib import Path

import pytest

from tools.audit.pages import OTHER, build_types, choose_largest, find_missing_types, name_type
from tools.audit.sites import BuiltSite

EXAMPLES = {
    "index.html": "home",
    "2015/11/20/le-tango/index.html": "article",
    "en/2025/05/12/a-tart/index.html": "article",
    "a-propos/index.html": "page",
    "archives/index.html": "archive",
    "category/cuisine/index.html": "category",
    "tag/pain/index.html": "tag",
    "author/camille/index.html": "author",
    "404.html": "404",
    "recherche/index.html": "search",
    "merci/index.html": "thank-you",
    "2015/index.html": OTHER,
    "2015/11/index.html": OTHER,
    "page/2/index.html": OTHER,
    "tag/pain/page/2/index.html": OTHER,
    "tags/index.html": OTHER,
    "drafts/un-brouillon/index.html": OTHER,
}


@pytest.mark.parametrize(("path", "name"), EXAMPLES.items())
def test_type_follows_from_the_path(path: str, name: str) -> None:
    assert name_type(path) == name


@pytest.mark.parametrize(
    ("path", "name", "thanks"),
    [
        ("search/index.html", "search", {"thanks_page": "thanks/"}),
        ("thanks/index.html", "thank-you", {"thanks_page": "thanks/"}),
        ("thanks/index.html", "page", {}),
        ("index.html", "home", {}),
        ("recherche/index.html", "page", {}),
    ],
)
def test_search_and_thanks_are_where_the_settings_have_them(
    path: str, name: str, thanks: dict[str, str]
) -> None:
    types = build_types([{"SEARCH_SAVE_AS": "search/index.html", "COMMENTS": thanks}])
    assert next(known for known, pattern in types.items() if pattern.fullmatch(path)) == name


def test_largest_page_of_each_type_is_chosen() -> None:
    sizes = {"index.html": 1, "a/index.html": 2, "b/index.html": 3, "tags/index.html": 4}
    assert choose_largest(sizes) == {"home": "index.html", "page": "b/index.html"}


@pytest.mark.parametrize(
    ("name", "missing"),
    [("real", {"search"}), ("demo", {"search", "article", "page", "category", "tag", "author", "thank-you"})],
)
def test_type_without_a_page_is_found(tmp_path: Path, name: str, missing: set[str]) -> None:
    """The real blog need not have what comes with its first text."""
    site = BuiltSite(name=name, base="", folder=tmp_path, siteurl="http://127.0.0.1:1")
    for path in ("index.html", "archives/index.html", "404.html"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).touch()
    found = find_missing_types(site)
    assert {finding.page for finding in found} == missing
    assert {(finding.site, finding.tool, finding.rule) for finding in found} == {
        (f"{name} /", "pages", "missing")
    }
