"""What is wrong with a document by its specification, each check a pure function: document → sentences."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"

# https://www.jsonfeed.org/version/1.1/: the types of what this site uses.
_FEED = {
    **dict.fromkeys(("version", "title", "home_page_url", "feed_url", "description", "language"), str),
    **dict.fromkeys(("authors", "items"), list),
}
_ITEM = {
    **dict.fromkeys(("id", "url", "title", "content_html", "summary", "image", "language"), str),
    **dict.fromkeys(("date_published", "date_modified"), str),
    **dict.fromkeys(("authors", "tags"), list),
}
_REQUIRED = {
    "feed": {"version", "title", "items"},
    "item": {"id", "content_html"},
    # What developers.google.com/search/docs/appearance/structured-data requires of each type, or recommends
    # without exception; of Comment what it requires below DiscussionForumPosting.
    "BlogPosting": {"headline", "author", "datePublished", "dateModified", "mainEntityOfPage", "inLanguage"},
    "WebPage": {"name", "url", "inLanguage"},
    "WebSite": {"name", "url"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "VideoObject": {"name", "thumbnailUrl", "uploadDate"},
    "Person": {"name"},
    "Comment": {"author", "text"},
}
_MOMENTS = {"date_published", "date_modified", "datePublished", "dateModified", "uploadDate"}
_ADDRESSES = {
    *("home_page_url", "feed_url", "url", "image"),
    *("@id", "mainEntityOfPage", "item", "thumbnailUrl", "contentUrl", "embedUrl"),
}


def find_json_feed_faults(feed: dict[str, Any]) -> list[str]:
    """What JSON Feed 1.1 does not allow, and URLs that are not absolute."""
    items = feed.get("items", [])
    faults = [*_find_faults("feed", feed), *_find_type_faults(feed, _FEED)]
    for item in items:
        faults += [*_find_faults("item", item), *_find_type_faults(item, _ITEM)]
        faults += [f"tag {tag!r}" for tag in item.get("tags", []) if not isinstance(tag, str)]
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        faults.append(f"version {feed.get('version')!r}")
    if len({item.get("id") for item in items}) < len(items):
        faults.append("two items have the same id")
    return faults


def _find_type_faults(values: Mapping[str, Any], types: Mapping[str, type]) -> Iterator[str]:
    for key, value in values.items():
        if not isinstance(value, types.get(key, ())):
            yield f"{key} {value!r} is not of the format"
        elif key == "authors" and not all(author.get("name") for author in value):
            yield "an author without a name"


def find_schema_faults(document: dict[str, Any]) -> list[str]:
    """What search engines require and is missing, URLs that are not absolute, dates without a zone."""
    if document.get("@context") != "https://schema.org" or not document.get("@graph"):
        return ["@context or @graph is missing"]
    return [fault for node in document["@graph"] for fault in _find_node_faults(node)]


def _find_node_faults(node: dict[str, Any]) -> Iterator[str]:
    kind = node.get("@type", "")
    if kind not in _REQUIRED and set(node) != {"@id"}:
        yield f"unknown type {kind!r}"
    yield from _find_faults(kind, node)
    for value in node.values():
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, dict):
                yield from _find_node_faults(child)


def _find_faults(kind: str, values: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"{kind}: no {name}" for name in sorted(_REQUIRED.get(kind, set()) - set(values)))
    for name, value in values.items():
        if value in (None, "", [], {}) and (kind, name) not in {("feed", "items"), ("item", "content_html")}:
            yield f"{kind}: {name} is empty"
        elif name in _MOMENTS and not is_moment(value):
            yield f"{kind}: {name} {value!r} is not a moment"
        elif name in _ADDRESSES and not is_address(value):
            yield f"{kind}: {name} {value!r} is not absolute"


def find_sitemap_faults(source: str) -> list[str]:
    """What sitemap.xsd of https://www.sitemaps.org/protocol.html and the rules for hreflang do not allow."""
    root = ET.fromstring(source)  # noqa: S314  # our own file
    if root.tag != f"{SITEMAP}urlset":
        return [f"the root is {root.tag}"]
    faults = [fault for url in root for fault in _find_url_faults(url)]
    groups = {url.findtext(f"{SITEMAP}loc"): _read_languages(url) for url in root}
    if len(groups) < len(root):
        faults.append("a page is there twice")
    for address, languages in groups.items():
        if languages and address not in languages.values():
            faults.append(f"{address} is not among its own languages")
        others = (other for other in languages.values() if groups.get(other) != languages)
        faults += [f"{other} does not lead back to {address}" for other in others]
    return faults


def _find_url_faults(url: ET.Element) -> Iterator[str]:
    names = [child.tag for child in url if child.tag.startswith(SITEMAP)]
    if names not in ([f"{SITEMAP}loc"], [f"{SITEMAP}loc", f"{SITEMAP}lastmod"]):
        yield f"{names} is not loc, or loc and lastmod"
    address, changed = url.findtext(f"{SITEMAP}loc", ""), url.findtext(f"{SITEMAP}lastmod")
    if not is_address(address) or not re.fullmatch(r"[!-~]{12,2048}", address):
        yield f"{address!r} is not an address"
    if changed is not None and not is_moment(changed):
        yield f"{address}: lastmod {changed!r}"
    for link in url.iter(f"{XHTML}link"):
        if set(link.keys()) != {"rel", "hreflang", "href"} or link.get("rel") != "alternate":
            yield f"{address}: {link.attrib}"


def _read_languages(url: ET.Element) -> dict[str | None, str | None]:
    return {link.get("hreflang"): link.get("href") for link in url.iter(f"{XHTML}link")}


def is_moment(text: object) -> bool:
    """Whether it is a moment as RFC 3339 and W3C-DTF both write it, with its time zone."""
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return False
    return moment.tzinfo is not None and re.fullmatch(r".{10}T.{8}(Z|[+-]\d\d:\d\d)", str(text)) is not None


def is_address(text: object) -> bool:
    """Whether it is an absolute URL of the web."""
    return urlsplit(str(text))[0] in {"https", "http"} and bool(urlsplit(str(text))[1])
