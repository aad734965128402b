"""Every page has a type by its path, and a type without a page is a failure."""

import pytest

from tools.audit.pages import OTHER, build_types, find_missing_types, group_pages, name_type, read_types

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


def test_pages_are_grouped_by_type() -> None:
    groups = group_pages(EXAMPLES)
    assert list(groups) == [*read_types(), OTHER]
    assert groups["article"] == ["2015/11/20/le-tango/index.html", "en/2025/05/12/a-tart/index.html"]
    assert sorted(path for paths in groups.values() for path in paths) == sorted(EXAMPLES)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("search/index.html", "search"),
        ("thanks/index.html", "thank-you"),
        ("about/index.html", "page"),
        ("recherche/index.html", "page"),
        ("archives/index.html", "archive"),
    ],
)
def test_search_and_thanks_are_where_the_settings_have_them(path: str, name: str) -> None:
    settings = {"SEARCH_SAVE_AS": "search/index.html", "COMMENTS": {"thanks_page": "thanks/"}}
    types = build_types([settings])
    assert [known for known, pattern in types.items() if pattern.fullmatch(path)] == [name]


def test_blog_may_have_no_page_that_says_thanks() -> None:
    types = build_types([{"SEARCH_SAVE_AS": "search/index.html", "COMMENTS": {}}])
    assert not types["thank-you"].fullmatch("index.html")
    assert types["page"].fullmatch("thanks/index.html")


def test_blog_without_a_text_has_all_that_it_must_have() -> None:
    paths = ["index.html", "archives/index.html", "404.html", "recherche/index.html"]
    assert find_missing_types("real /repo/", paths) == []
    assert {finding.page for finding in find_missing_types("demo /", paths)} >= {"article", "page", "tag"}


def test_type_without_a_page_is_found() -> None:
    assert find_missing_types("demo /", EXAMPLES) == []
    (finding,) = find_missing_types("demo /", set(EXAMPLES) - {"recherche/index.html"})
    assert (finding.site, finding.page, finding.rule) == ("demo /", "search", "missing")
