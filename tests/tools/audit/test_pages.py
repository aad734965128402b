"""Every page has a type by its path, and a type without a page is a failure."""

import pytest

from tools.audit.pages import OTHER, PAGE_TYPES, find_missing_types, group_pages, name_type

EXAMPLES = {
    "index.html": "home",
    "2015/11/20/le-blues/index.html": "article",
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


def test_pages_are_grouped_by_type() -> None:
    groups = group_pages(EXAMPLES)
    assert list(groups) == [*PAGE_TYPES, OTHER]
    assert groups["article"] == ["2015/11/20/le-blues/index.html", "en/2025/05/12/a-tart/index.html"]
    assert sorted(path for paths in groups.values() for path in paths) == sorted(EXAMPLES)


def test_type_without_a_page_is_found() -> None:
    assert find_missing_types("demo /", EXAMPLES) == []
    (finding,) = find_missing_types("demo /", set(EXAMPLES) - {"recherche/index.html"})
    assert (finding.site, finding.page, finding.rule) == ("demo /", "search", "missing")
