"""What every feed needs of an entry: a lasting id, a title as text, URLs that work anywhere."""

import re
from collections.abc import Mapping, MutableMapping
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, uuid5

from pelican_toolkit.html import Token, replace_attributes, rewrite_tags

from .models import Document, Site

_ADDRESSES = {"href", "src", "poster", "cite"}
_LISTS = {"srcset", "imagesrcset"}
_PROBABLE = re.compile("href|src|poster|cite", re.IGNORECASE)  # most tags are not looked at more closely
_SPACE = r" \t\n\f\r"
# As a browser cuts a srcset (https://html.spec.whatwg.org/multipage/images.html#parse-a-srcset-attribute):
# a URL goes on to the next space, what follows it to the next comma that is not in parentheses.
_CANDIDATE = re.compile(
    rf"""
    [{_SPACE},]+
  | (?P<url> [^{_SPACE}]*[^{_SPACE},]) (?: ,+(?=[{_SPACE}]|\Z) | (?=[{_SPACE}]|\Z) (?: [^,(] | \([^)]*+ )* )
    """,
    re.VERBOSE,
)


def build_feed_id(site_name: str, *names: str) -> str:
    """The id of a feed or an entry, made of the site's name and not of its URL.

    It is the same wherever the site is published (RFC 4287, 4.2.6): nobody gets all anew when it moves.
    """
    return uuid5(NAMESPACE_URL, "/".join(("pelican-discovery:", site_name, *names))).urn


def read_guid(metadata: Mapping[str, object]) -> str | None:
    """The id that the header of a text gives its entry, as that of the blog it comes from did."""
    guid = metadata.get("guid")
    return guid.strip() or None if isinstance(guid, str) else None


def complete_item(item: MutableMapping[str, Any]) -> None:
    """Make the URLs in an item absolute."""
    for key in ("content", "description"):
        if item[key]:
            item[key] = make_absolute(str(item[key]), item["link"])


def describe_item(item: MutableMapping[str, Any], document: Document, site: Site) -> None:
    """Give an item that is an article its title as text, its language and its picture."""
    picture = site.address(document.picture.path) if document.picture else None
    item.update(title=document.title, language=document.lang, image=picture)


@lru_cache(maxsize=128)  # an article is in several feeds
def make_absolute(html: str, base: str) -> str:
    """The HTML with every URL made absolute, as on a page with the URL `base`."""

    def complete_candidate(found: re.Match[str]) -> str:
        url = found["url"] or ""
        return found[0].replace(url, _join(base, url), 1) if url else found[0]

    def complete(name: str, value: str) -> str | None:
        if name in _ADDRESSES:
            completed = _join(base, value)
        elif name in _LISTS:
            completed = _CANDIDATE.sub(complete_candidate, value)
        else:
            return None
        return None if completed == value else completed

    def rewrite(tag: Token) -> str:
        return replace_attributes(tag.source, complete) if _PROBABLE.search(tag.source) else tag.source

    return rewrite_tags(html, rewrite)


def _join(base: str, address: str) -> str:
    try:
        # A file's name may have spaces inside, and a URL may not; around it they mean nothing.
        return urljoin(base, address.strip(" \t\n\f\r")).replace(" ", "%20")
    except ValueError:  # not a URL at all, such as http://[x]/: no reason for the feed to fail
        return address
