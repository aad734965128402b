"""The types of pages that a site has, and which page is of which type."""

import re
import runpy
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any

from tools.audit.findings import Finding
from tools.audit.sites import ROOT

SETTINGS = ("pelicanconf.py", "tests/demo/democonf.py")
"""Of both sites: each says in its own language where its search and its thanks are."""
OTHER = "other"
"""Older pages of a list, archives of a year, lists of terms, drafts: audited like the rest."""
OF_ANY_BLOG = frozenset({"home", "archive", "404", "search"})
"""The types that a blog without a text has, too."""


def build_types(settings: Collection[Mapping[str, Any]]) -> dict[str, re.Pattern[str]]:
    """Each type by the paths of its pages, in sites of these settings."""
    search = _match_any(site["SEARCH_SAVE_AS"] for site in settings)
    thanks = _match_any(
        re.sub(r"(^|/)$", r"\1index.html", site["COMMENTS"]["thanks_page"])
        for site in settings
        if site["COMMENTS"].get("thanks_page")
    )
    lists = r"(?:archives|authors|categories|tags|\d{4})/index\.html"
    patterns = {
        "home": r"index\.html",
        "article": r"(?:[a-z]{2}/)?\d{4}/\d\d/\d\d/[^/]+/index\.html",
        "page": rf"(?!{lists}|{search}|{thanks})[^/]+/index\.html",
        "archive": r"archives/index\.html",
        "category": r"category/[^/]+/index\.html",
        "tag": r"tag/[^/]+/index\.html",
        "author": r"author/[^/]+/index\.html",
        "404": r"404\.html",
        "search": search,
        "thank-you": thanks,
    }
    return {name: re.compile(pattern) for name, pattern in patterns.items()}


def _match_any(paths: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted({re.escape(path) for path in paths})) or '(?!)'})"


@cache
def read_types() -> dict[str, re.Pattern[str]]:
    """Each type by the paths of its pages, in both of our sites."""
    return build_types([runpy.run_path(str(ROOT / name)) for name in SETTINGS])


def name_type(path: str) -> str:
    """The type of the page at a path below the site's folder, else OTHER."""
    return next((name for name, pattern in read_types().items() if pattern.fullmatch(path)), OTHER)


def group_pages(paths: Iterable[str]) -> dict[str, list[str]]:
    """The pages of each type, an empty list where there is none; in the order of the types, OTHER last."""
    groups: dict[str, list[str]] = {name: [] for name in (*read_types(), OTHER)}
    for path in sorted(paths):
        groups[name_type(path)].append(path)
    return groups


def find_missing_types(site: str, paths: Iterable[str]) -> list[Finding]:
    """Each type of which the site has no page, so that no gap is silent.

    The demo has them all; what a blog must have is what it has before its first text.
    """
    wanted = OF_ANY_BLOG if site.startswith("real ") else {*read_types()}
    return [
        Finding(site=site, page=name, tool="pages", rule="missing", where="no page of this type was built")
        for name, pages in group_pages(paths).items()
        if name in wanted and not pages
    ]
