"""Pages → sitemap.xml (https://www.sitemaps.org/protocol.html) and robots.txt (RFC 9309)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from markupsafe import escape

from .models import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A page that search engines may list."""

    path: str
    changed: datetime | None
    """When what it shows last changed; aware. None if nothing on it has a date."""
    languages: tuple[tuple[str, str], ...] = ()
    """Of a translated page: (language tag or `x-default`, path), including its own."""


_START = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)
_END = "</urlset>\n"


def render_sitemap(site: Site, entries: Iterable[Entry]) -> str:
    """The sitemap of these pages by their paths, each once: of two with one path the first.

    Nothing in it depends on the moment of the build.
    """
    by_path: dict[str, Entry] = {}
    for entry in entries:
        by_path.setdefault(entry.path, entry)
    pages = (_render_entry(site, entry) for _, entry in sorted(by_path.items()))
    return f"{_START}{''.join(pages)}{_END}"


def render_robots(site: Site, *, has_sitemap: bool) -> str:
    """A robots.txt that forbids nothing and leads to the sitemap, if there is one."""
    rules = "User-agent: *\nAllow: /\n"
    return f"{rules}\nSitemap: {site.address('sitemap.xml')}\n" if has_sitemap else rules


def _render_entry(site: Site, entry: Entry) -> str:
    lines = [f"<url>\n  <loc>{escape(site.address(entry.path))}</loc>\n"]
    if entry.changed:  # W3C-DTF, with its zone
        lines.append(f"  <lastmod>{entry.changed.isoformat(timespec='seconds')}</lastmod>\n")
    for lang, path in entry.languages:
        address = escape(site.address(path))
        lines.append(f'  <xhtml:link rel="alternate" hreflang="{escape(lang)}" href="{address}"/>\n')
    return "".join([*lines, "</url>\n"])
