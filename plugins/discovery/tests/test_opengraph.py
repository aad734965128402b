from dataclasses import replace

from pelican.plugins.discovery.models import Document, Picture, Site
from pelican.plugins.discovery.opengraph import list_properties


def test_article_says_all_that_is_known_of_it(site: Site, article: Document) -> None:
    assert [*list_properties(site, article.path, article, "Le tango", "Un texte")] == [
        ("og:type", "article"),
        ("og:site_name", "Le site"),
        ("og:title", "Le tango"),
        ("og:description", "Un texte"),
        ("og:url", "https://example.org/repo/2015/tango/"),
        ("og:locale", "fr_FR"),
        ("og:locale:alternate", "en_US"),
        ("og:image", "https://example.org/repo/images/un%20plat.jpg"),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
        ("og:image:alt", "Un « plat »"),
        ("article:published_time", "2015-11-20T10:00:00+01:00"),
        ("article:modified_time", "2016-01-02T03:04:05+01:00"),
        ("article:tag", "jazz"),
        ("article:tag", "nuit"),
    ]


def test_list_is_a_part_of_the_site(site: Site) -> None:
    assert dict(list_properties(site, "", None, "", "")) == {
        "og:type": "website",
        "og:site_name": "Le site",
        "og:title": "Le site",
        "og:description": "De tout",
        "og:url": "https://example.org/repo/",
        "og:locale": "fr_FR",
    }


def test_page_without_a_picture_shows_the_site_s(site: Site, page: Document, picture: Picture) -> None:
    with_picture = replace(site, picture=picture)
    properties = dict(list_properties(with_picture, page.path, page, page.title, ""))
    assert properties["og:type"] == "website"
    assert properties["og:image"] == "https://example.org/repo/images/un%20plat.jpg"


def test_language_that_nobody_knows_is_not_said(site: Site, page: Document) -> None:
    properties = dict(list_properties(site, page.path, replace(page, lang="xx"), page.title, ""))
    assert "og:locale" not in properties
