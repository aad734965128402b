"""Checks the settings: readers need an address that works and a form that leads somewhere."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address
from socket import inet_aton
from typing import Any
from urllib.parse import urlsplit

from pelican.plugins.comments.models import State
from pelican.plugins.comments.settings import REPOSITORY, CommentsSettings

_RUN = "run: make publish SITEURL=https://example.org"
_INSTEAD = f"{_RUN} with your own address, or write it in publishconf.py."
_DEFAULTS = CommentsSettings()
_OWN_NAMES = (".localhost", ".localhost.localdomain", ".localhost6", ".localhost6.localdomain6")
"""Names for the machine itself: RFC 6761, and /etc/hosts of Linux distributions."""
_NO_NAMES = (".test", ".invalid", ".example")
"""Names that never resolve (RFC 6761, sections 6.2, 6.4 and 6.5).

Names and addresses of a private network, such as `.local` and 192.168.1.2, are fine: a blog may be for that.
"""


def find_settings_obstacles(settings: Mapping[str, Any]) -> Iterator[str]:
    """Every reason why a site with these settings from publishconf.py cannot be published."""
    yield from find_address_obstacles(settings.get("SITEURL") or "")
    comments = settings.get("COMMENTS")
    if isinstance(comments, dict):  # else the plugin is not in use, or reports the mistake itself
        yield from find_form_obstacles(comments)


def find_address_obstacles(siteurl: str) -> Iterator[str]:
    """Why readers could not reach a site at this address."""
    host = read_host(siteurl)
    if not siteurl:
        yield f"publishconf.py: the site's address is missing; {_INSTEAD}"
    elif host is None:
        yield f"publishconf.py: SITEURL {siteurl!r} is not an http(s) address; {_INSTEAD}"
    elif "@" in urlsplit(siteurl).netloc:  # not repeated here, since logs would keep it
        yield "publishconf.py: SITEURL contains a name or password, which every page would show; remove it."
    elif _is_this_machine(host):
        yield (
            f"publishconf.py: SITEURL {siteurl!r} points to the reader's own machine; {_INSTEAD} "
            "To view the site on yours: make html, then make serve."
        )
    elif f".{host}".endswith(_NO_NAMES):
        yield f"publishconf.py: SITEURL {siteurl!r} is reserved for examples and never works; {_INSTEAD}"
    elif {"?", "#"} & set(siteurl):
        yield (
            f"publishconf.py: SITEURL {siteurl!r} contains a ? or #, but every address of the site starts "
            "with it; remove everything from there on."
        )


def find_form_obstacles(comments: Mapping[str, Any]) -> Iterator[str]:
    """Why the comment form would lead nowhere, given COMMENTS as publishconf.py leaves it."""
    endpoint, repository = comments.get("endpoint"), comments.get("repository")
    if endpoint and not str(endpoint).startswith("https://"):
        yield (
            f"publishconf.py: COMMENTS['endpoint'] is {endpoint!r}, which is not a full address; write it "
            "with https:// at the start, or write None."
        )
    if repository and not REPOSITORY.fullmatch(str(repository)):
        yield (
            f"publishconf.py: GITHUB_REPOSITORY {repository!r} is not the owner/name of a repository; "
            "write only what follows https://github.com/ in its address."
        )
    states = {comments.get("state", _DEFAULTS.state), comments.get("page_state", _DEFAULTS.page_state)}
    if State.OPEN in states and not (endpoint or repository or comments.get("email")):
        yield (
            "publishconf.py: the repository that receives comments as issues is missing; run: make publish "
            "GITHUB_REPOSITORY=you/blog, or write it in publishconf.py. For a blog without comments, write "
            "'state': 'closed' in COMMENTS in pelicanconf.py."
        )


def find_domain(siteurl: str) -> str | None:
    """The custom domain of a site at its root; None for a site on github.io or in a folder.

    In ASCII, as GitHub wants it in the file CNAME: https://docs.github.com/pages, “Troubleshooting custom
    domains”. The address must have passed the checks above.
    """
    host, parts = read_host(siteurl) or "", urlsplit(siteurl)
    is_own = "." in host and not host.endswith(".github.io") and not _read_number(host)
    return host if is_own and not parts.path and not parts.port else None


def read_host(siteurl: str) -> str | None:
    """The host of an http(s) address in ASCII, or None if it has none or is something else."""
    if not siteurl.startswith(("https://", "http://")) or set(siteurl) & set(" \t\n\r\"'<>\\^`{|}"):
        return None
    try:
        parts = urlsplit(siteurl)
        host = (parts.hostname or "").removesuffix(".")
        _ = parts.port  # raises ValueError if it is not a number
        if not _read_number(host):
            host = host.encode("idna").decode()  # UnicodeError is a ValueError
    except ValueError:
        return None
    return host or None


def _read_number(host: str) -> IPv4Address | IPv6Address | None:
    """The IP address in a host, in any form that browsers accept; None for a name."""
    with suppress(ValueError):
        address = ip_address(host)
        return getattr(address, "ipv4_mapped", None) or address
    with suppress(OSError):  # 127.1, 2130706433, 0x7f.1: https://url.spec.whatwg.org/#concept-ipv4-parser
        return IPv4Address(inet_aton(host))
    return None


def _is_this_machine(host: str) -> bool:
    """Whether a host is the machine itself: a name of RFC 6761, section 6.3, or a loopback address."""
    if address := _read_number(host):
        return address.is_loopback or address.is_unspecified
    return f".{host}".endswith(_OWN_NAMES)
