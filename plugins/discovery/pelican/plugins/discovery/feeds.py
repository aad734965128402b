"""What every feed needs of an entry: an id for good, a title as text, addresses that hold anywhere."""

import re
from collections.abc import Iterable, Mapping, MutableMapping
from html import escape, unescape
from typing import Any
from urllib.parse import unquote, urljoin
from uuid import NAMESPACE_URL, uuid5

from .models import Document, Site

_TAG = re.compile(r"<[a-zA-Z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_ATTRIBUTE = re.compile(r"""(?P<name>[^\s"'<>/=]+)=(?P<quote>["'])(?P<value>.*?)(?P=quote)""", re.DOTALL)
_CANDIDATE = re.compile(r"(?P<before>^\s*|,\s+)(?P<url>[^\s,](?:\S*[^\s,])?)")  # of srcset
_ADDRESSES = {"href", "src", "poster", "cite", "srcset"}


def build_feed_id(site_name: str, *names: str) -> str:
    """The id of a feed or an entry, made of the site's name and not of its address.

    So it is the same wherever the site is published (RFC 4287, 4.2.6): no reader gets all anew when it moves.
    """
    return uuid5(NAMESPACE_URL, "/".join(("pelican-discovery:", site_name, *names))).urn


def find_path(item: Mapping[str, Any], site: Site) -> str:
    """The path of the page that an item of a feed links to; Pelican has joined, quoted and marked it."""
    return unquote(item["link"]).removesuffix("?ref=feed").removeprefix(site.url).lstrip("/")


def complete_items(
    items: Iterable[MutableMapping[str, Any]],
    documents: Mapping[str, tuple[str | None, Document]],
    site: Site,
) -> None:
    """Give each item that is an article its title as text, and its lasting id where there is one.

    `documents` are (id, document) by path; without an id the item keeps Pelican's.
    """
    for item in items:
        path = find_path(item, site)
        for key in ("content", "description"):
            if item[key]:
                item[key] = make_absolute(item[key], item["link"])
        if path in documents:
            feed_id, document = documents[path]
            picture = site.address(document.picture.path) if document.picture else None
            item.update(title=document.title, language=document.lang, image=picture)
            if feed_id:  # which RSS takes for an address where nothing is said
                item.update(unique_id=feed_id, unique_id_is_permalink=False)


def make_absolute(html: str, base: str) -> str:
    """The HTML with every address made absolute, as its page has the address `base`."""

    def replace(found: re.Match[str]) -> str:
        if found["name"].lower() not in _ADDRESSES:
            return found[0]
        value = unescape(found["value"])
        if found["name"].lower() == "srcset":
            joined = _CANDIDATE.sub(lambda part: part["before"] + _join(base, part["url"]), value)
        else:
            joined = _join(base, value)
        return f"{found['name']}={found['quote']}{escape(joined)}{found['quote']}"

    return _TAG.sub(lambda tag: _ATTRIBUTE.sub(replace, tag[0]), html)


def _join(base: str, address: str) -> str:
    try:
        return urljoin(base, address).replace(" ", "%20")  # which a file's name may have, and no address
    except (
        ValueError
    ):  # no address at all, such as http://[x]/: for the writer to see, not for a feed to die of
        return address
