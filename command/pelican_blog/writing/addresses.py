"""The addresses of new posts and pages, and those that the site itself uses."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from pelican.contents import Article, Page
from pelican.plugins.pagefind.index import FOLDER as PAGEFIND_FOLDER
from pelican.settings import DEFAULT_CONFIG

from pelican_blog.blog import Blog

_DATE = re.compile(r"\{date:[^}]*\}")


def find_post_address(slug: str, date: datetime, blog: Blog) -> str:
    """The address of a post, relative to the site's: `2026/11/22/my-article/`."""
    return str(Article("", {"title": slug, "slug": slug, "date": date}, blog.settings).url)


def find_page_address(slug: str, blog: Blog) -> str:
    """The address of a page, relative to the site's: `a-propos/`."""
    return str(Page("", {"title": slug, "slug": slug}, blog.settings).url)


def find_owner(address: str, blog: Blog) -> str | None:
    """The setting that already uses this address, or None if it is free."""
    for setting, path in _list_places(blog.settings):
        first = path.strip("/").split("/")[0]
        if first and re.fullmatch("[0-9]+".join(map(re.escape, _DATE.split(first))), address.strip("/")):
            return setting
    return None


def _list_places(settings: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each path, or path pattern, that the site uses, with its setting."""
    for setting, value in settings.items():
        if re.search(r"_URL$|_SAVE_AS$|_FEED_|^FEED_", setting):
            # Only publishconf.py sets feeds, as they need absolute addresses: use Pelican's defaults here.
            yield setting, str(value or DEFAULT_CONFIG.get(setting) or "")
    for rule in settings["PAGINATION_PATTERNS"]:
        yield "PAGINATION_PATTERNS", rule.URL.removeprefix("{base_name}")
    for setting in ("STATIC_PATHS", "EXTRA_PATH_METADATA"):
        yield from ((setting, path) for path in settings[setting])
    yield "THEME_STATIC_DIR", settings["THEME_STATIC_DIR"]
    yield "COMMENTS", settings.get("COMMENTS", {}).get("endpoint") or ""
    yield "PAGEFIND", PAGEFIND_FOLDER
