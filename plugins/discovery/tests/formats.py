"""What is wrong with a document by its specification, each check a pure function: document → sentences."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"

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
_ADDRESSES = {
    *("url", "image", "@id", "mainEntityOfPage", "item"),
    *("thumbnailUrl", "contentUrl", "embedUrl"),
}


def find_schema_faults(document: dict[str, Any]) -> list[str]:
    """Missing properties that search engines require, and URLs that are not absolute."""
    if document.get("@context") != "https://schema.org" or not document.get("@graph"):
        return ["@context or @graph is missing"]
    return [fault for node in document["@graph"] for fault in _find_node_faults(node)]


def _find_node_faults(node: dict[str, Any]) -> Iterator[str]:
    kind = node.get("@type", "")
    if kind not in _REQUIRED and set(node) != {"@id"}:
        yield f"unknown type {kind!r}"
    yield from (f"{kind}: no {name}" for name in sorted(_REQUIRED.get(kind, set()) - set(node)))
    for name, value in node.items():
        if value in (None, "", [], {}):
            yield f"{kind}: {name} is empty"
        elif name in _ADDRESSES and not is_address(value):
            yield f"{kind}: {name} is {value!r}"
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, dict):
                yield from _find_node_faults(child)


def find_sitemap_faults(source: str) -> list[str]:
    """What sitemap.xsd of https://www.sitemaps.org/protocol.html and the rules for hreflang do not allow."""
    root = ET.fromstring(source)  # noqa: S314  # our own file
    faults = [] if root.tag == f"{SITEMAP}urlset" else [f"the root is {root.tag}"]
    groups: dict[str, dict[str | None, str | None]] = {}
    for url in root:
        address, *changed = (child.text or "" for child in url if child.tag.startswith(SITEMAP))
        if not is_address(address) or not re.fullmatch(r"[!-~]{12,2048}", address) or address in groups:
            faults.append(f"{address!r} is not an address, or is there twice")
        faults += [f"{address}: lastmod {moment!r}" for moment in changed if not is_moment(moment)]
        groups[address] = {link.get("hreflang"): link.get("href") for link in url.iter(f"{XHTML}link")}
    for address, languages in groups.items():
        if languages and address not in languages.values():
            faults.append(f"{address} is not among its own languages")
        others = (other for other in languages.values() if groups.get(str(other)) != languages)
        faults += [f"{other} does not lead back to {address}" for other in others]
    return faults


def is_moment(text: object) -> bool:
    """Whether it is a moment as RFC 3339 and W3C-DTF both write it, with its time zone."""
    return re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", str(text)) is not None


def is_address(text: object) -> bool:
    """Whether it is an absolute URL of the web."""
    return urlsplit(str(text))[0] in {"https", "http"} and bool(urlsplit(str(text))[1])
