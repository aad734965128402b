"""Atom feeds as Pelican builds them → JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from pelican_toolkit.html import strip_markup

_SUFFIX = re.compile(r"(\.atom)?\.xml$")


def rename_feed(path: str) -> str:
    """The path or URL of the JSON Feed beside an Atom feed: `feeds/all.json` for `feeds/all.atom.xml`."""
    return f"{_SUFFIX.sub('', path)}.json"


def render_json_feed(feed: Mapping[str, Any], items: Iterable[Mapping[str, Any]], author: str | None) -> str:
    """The JSON Feed with the entries of the Atom feed, under the same ids."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed["title"],
        "home_page_url": feed["link"],
        "feed_url": rename_feed(feed["feed_url"]),
        "description": feed["subtitle"],
        "language": feed["language"],
        "authors": _list_authors(author),
    }
    complete = {**_drop_empty(document), "items": [_describe_item(item) for item in items]}
    return json.dumps(complete, ensure_ascii=False, indent=1) + "\n"


def _describe_item(item: Mapping[str, Any]) -> dict[str, Any]:
    modified = item["updateddate"]
    described = {
        "id": item["unique_id"],
        "url": item["link"],
        "title": item["title"],
        "summary": strip_markup(item.get("description") or ""),
        "image": item.get("image"),
        "date_published": item["pubdate"].isoformat(timespec="seconds"),  # aware, as RFC 3339 wants it
        "date_modified": modified.isoformat(timespec="seconds") if modified else None,
        "authors": _list_authors(item["author_name"]),
        "tags": [str(tag) for tag in item["categories"]],
        "language": item.get("language"),
    }
    return {**_drop_empty(described), "content_html": str(item["content"] or "")}


def _list_authors(name: object) -> list[dict[str, str]]:
    return [{"name": str(name)}] if name else []


def _drop_empty(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, "", [])}
