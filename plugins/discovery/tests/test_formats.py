"""The checks find what they are there to find."""

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
COMMENT = {"@type": "Comment", "author": PERSON, "text": "x"}
URLSET = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">'
    "{}</urlset>"
)
LOC = "<loc>https://example.org/</loc>"
LINK = '<xhtml:link rel="alternate" hreflang="fr" href="https://example.org/"/>'


def test_document_without_faults_passes() -> None:
    assert find_json_feed_faults(FEED) == []
    assert find_schema_faults({"@context": "https://schema.org", "@graph": [PERSON, COMMENT]}) == []
    assert find_sitemap_faults(URLSET.format(f"<url>{LOC}{LINK}</url>")) == []


def test_fault_of_a_json_feed_is_found() -> None:
    items = [
        {**ITEM, "id": ""}, {**ITEM, "url": "/1"}, {**ITEM, "date_published": "2015-11-20"}, {"id": "1"},
        {**ITEM, "tags": [1]}, {**ITEM, "authors": [{}]}, {**ITEM, "generator": "x"},
    ]  # fmt: skip
    for change in (
        {"version": "https://jsonfeed.org/version/1"}, {"title": None}, {"items": [ITEM, ITEM]},
        {"feed_url": "feed.json"}, {"generator": "x"}, *({"items": [item]} for item in items),
    ):  # fmt: skip
        assert find_json_feed_faults({**FEED, **change}), change


def test_fault_of_a_schema_is_found() -> None:
    assert find_schema_faults({"@context": "https://schema.org"})
    for node in (
        {"@type": "Person"}, {"@type": "Persn", "name": "x"}, {**PERSON, "url": "author/x/"},
        {**PERSON, "worksFor": {}}, {**PERSON, "knows": [{"@type": "Person"}]},
        {**COMMENT, "datePublished": "2015-11-20T10:00:00"},
    ):  # fmt: skip
        assert find_schema_faults({"@context": "https://schema.org", "@graph": [node]}), node


@pytest.mark.parametrize(
    "urls",
    ["<url/>", "<url><loc>/x</loc></url>", "<url><loc>https://example.org/é</loc></url>",
     f"<url>{LOC}<lastmod>2015-11-20T10:00:00</lastmod></url>", f"<url>{LOC}<priority>1</priority></url>",
     f"<url>{LOC}</url><url>{LOC}</url>", f"<url>{LOC}{LINK.replace('href=', 'ref=')}</url>",
     f"<url>{LOC}{LINK.replace('org/', 'org/x')}</url>"],
)  # fmt: skip
def test_fault_of_a_sitemap_is_found(urls: str) -> None:
    assert find_sitemap_faults(URLSET.format(urls))
    assert find_sitemap_faults("<urlset/>")


@pytest.mark.parametrize("text", ["", "2015-11-20", "2015-11-20T10:00+01:00", "2015-11-20 10:00:00+01:00"])
def test_what_is_not_a_moment_is_found(text: str) -> None:
    assert not is_moment(text)
