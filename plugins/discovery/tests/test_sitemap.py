from datetime import datetime

from pelican.plugins.discovery.models import Site
from pelican.plugins.discovery.sitemap import Entry, render_robots, render_sitemap


def test_pages_stand_once_each_in_the_order_of_their_paths(site: Site) -> None:
    day = datetime.fromisoformat("2015-11-20T10:00:00.123456+01:00")
    entries = [
        Entry(path="b/é & <x>/", changed=None),
        Entry(path="a/", changed=day, languages=(("fr", "a/"), ("x-default", "a/"))),
        Entry(path="a/", changed=None),
    ]
    assert render_sitemap(site, entries) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        "<url>\n"
        "  <loc>https://example.org/repo/a/</loc>\n"
        "  <lastmod>2015-11-20T10:00:00+01:00</lastmod>\n"
        '  <xhtml:link rel="alternate" hreflang="fr" href="https://example.org/repo/a/"/>\n'
        '  <xhtml:link rel="alternate" hreflang="x-default" href="https://example.org/repo/a/"/>\n'
        "</url>\n"
        "<url>\n"
        "  <loc>https://example.org/repo/b/%C3%A9%20&amp;%20%3Cx%3E/</loc>\n"
        "</url>\n"
        "</urlset>\n"
    )


def test_robots_may_read_all_and_are_led_to_the_sitemap(site: Site) -> None:
    assert render_robots(site) == (
        "User-agent: *\nAllow: /\n\nSitemap: https://example.org/repo/sitemap.xml\n"
    )
