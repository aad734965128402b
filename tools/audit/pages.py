"""The types of pages that a site has, and which page is of which type."""

import re
import runpy
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from tools.audit.programs import ROOT
from tools.audit.sites import BuiltSite, Finding

SETTINGS = ("pelicanconf.py", "tests/demo/democonf.py")
"""Of both sites: each says in its own language where its search and its thanks are."""
OTHER = "other"
"""Older pages of a list, archives of a year, lists of terms, drafts: audited like the rest."""
OF_ANY_BLOG = frozenset({"home", "archive", "404", "search"})
"""The types that a blog without a text has, too."""


def build_types(settings: Iterable[Mapping[str, Any]]) -> dict[str, re.Pattern[str]]:
    """Each type by the paths of its pages, in sites of these settings; the first that fits is a page's."""
    search = {site["SEARCH_SAVE_AS"] for site in settings}
    thanks = {f"{site['COMMENTS'].get('thanks_page', '')}index.html" for site in settings}
    patterns = {
        "home": r"index\.html",
        "article": r"(?:[a-z]{2}/)?\d{4}/\d\d/\d\d/[^/]+/index\.html",
        "archive": r"archives/index\.html",
        "category": r"category/[^/]+/index\.html",
        "tag": r"tag/[^/]+/index\.html",
        "author": r"author/[^/]+/index\.html",
        "404": r"404\.html",
        "search": "|".join(map(re.escape, search)),
        "thank-you": "|".join(map(re.escape, thanks)),
        "page": r"(?!(?:authors|categories|tags|\d{4})/)[^/]+/index\.html",
    }
    return {name: re.compile(pattern) for name, pattern in patterns.items()}


@cache
def read_types() -> dict[str, re.Pattern[str]]:
    """Each type by the paths of its pages, in both of our sites."""
    return build_types([runpy.run_path(str(ROOT / name)) for name in SETTINGS])


def name_type(path: str) -> str:
    """The type of the page at a path below the site's folder, else OTHER."""
    return next((name for name, pattern in read_types().items() if pattern.fullmatch(path)), OTHER)


def group_pages(paths: Iterable[str]) -> dict[str, list[str]]:
    """The pages of each type that there are, in the order of the types."""
    names = {path: name_type(path) for path in paths}
    types = [name for name in (*read_types(), OTHER) if name in names.values()]
    return {wanted: [path for path, name in names.items() if name == wanted] for wanted in types}


def choose_largest(sizes: Mapping[str, int]) -> dict[str, str]:
    """The largest page of each type but OTHER, of pages of these sizes."""
    return {
        name: max(pages, key=lambda path: (sizes[path], path))
        for name, pages in group_pages(sizes).items()
        if name != OTHER
    }


def find_missing_types(site: BuiltSite) -> list[Finding]:
    """Each type of which the site has no page, so that no gap is silent.

    The demo has them all; what a blog must have is what it has before its first text.
    """
    missing = (OF_ANY_BLOG if site.name == "real" else {*read_types()}) - group_pages(
        site.list_pages()
    ).keys()
    return [site.blame(name, "pages", "missing", "no page of this type was built") for name in missing]
