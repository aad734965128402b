"""What is wrong with a document by its specification, each check a pure function: document → sentences."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"

# https://www.jsonfeed.org/version/1.1/: the types of what this site uses, and what must be there.
_FEED = {
    "version": str,
    "title": str,
    "home_page_url": str,
    "feed_url": str,
    "description": str,
    "language": str,
    "authors": list,
    "items": list,
}
_ITEM = {
    "id": str,
    "url": str,
    "title": str,
    "content_html": str,
    "summary": str,
    "image": str,
    "date_published": str,
    "date_modified": str,
    "authors": list,
    "tags": list,
    "language": str,
}

# What developers.google.com/search/docs/appearance/structured-data requires of each type, or recommends
# without exception; of Comment what it requires below DiscussionForumPosting.
_REQUIRED = {
    "BlogPosting": {"headline", "author", "datePublished", "dateModified", "mainEntityOfPage", "inLanguage"},
    "WebPage": {"name", "url", "inLanguage"},
    "WebSite": {"name", "url"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "VideoObject": {"name", "thumbnailUrl", "uploadDate"},
    "Person": {"name"},
    "Comment": {"author", "text"},
}
_MOMENTS = {"datePublished", "dateModified", "uploadDate"}
_ADDRESSES = {"@id", "url", "mainEntityOfPage", "image", "item", "thumbnailUrl", "contentUrl", "embedUrl"}


def find_json_feed_faults(feed: dict[str, Any]) -> list[str]:
    """What JSON Feed 1.1 does not allow, and addresses that are not absolute."""
    faults = [*_find_type_faults(feed, _FEED, "feed")]
    faults += [f"feed: no {name}" for name in ("version", "title", "items") if name not in feed]
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        faults.append(f"feed: version {feed.get('version')!r}")
    items = feed.get("items", [])
    for item in items:
        faults += [*_find_item_faults(item)]
    if len({item.get("id") for item in items}) < len(items):
        faults.append("feed: two items have one id")
    return faults


def _find_item_faults(item: dict[str, Any]) -> Iterator[str]:
    name = str(item.get("url"))
    yield from _find_type_faults(item, _ITEM, name)
    if not item.get("id"):
        yield f"{name}: no id"
    if "content_html" not in item:
        yield f"{name}: neither content_html nor content_text"
    for key in ("date_published", "date_modified"):
        if key in item and not is_moment(item[key]):
            yield f"{name}: {key} {item[key]!r}"
    yield from (f"{name}: tag {tag!r}" for tag in item.get("tags", []) if not isinstance(tag, str))


def _find_type_faults(values: dict[str, Any], types: dict[str, type], name: str) -> Iterator[str]:
    for key, value in values.items():
        if key not in types:
            yield f"{name}: {key} is not of the format"
        elif not isinstance(value, types[key]):
            yield f"{name}: {key} is {value!r}"
        elif key in {"home_page_url", "feed_url", "url", "image"} and not is_address(value):
            yield f"{name}: {key} {value!r} is not absolute"
        elif key == "authors" and not all(author.get("name") for author in value):
            yield f"{name}: an author without a name"


def find_sitemap_faults(source: str) -> list[str]:
    """What sitemap.xsd of https://www.sitemaps.org/protocol.html and the rules for hreflang do not allow."""
    root = ET.fromstring(source)  # noqa: S314  # our own file
    if root.tag != f"{SITEMAP}urlset":
        return [f"the root is {root.tag}"]
    faults = [fault for url in root for fault in _find_url_faults(url)]
    addresses = [url.findtext(f"{SITEMAP}loc") for url in root]
    faults += [f"{address} stands twice" for address in set(addresses) if addresses.count(address) > 1]
    groups = {url.findtext(f"{SITEMAP}loc"): _read_languages(url) for url in root}
    for address, languages in groups.items():
        if languages and address not in languages.values():
            faults.append(f"{address} is not among its own languages")
        faults += [
            f"{other} does not lead back to {address}"
            for other in languages.values()
            if groups.get(other) != languages
        ]
    return faults


def _find_url_faults(url: ET.Element) -> Iterator[str]:
    names = [child.tag for child in url if child.tag.startswith(SITEMAP)]
    if names not in ([f"{SITEMAP}loc"], [f"{SITEMAP}loc", f"{SITEMAP}lastmod"]):
        yield f"{names} is not loc, or loc and lastmod"
    address, changed = url.findtext(f"{SITEMAP}loc", ""), url.findtext(f"{SITEMAP}lastmod")
    if not is_address(address) or not re.fullmatch(r"[!-~]{12,2048}", address):
        yield f"{address!r} is no address"
    if changed is not None and not is_moment(changed):
        yield f"{address}: lastmod {changed!r}"
    for link in url.iter(f"{XHTML}link"):
        if set(link.keys()) != {"rel", "hreflang", "href"} or link.get("rel") != "alternate":
            yield f"{address}: {link.attrib}"


def _read_languages(url: ET.Element) -> dict[str | None, str | None]:
    return {link.get("hreflang"): link.get("href") for link in url.iter(f"{XHTML}link")}


def find_schema_faults(document: dict[str, Any]) -> list[str]:
    """What search engines require and is missing, addresses that are not absolute, dates without a zone."""
    if document.get("@context") != "https://schema.org" or not document.get("@graph"):
        return ["there is no @context or no @graph"]
    return [fault for node in document["@graph"] for fault in _find_node_faults(node)]


def _find_node_faults(node: dict[str, Any]) -> Iterator[str]:
    kind = node.get("@type", "")
    if kind not in _REQUIRED and set(node) != {"@id"}:
        yield f"{kind!r} is no type that is known here"
    yield from (f"{kind}: no {name}" for name in sorted(_REQUIRED.get(kind, set()) - set(node)))
    for name, value in node.items():
        if value in (None, "", [], {}):
            yield f"{kind}: {name} is empty"
        if name in _MOMENTS and not is_moment(value):
            yield f"{kind}: {name} {value!r} is no moment"
        if name in _ADDRESSES and not is_address(value):
            yield f"{kind}: {name} {value!r} is not absolute"
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, dict):
                yield from _find_node_faults(child)


def is_moment(text: str) -> bool:
    """Whether it is a moment as RFC 3339 and W3C-DTF both write it, with its time zone."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return False
    return moment.tzinfo is not None and re.fullmatch(r".{10}T.{8}(Z|[+-]\d\d:\d\d)", text) is not None


def is_address(text: str) -> bool:
    """Whether it is an absolute address of the web."""
    return urlsplit(text)[0] in {"https", "http"} and bool(urlsplit(text)[1])
