"""Pages as JSON-LD, held against what search engines require of each type."""

import json
from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from pelican.plugins.discovery.models import Document, Site, Term
from pelican.plugins.discovery.schema import describe_document, describe_path, describe_site, render_graph

URL = "https://example.org/repo/2015/tango/"
COMMENTS = {"@type": "BlogPosting", "@id": "ignored", "commentCount": 2, "comment": [{"@type": "Comment"}]}


def test_article_is_a_posting_with_all_that_is_known_of_it(site: Site, article: Document) -> None:
    picture = "https://example.org/repo/images/un%20plat.jpg"
    assert describe_document(article, site, "Un texte", COMMENTS) == {
        "@type": "BlogPosting",
        "@id": URL,
        "mainEntityOfPage": URL,
        "headline": "Le tango",
        "description": "Un texte",
        "inLanguage": "fr",
        "image": picture,
        "video": {
            "@type": "VideoObject",
            "name": "Douze mesures",
            "description": "Un texte",
            "thumbnailUrl": picture,
            "uploadDate": "2015-11-20T10:00:00+01:00",
            "duration": "PT12S",
            "contentUrl": "https://example.org/repo/tango.mp4",
        },
        "datePublished": "2015-11-20T10:00:00+01:00",
        "dateModified": "2016-01-02T03:04:05+01:00",
        "author": [
            {"@type": "Person", "name": "Camille", "url": "https://example.org/repo/author/camille/"},
            {"@type": "Person", "name": "Dominique"},
        ],
        "articleSection": "Musique",
        "keywords": ["jazz", "nuit"],
        "commentCount": 2,
        "comment": [{"@type": "Comment"}],
    }


def test_page_says_nothing_that_is_not_known(site: Site, page: Document) -> None:
    assert describe_document(page, site, "", {}) == {
        "@type": "WebPage",
        "@id": "https://example.org/repo/a-propos/",
        "url": "https://example.org/repo/a-propos/",
        "name": "À propos",
        "inLanguage": "fr",
    }


def test_article_that_was_never_changed_was_changed_when_it_came_out(site: Site, article: Document) -> None:
    node = describe_document(replace(article, modified=None), site, "", {})
    assert node["dateModified"] == node["datePublished"]


def test_site_has_a_name_and_an_address(site: Site) -> None:
    assert describe_site(site) == {
        "@type": "WebSite",
        "@id": "https://example.org/repo/",
        "url": "https://example.org/repo/",
        "name": "Le site",
        "description": "De tout",
        "inLanguage": "fr",
    }


@pytest.mark.parametrize(
    ("category", "names"),
    [
        (Term(name="Musique", path="category/musique/"), ["Le site", "Musique", "Le tango"]),
        (Term(name="Musique"), ["Le site", "Le tango"]),
        (None, ["Le site", "Le tango"]),
    ],
)
def test_way_to_an_article_has_steps_that_have_pages(
    site: Site, article: Document, category: Term | None, names: list[str]
) -> None:
    steps = describe_path(replace(article, category=category), site)["itemListElement"]
    assert [step["name"] for step in steps] == names
    assert [step["position"] for step in steps] == [*range(1, len(names) + 1)]
    assert steps[0]["item"] == "https://example.org/repo/"
    assert steps[-1]["item"] == URL
    assert all("item" in step for step in steps)


@pytest.mark.parametrize(
    "text",
    [
        'Dire "oui"',
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "Sel & poivre &amp; <b>huile</b>",
        "L'été\u00a0: 20\u202f% 😉 \\ \n\u2028",
    ],
)
def test_no_text_breaks_the_script_or_its_data(site: Site, article: Document, text: str) -> None:
    described = describe_document(replace(article, title=text), site, text, {})
    html = f'<script type="application/ld+json">{render_graph(described)}</script><p>after</p>'
    page = BeautifulSoup(html, "html5lib")
    (script,) = page.select("script")
    assert page.p
    read: dict[str, Any] = json.loads(str(script.string))
    assert read == {"@context": "https://schema.org", "@graph": [described]}
    assert read["@graph"][0]["headline"] == text


def test_accents_stay_what_they_are(site: Site, page: Document) -> None:
    assert "À propos" in render_graph(describe_document(page, site, "", {}))
