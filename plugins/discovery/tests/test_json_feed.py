"""Atom feeds as JSON Feed."""

import json
from datetime import datetime
from typing import Any

from pelican.plugins.discovery.json_feed import rename_feed, render_json_feed

from .formats import find_json_feed_faults

FEED = {
    "title": "Le site", "link": "https://example.org/", "feed_url": "https://example.org/feeds/all.atom.xml",
    "subtitle": "De tout", "language": "fr",
}  # fmt: skip
ITEM: dict[str, Any] = {
    "unique_id": "urn:x", "link": "https://example.org/x/", "title": 'Dire "oui" & </script> 😉',
    "description": "<p>Une «&nbsp;<em title='>'>table</em>\u00a0»</p>\n", "content": "<p>Une table</p>",
    "pubdate": datetime.fromisoformat("2015-11-20T10:00:00.5+01:00"), "updateddate": None,
    "author_name": "Camille", "categories": ["Musique", "jazz"],
}  # fmt: skip


def test_feed_is_beside_its_atom_feed() -> None:
    renamed = {
        "feeds/all.atom.xml": "feeds/all.json", "feeds/all.xml": "feeds/all.json",
        "feeds/atom": "feeds/atom.json",
        "a.xml/all.atom": "a.xml/all.atom.json",
    }  # fmt: skip
    assert {path: rename_feed(path) for path in renamed} == renamed


def test_feed_says_what_the_atom_feed_says() -> None:
    changed = {"updateddate": datetime.fromisoformat("2016-01-01T00:00:00+00:00"), "language": "en"}
    changed |= {
        "image": "https://example.org/x.jpg",
        "unique_id": "urn:y",
        "author_name": None,
        "content": None,
    }
    document = json.loads(render_json_feed(FEED, [ITEM, {**ITEM, **changed}], "La rédaction"))
    assert not find_json_feed_faults(document)
    described = {
        "url": "https://example.org/x/", "title": 'Dire "oui" & </script> 😉', "tags": ["Musique", "jazz"],
        "summary": "Une «\u00a0table\u00a0»", "date_published": "2015-11-20T10:00:00+01:00",
    }  # fmt: skip
    assert document == {
        "version": "https://jsonfeed.org/version/1.1", "title": "Le site",
        "home_page_url": "https://example.org/",
        "feed_url": "https://example.org/feeds/all.json", "description": "De tout", "language": "fr",
        "authors": [{"name": "La rédaction"}],
        "items": [
            {**described, "id": "urn:x", "authors": [{"name": "Camille"}],
             "content_html": "<p>Une table</p>"},
            {**described, "id": "urn:y", "date_modified": "2016-01-01T00:00:00+00:00", "language": "en",
             "image": "https://example.org/x.jpg", "content_html": ""},
        ],
    }  # fmt: skip


def test_blog_without_articles_has_a_feed_without_items() -> None:
    document = json.loads(render_json_feed({**FEED, "subtitle": None}, [], None))
    assert not find_json_feed_faults(document)
    assert (document["items"], "authors" in document) == ([], False)
