"""Names and websites of commenters, without the addresses that some of them hide."""

import re
from html import unescape
from urllib.parse import unquote

from pelican.plugins.comments.mail.addresses import drop_addresses
from pelican.plugins.comments.markup import MAX_NAME, clean_name, parse_website
from pelican.plugins.comments.privacy import find_addresses, find_ip_addresses

from .scalars import decode_text

_PARTS = re.compile(r"[/?&=#;,:|]+")
_SCHEMES = frozenset({"", "http:", "https:"})


def read_name(written: str) -> tuple[str, str]:
    """The name to show, empty if there is none, and the code of what was changed in it."""
    name = decode_text(unescape(written)) if "&amp;" in written else decode_text(written)
    if find_addresses(name) or find_ip_addresses(name):
        kept = " ".join(word for word in drop_addresses(name).split() if not find_ip_addresses(word))
        return clean_name("" if find_addresses(kept) else kept), "comment-name-address"
    shown = clean_name(name)
    return shown, "comment-name-cut" if len(shown) == MAX_NAME and len(name) > MAX_NAME else ""


def read_website(written: str) -> tuple[str | None, str]:
    """The address to link to, and the code of why there is none although one was written."""
    address = unescape(written).strip()
    if address.rstrip("/").lower() in _SCHEMES:
        return None, ""
    website = parse_website(address)
    if website and not _hides_address(website):
        return website, ""
    return None, "comment-website-address" if "@" in unquote(unquote(address)) else "comment-website"


def _hides_address(website: str) -> bool:
    """Whether an e-mail address is anywhere in it, even where in a text it would be part of the link."""
    host, *others = _PARTS.split(unquote(unquote(website)).partition("://")[2])
    return "@" in host or any(find_addresses(part) for part in (website, host, *others))
