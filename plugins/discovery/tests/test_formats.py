"""The checks find what they are there to find."""

from typing import Any

import pytest

from .formats import find_json_feed_faults, find_schema_faults, find_sitemap_faults, is_moment

ITEM = {
    "id": "1",
    "url": "https://example.org/1",
    "content_html": "x",
    "date_published": "2015-11-20T10:00:00Z",
}
FEED = {"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [ITEM]}
PERSON = {"@type": "Person", "name": "Camille"}

URLSET = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">'
    "{}</urlset>"
)
LOC = "<loc>https://example.org/</loc>"


def test_document_that_is_right_has_no_fault() -> None:
    assert find_json_feed_faults(FEED) == []
    assert find_schema_faults({"@context": "https://schema.org", "@graph": [PERSON]}) == []
    link = '<xhtml:link rel="alternate" hreflang="fr" href="https://example.org/"/>'
    assert find_sitemap_faults(URLSET.format(f"<url>{LOC}{link}</url>")) == []


@pytest.mark.parametrize(
    "change",
    [
        {"version": "https://jsonfeed.org/version/1"},
        {"title": None},
        {"items": [ITEM, ITEM]},
        {"items": [{**ITEM, "id": ""}]},
        {"items": [{**ITEM, "url": "/1"}]},
        {"items": [{**ITEM, "date_published": "2015-11-20"}]},
        {"items": [{**ITEM, "tags": [1]}]},
        {"items": [{**ITEM, "authors": [{}]}]},
        {"items": [{"id": "1"}]},
        {"feed_url": "feed.json"},
        {"generator": "x"},
    ],
)
def test_fault_of_a_json_feed_is_found(change: dict[str, Any]) -> None:
    assert find_json_feed_faults({**FEED, **change})


@pytest.mark.parametrize(
    "node",
    [
        {"@type": "Person"},
        {"@type": "Persn", "name": "x"},
        {**PERSON, "url": "author/x/"},
        {**PERSON, "worksFor": {}},
        {**PERSON, "knows": [{"@type": "Person"}]},
        {"@type": "Comment", "author": PERSON, "text": "x", "datePublished": "2015-11-20T10:00:00"},
    ],
)
def test_fault_of_a_schema_is_found(node: dict[str, Any]) -> None:
    assert find_schema_faults({"@context": "https://schema.org", "@graph": [node]})


def test_schema_without_a_graph_is_found() -> None:
    assert find_schema_faults({"@context": "https://schema.org"})


@pytest.mark.parametrize(
    "source",
    [
        "<urlset/>",
        URLSET.format("<url/>"),
        URLSET.format("<url><loc>/x</loc></url>"),
        URLSET.format("<url><loc>https://example.org/é</loc></url>"),
        URLSET.format(f"<url>{LOC}<lastmod>2015-11-20T10:00:00</lastmod></url>"),
        URLSET.format(f"<url>{LOC}<priority>1</priority></url>"),
        URLSET.format(f"<url>{LOC}</url><url>{LOC}</url>"),
        URLSET.format(
            f'<url>{LOC}<xhtml:link rel="alternate" hreflang="fr" ref="https://example.org/"/></url>'
        ),
        URLSET.format(
            f'<url>{LOC}<xhtml:link rel="alternate" hreflang="fr" href="https://example.org/x"/></url>'
        ),
    ],
)
def test_fault_of_a_sitemap_is_found(source: str) -> None:
    assert find_sitemap_faults(source)


@pytest.mark.parametrize("text", ["", "2015-11-20", "2015-11-20T10:00+01:00", "2015-11-20 10:00:00+01:00"])
def test_what_is_no_moment_is_found(text: str) -> None:
    assert not is_moment(text)
