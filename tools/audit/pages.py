"""The page types of a site, and the type of each page."""

import re
import runpy
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from tools.audit.programs import ROOT
from tools.audit.sites import BuiltSite, Finding

SETTINGS = ("pelicanconf.py", "tests/demo/democonf.py")
"""Both sites': each says in its own language where its search and thank-you pages are."""
OTHER = "other"
"""Further pages of a list, yearly archives, lists of terms, drafts: audited like the rest."""
OF_ANY_BLOG = frozenset({"home", "archive", "404", "search"})
"""The types that even an empty blog has."""


def build_types(settings: Iterable[Mapping[str, Any]]) -> dict[str, re.Pattern[str]]:
    """A pattern of page paths for each type, for sites with these settings; the first that fits wins."""
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
    """A pattern of page paths for each type, for both of our sites."""
    return build_types([runpy.run_path(str(ROOT / name)) for name in SETTINGS])


def name_type(path: str) -> str:
    """The type of the page at a path below the site's folder; OTHER if none fits."""
    return next((name for name, pattern in read_types().items() if pattern.fullmatch(path)), OTHER)


def group_pages(paths: Iterable[str]) -> dict[str, list[str]]:
    """The pages by type, in the order of the types."""
    names = {path: name_type(path) for path in paths}
    types = [name for name in (*read_types(), OTHER) if name in names.values()]
    return {wanted: [path for path, name in names.items() if name == wanted] for wanted in types}


def choose_largest(sizes: Mapping[str, int], *, others: bool = False) -> dict[str, str]:
    """The largest page of each type, given their sizes; of OTHER too, if `others` is set."""
    return {
        name: max(pages, key=lambda path: (sizes[path], path))
        for name, pages in group_pages(sizes).items()
        if others or name != OTHER
    }


def find_missing_types(site: BuiltSite) -> list[Finding]:
    """The types of which the site has no page, so that no gap goes unnoticed.

    The demo must have them all; the real blog, those that even an empty blog has.
    """
    missing = (OF_ANY_BLOG if site.name == "real" else {*read_types()}) - group_pages(
        site.list_pages()
    ).keys()
    return [site.blame(name, "pages", "missing", "no page of this type was built") for name in missing]
