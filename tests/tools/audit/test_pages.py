"""Every page has a type by its path, and a type without a page is a failure."""

import dataclasses

from tests.tools.audit.conftest import MakeSite
from tools.audit.pages import OTHER, build_types, choose_largest, find_missing_types, name_type

EXAMPLES = {
    "home": ["index.html"],
    "article": ["2015/11/20/le-tango/index.html", "en/2025/05/12/a-tart/index.html"],
    "page": ["a-propos/index.html"],
    "archive": ["archives/index.html"],
    "category": ["category/cuisine/index.html"],
    "tag": ["tag/pain/index.html"],
    "author": ["author/camille/index.html"],
    "404": ["404.html"],
    "search": ["recherche/index.html"],
    "thank-you": ["merci/index.html"],
    OTHER: [
        *("2015/index.html", "2015/11/index.html", "page/2/index.html", "tag/pain/page/2/index.html"),
        *("tags/index.html", "drafts/un-brouillon/index.html"),
    ],
}


def test_type_follows_from_the_path() -> None:
    for name, paths in EXAMPLES.items():
        assert {path: name_type(path) for path in paths} == dict.fromkeys(paths, name)


def test_search_and_thanks_are_where_the_settings_have_them() -> None:
    for path, name, thanks in (
        ("search/index.html", "search", {"thanks_page": "thanks/"}),
        ("thanks/index.html", "thank-you", {"thanks_page": "thanks/"}),
        ("thanks/index.html", "page", {}),
        ("index.html", "home", {}),
        ("recherche/index.html", "page", {}),
    ):
        types = build_types([{"SEARCH_SAVE_AS": "search/index.html", "COMMENTS": thanks}])
        assert next(known for known, pattern in types.items() if pattern.fullmatch(path)) == name


def test_largest_page_of_each_type_is_chosen() -> None:
    sizes = {"index.html": 1, "a/index.html": 2, "b/index.html": 3, "tags/index.html": 4}
    largest = {"home": "index.html", "page": "b/index.html"}
    assert choose_largest(sizes) == largest
    assert choose_largest(sizes, others=True) == {**largest, OTHER: "tags/index.html"}


def test_type_without_a_page_is_found(make_site: MakeSite) -> None:
    """The real blog may lack what only comes with its first text."""
    demo = make_site(["index.html", "archives/index.html", "404.html"])
    missing = {*EXAMPLES} - {"home", "archive", "404", OTHER}
    assert {(found.site, found.page) for found in find_missing_types(demo)} == {
        ("demo /repo/", name) for name in missing
    }
    real = dataclasses.replace(demo, name="real")
    assert [(found.site, found.page) for found in find_missing_types(real)] == [("real /repo/", "search")]
