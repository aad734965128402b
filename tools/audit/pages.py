"""The types of pages that a site has, and which page is of which type."""

import re
from collections.abc import Iterable, Mapping

from tools.audit.findings import Finding

PAGE_TYPES: Mapping[str, re.Pattern[str]] = {
    "home": re.compile(r"index\.html"),
    "article": re.compile(r"(?:[a-z]{2}/)?\d{4}/\d\d/\d\d/[^/]+/index\.html"),
    "page": re.compile(
        r"(?!(?:archives|authors|categories|merci|recherche|tags|\d{4})/)[^/]+/index\.html",
    ),
    "archive": re.compile(r"archives/index\.html"),
    "category": re.compile(r"category/[^/]+/index\.html"),
    "tag": re.compile(r"tag/[^/]+/index\.html"),
    "author": re.compile(r"author/[^/]+/index\.html"),
    "404": re.compile(r"404\.html"),
    "search": re.compile(r"recherche/index\.html"),
    "thank-you": re.compile(r"merci/index\.html"),
}
"""Each type that a site must have, by the paths of its pages (the addresses in pelicanconf.py)."""
OTHER = "other"
"""Older pages of a list, archives of a year, lists of terms, drafts: audited like the rest."""


def name_type(path: str) -> str:
    """The type of the page at a path below the site's folder, else OTHER."""
    return next((name for name, pattern in PAGE_TYPES.items() if pattern.fullmatch(path)), OTHER)


def group_pages(paths: Iterable[str]) -> dict[str, list[str]]:
    """The pages of each type, an empty list where there is none; in the order of PAGE_TYPES, OTHER last."""
    groups: dict[str, list[str]] = {name: [] for name in (*PAGE_TYPES, OTHER)}
    for path in sorted(paths):
        groups[name_type(path)].append(path)
    return groups


def find_missing_types(site: str, paths: Iterable[str]) -> list[Finding]:
    """Each type of which the site has no page, so that no gap is silent."""
    return [
        Finding(site=site, page=name, tool="pages", rule="missing", where="no page of this type was built")
        for name, pages in group_pages(paths).items()
        if not pages and name != OTHER
    ]
