"""Pages as JSON-LD, held against what search engines require of each type."""

import json
from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from pelican.plugins.discovery.models import Document, Site, Term
from pelican.plugins.discovery.schema import describe_document, describe_path, describe_site, render_graph

SITE = "https://example.org/repo"
URL = f"{SITE}/2015/tango/"
COMMENTS = {"@type": "BlogPosting", "@id": "ignored", "commentCount": 2, "comment": [{"@type": "Comment"}]}


def test_article_is_a_posting_with_all_that_is_known_of_it(site: Site, article: Document) -> None:
    day, picture = "2015-11-20T10:00:00+01:00", f"{SITE}/images/un%20plat.jpg"
    expected = {
        "@type": "BlogPosting", "@id": URL, "mainEntityOfPage": URL, "headline": "Le tango",
        "description": "Un texte", "inLanguage": "fr", "image": picture,
        "video": {
            "@type": "VideoObject", "name": "Douze mesures", "description": "Un texte",
            "thumbnailUrl": picture,
            "uploadDate": day, "duration": "PT12S", "contentUrl": f"{SITE}/tango.mp4",
        },
        "datePublished": day, "dateModified": "2016-01-02T03:04:05+01:00",
        "author": [
            {"@type": "Person", "name": "Camille", "url": f"{SITE}/author/camille/"},
            {"@type": "Person", "name": "Dominique"},
        ],
        "articleSection": "Musique", "keywords": ["jazz", "nuit"],
        "commentCount": 2, "comment": [{"@type": "Comment"}],
    }  # fmt: skip
    assert describe_document(article, site, "Un texte", COMMENTS) == expected
    unchanged = describe_document(replace(article, modified=None), site, "Un texte", COMMENTS)
    assert unchanged == {**expected, "dateModified": day}


def test_page_and_site_say_nothing_that_is_not_known(site: Site, page: Document) -> None:
    url = f"{SITE}/a-propos/"
    assert describe_document(page, site, "", {}) == {
        "@type": "WebPage", "@id": url, "url": url, "name": "À propos", "inLanguage": "fr"
    }  # fmt: skip
    assert describe_site(site) == {
        "@type": "WebSite", "@id": f"{SITE}/", "url": f"{SITE}/", "name": "Le site", "description": "De tout",
        "inLanguage": "fr",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("category", "names"),
    [
        (Term(name="Musique", path="category/musique/"), ["Le site", "Musique", "Le tango"]),
        (Term(name="Musique"), ["Le site", "Le tango"]),
        (None, ["Le site", "Le tango"]),
    ],
)
def test_path_to_an_article_has_steps_that_have_pages(
    site: Site, article: Document, category: Term | None, names: list[str]
) -> None:
    steps = describe_path(replace(article, category=category), site)["itemListElement"]
    assert [(step["position"], step["name"]) for step in steps] == [*enumerate(names, start=1)]
    assert (steps[0]["item"], steps[-1]["item"]) == (f"{SITE}/", URL)
    assert all("item" in step for step in steps)


@pytest.mark.parametrize(
    "text",
    ['Dire "oui"', "</script><script>alert(1)</script>", "<!--<script>", "Sel & poivre &amp; <b>huile</b>",
     "L'été\u00a0: 20\u202f% 😉 \\ \n\u2028"],
)  # fmt: skip
def test_no_text_breaks_the_script_or_its_data(site: Site, article: Document, text: str) -> None:
    described = describe_document(replace(article, title=text), site, text, {})
    html = f'<script type="application/ld+json">{render_graph(described)}</script><p>after</p>'
    page = BeautifulSoup(html, "html5lib")
    (script,) = page.select("script")
    assert page.p
    read: dict[str, Any] = json.loads(str(script.string))
    assert read == {"@context": "https://schema.org", "@graph": [described]}
    assert read["@graph"][0]["headline"] == text
    assert "É" in render_graph({"name": "É"})
