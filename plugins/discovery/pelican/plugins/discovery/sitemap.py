"""Pages → sitemap.xml (https://www.sitemaps.org/protocol.html) and robots.txt (RFC 9309)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from .models import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A page that search engines may list."""

    path: str
    changed: datetime | None
    """When what it shows last changed; aware. None if nothing on it has a date."""
    languages: tuple[tuple[str, str], ...] = ()
    """Of a translated page: (language tag or `x-default`, path), including its own."""


_SITEMAP = Markup(
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    "{}"
    "</urlset>\n"
)
_PAGE = Markup("<url>\n  <loc>{}</loc>\n{}{}</url>\n")
_CHANGED = Markup("  <lastmod>{}</lastmod>\n")
_LANGUAGE = Markup('  <xhtml:link rel="alternate" hreflang="{}" href="{}"/>\n')


def render_sitemap(site: Site, entries: Iterable[Entry]) -> str:
    """The sitemap of these pages by their paths, each once: of two with one path the first.

    Nothing in it depends on the moment of the build.
    """
    by_path: dict[str, Entry] = {}
    for entry in entries:
        by_path.setdefault(entry.path, entry)
    pages = (_render_entry(site, entry) for _, entry in sorted(by_path.items()))
    return str(_SITEMAP.format(Markup().join(pages)))


def render_robots(site: Site, *, has_sitemap: bool) -> str:
    """A robots.txt that forbids nothing and leads to the sitemap, if there is one."""
    rules = "User-agent: *\nAllow: /\n"
    return f"{rules}\nSitemap: {site.address('sitemap.xml')}\n" if has_sitemap else rules


def _render_entry(site: Site, entry: Entry) -> Markup:
    changed = entry.changed.isoformat(timespec="seconds") if entry.changed else None  # W3C-DTF, with its zone
    return _PAGE.format(
        site.address(entry.path),
        _CHANGED.format(changed) if changed else "",
        Markup().join(_LANGUAGE.format(lang, site.address(path)) for lang, path in entry.languages),
    )
