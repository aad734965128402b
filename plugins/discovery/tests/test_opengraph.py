"""OpenGraph, the locales that it wants, and the sitemap."""

from dataclasses import replace
from datetime import datetime

from pelican.plugins.discovery.locales import find_locale
from pelican.plugins.discovery.models import Document, Picture, Site
from pelican.plugins.discovery.opengraph import list_properties
from pelican.plugins.discovery.sitemap import Entry, render_robots, render_sitemap

SITE = "https://example.org/repo"


def test_article_says_all_that_is_known_of_it(site: Site, article: Document) -> None:
    assert [*list_properties(site, article.path, article, "Le tango", "Un texte")] == [
        ("og:type", "article"), ("og:site_name", "Le site"), ("og:title", "Le tango"),
        ("og:description", "Un texte"), ("og:url", f"{SITE}/2015/tango/"), ("og:locale", "fr_FR"),
        ("og:locale:alternate", "en_US"), ("og:image", f"{SITE}/images/un%20plat.jpg"),
        ("og:image:width", "1200"), ("og:image:height", "630"), ("og:image:alt", "Un « plat »"),
        ("article:published_time", "2015-11-20T10:00:00+01:00"),
        ("article:modified_time", "2016-01-02T03:04:05+01:00"),
        ("article:tag", "jazz"), ("article:tag", "nuit"),
    ]  # fmt: skip


def test_article_without_dates_names_none(site: Site, article: Document) -> None:
    undated = replace(article, published=None, modified=None)
    assert not [name for name, _ in list_properties(site, "", undated, "", "") if name.endswith("_time")]


def test_list_and_page_are_a_part_of_the_site_and_show_its_picture(site: Site, page: Document) -> None:
    expected = {
        "og:type": "website", "og:site_name": "Le site", "og:title": "Le site", "og:description": "De tout",
        "og:url": f"{SITE}/", "og:locale": "fr_FR",
    }  # fmt: skip
    assert dict(list_properties(site, "", None, "", "")) == expected
    pictured = replace(site, picture=Picture(path="https://cdn.example/a b", alt="A"))
    properties = dict(list_properties(pictured, "", replace(page, lang="xx"), "", ""))
    del expected["og:locale"]  # of a language that nobody knows
    assert properties == {**expected, "og:image": "https://cdn.example/a%20b", "og:image:alt": "A"}


def test_language_gets_the_territory_where_it_is_spoken_most() -> None:
    locales = {
        "fr": "fr_FR", "en": "en_US", "FR": "fr_FR", "fr-CA": "fr_CA", "en_gb": "en_GB", "br": "br_FR",
        "zh": "zh_CN", "zh-Hant": "zh_TW", "zh-Hant-HK": "zh_HK", "sr-Latn": "sr_RS",
        **dict.fromkeys(("", "xx", "klingon-empire", "français", '"><script>')),
    }  # fmt: skip
    assert {tag: find_locale(tag) for tag in locales} == locales


def test_pages_are_in_the_sitemap_once_each_in_the_order_of_their_paths(site: Site) -> None:
    day = datetime.fromisoformat("2015-11-20T10:00:00.123456+01:00")
    entries = [
        Entry(path="b/é & <x>/", changed=None),
        Entry(path="a/", changed=day, languages=(("fr", "a/"), ("x-default", "a/"))),
        Entry(path="a/", changed=None),
    ]
    assert render_sitemap(site, entries) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        f"<url>\n  <loc>{SITE}/a/</loc>\n"
        "  <lastmod>2015-11-20T10:00:00+01:00</lastmod>\n"
        f'  <xhtml:link rel="alternate" hreflang="fr" href="{SITE}/a/"/>\n'
        f'  <xhtml:link rel="alternate" hreflang="x-default" href="{SITE}/a/"/>\n'
        f"</url>\n<url>\n  <loc>{SITE}/b/%C3%A9%20&amp;%20%3Cx%3E/</loc>\n</url>\n</urlset>\n"
    )


def test_robots_may_read_all_and_are_led_to_the_sitemap(site: Site) -> None:
    rules = "User-agent: *\nAllow: /\n"
    assert render_robots(site, has_sitemap=True) == f"{rules}\nSitemap: {SITE}/sitemap.xml\n"
    assert render_robots(site, has_sitemap=False) == rules
