import json
from datetime import datetime
from typing import Any

import pytest
from pelican.plugins.discovery.json_feed import rename_feed, render_json_feed

from .formats import find_json_feed_faults

FEED = {
    "title": "Le site",
    "link": "https://example.org/",
    "feed_url": "https://example.org/feeds/all.atom.xml",
    "subtitle": "De tout",
    "language": "fr",
}
ITEM: dict[str, Any] = {
    "unique_id": "urn:x",
    "link": "https://example.org/x/",
    "title": 'Dire "oui" & </script> 😉',
    "description": "<p>Une «&nbsp;<em>table</em>\u00a0»</p>\n",
    "content": "<p>Une «\u00a0table\u00a0»</p>",
    "pubdate": datetime.fromisoformat("2015-11-20T10:00:00.5+01:00"),
    "updateddate": None,
    "author_name": "Camille",
    "categories": ["Musique", "jazz"],
}


@pytest.mark.parametrize(
    ("path", "renamed"),
    [
        ("feeds/all.atom.xml", "feeds/all.json"),
        ("feeds/all.xml", "feeds/all.json"),
        ("feeds/atom", "feeds/atom.json"),
        ("a.xml/all.atom", "a.xml/all.atom.json"),
    ],
)
def test_feed_lies_beside_its_atom_feed(path: str, renamed: str) -> None:
    assert rename_feed(path) == renamed


def test_feed_says_what_the_atom_feed_says() -> None:
    document = json.loads(render_json_feed(FEED, [ITEM], "La rédaction"))
    assert not find_json_feed_faults(document)
    assert document == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Le site",
        "home_page_url": "https://example.org/",
        "feed_url": "https://example.org/feeds/all.json",
        "description": "De tout",
        "language": "fr",
        "authors": [{"name": "La rédaction"}],
        "items": [
            {
                "id": "urn:x",
                "url": "https://example.org/x/",
                "title": 'Dire "oui" & </script> 😉',
                "summary": "Une «\u00a0table\u00a0»",
                "date_published": "2015-11-20T10:00:00+01:00",
                "authors": [{"name": "Camille"}],
                "tags": ["Musique", "jazz"],
                "content_html": "<p>Une «\u00a0table\u00a0»</p>",
            }
        ],
    }


def test_change_and_picture_are_said_where_there_are() -> None:
    changed = datetime.fromisoformat("2016-01-01T00:00:00+00:00")
    item = {**ITEM, "updateddate": changed, "image": "https://example.org/x.jpg", "language": "en"}
    (described,) = json.loads(render_json_feed(FEED, [item], None))["items"]
    assert described["date_modified"] == "2016-01-01T00:00:00+00:00"
    assert described["image"] == "https://example.org/x.jpg"
    assert described["language"] == "en"


def test_blog_without_articles_has_a_feed_without_items() -> None:
    document = json.loads(render_json_feed({**FEED, "subtitle": None}, [], None))
    assert not find_json_feed_faults(document)
    assert document["items"] == []
