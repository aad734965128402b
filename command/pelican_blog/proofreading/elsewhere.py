"""Addresses with a scheme or a host: those with a slip, and those that lead nowhere but on this computer."""

import re
from difflib import get_close_matches
from ipaddress import ip_address
from urllib.parse import SplitResult

_WEB = ("https", "http")
_NEAR = 0.75
_BARE_SCHEME = re.compile(r"https?[;.,]?/{1,2}", re.IGNORECASE)
_PATH_IN_CONTENT = "put it into content/ and write {static}/ and its path"


def judge_scheme(address: str, parts: SplitResult) -> str | None:
    """What is wrong with how an address begins."""
    scheme = parts.scheme
    if scheme == "file" or len(scheme) == 1:
        return f"{address} is on your computer alone; {_PATH_IN_CONTENT}"
    if scheme == "javascript":
        return f"{address} does nothing, as the published page runs no script of a text; remove the link"
    if scheme in _WEB and not parts.hostname:
        return f"{address} names no site; correct it, as in https://example.org/"
    if parts.hostname in _WEB:
        return f"{address} says http twice; remove one"
    near = get_close_matches(scheme, _WEB, n=1, cutoff=_NEAR)
    if near and scheme not in _WEB:
        return f"{address} begins with {scheme}; write {near[0]}://{address.partition(':')[2].lstrip('/')}"
    return None


def is_own_server(parts: SplitResult) -> bool:
    """Whether an address is on this machine, at whatever port: `make devserver` takes any."""
    host = parts.hostname or ""
    try:
        address = ip_address(host)
    except ValueError:  # of a name
        return f".{host}".endswith(".localhost")
    return address.is_loopback or address.is_unspecified


def guess_scheme(address: str) -> str | None:
    """The address of another site that a path may be meant for: `www.example.org`, `https//example.org`."""
    found = _BARE_SCHEME.match(address)
    rest = address[found.end() :] if found else address
    return f"https://{rest}" if found or address.startswith("www.") else None
