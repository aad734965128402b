"""What the settings lack: an address at which readers reach the site, and a way to answer."""

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
"""What each machine calls itself: RFC 6761, and /etc/hosts of Linux distributions."""
_NO_NAMES = (".test", ".invalid", ".example")
"""No reader's machine ever finds these (RFC 6761, sections 6.2, 6.4 and 6.5).

Those of a network of one's own are found there, `.local` and 192.168.1.2 among them: a blog may be for it.
"""


def find_settings_obstacles(settings: Mapping[str, Any]) -> Iterator[str]:
    """Why a site with these settings, as publishconf.py has them, cannot be published; all reasons."""
    yield from find_address_obstacles(settings.get("SITEURL") or "")
    comments = settings.get("COMMENTS")
    if isinstance(comments, dict):  # else the plugin is not in use, or says itself what is wrong
        yield from find_form_obstacles(comments)


def find_address_obstacles(siteurl: str) -> Iterator[str]:
    """What keeps readers from reaching a site at this address."""
    host = read_host(siteurl)
    if not siteurl:
        yield f"publishconf.py: the site's address is missing; {_INSTEAD}"
    elif host is None:
        yield f"publishconf.py: SITEURL {siteurl!r} is no http(s) address; {_INSTEAD}"
    elif "@" in urlsplit(siteurl).netloc:  # and is not repeated here, where logs would keep it
        yield "publishconf.py: SITEURL has a name or password in it that every page would show; leave it out."
    elif _is_this_machine(host):
        yield (
            f"publishconf.py: SITEURL {siteurl!r} means the reader's own machine; {_INSTEAD} "
            "To read the site on yours: make html, then make serve."
        )
    elif f".{host}".endswith(_NO_NAMES):
        yield f"publishconf.py: SITEURL {siteurl!r} is kept for examples, and no reader finds it; {_INSTEAD}"
    elif {"?", "#"} & set(siteurl):
        yield (
            f"publishconf.py: SITEURL {siteurl!r} has a ? or # in it, and every address of the site begins "
            "with it; leave out what stands from there on."
        )


def find_form_obstacles(comments: Mapping[str, Any]) -> Iterator[str]:
    """Why the form below the articles would lead nowhere, COMMENTS being what publishconf.py makes of it."""
    endpoint, repository = comments.get("endpoint"), comments.get("repository")
    if endpoint and not str(endpoint).startswith("https://"):
        yield (
            f"publishconf.py: COMMENTS['endpoint'] is {endpoint!r}, where no server answers; write its whole "
            "address, from https:// on, or None."
        )
    if repository and not REPOSITORY.fullmatch(str(repository)):
        yield (
            f"publishconf.py: GITHUB_REPOSITORY {repository!r} is not the owner/name of a repository; "
            "write it as in https://github.com/owner/name, without what stands before."
        )
    states = {comments.get("state", _DEFAULTS.state), comments.get("page_state", _DEFAULTS.page_state)}
    if State.OPEN in states and not (endpoint or repository or comments.get("email")):
        yield (
            "publishconf.py: the repository whose issues receive the form is missing; run: make publish "
            "GITHUB_REPOSITORY=you/blog, or write it in publishconf.py. For a blog without a form: "
            "'state': 'closed' among COMMENTS in pelicanconf.py."
        )


def find_domain(siteurl: str) -> str | None:
    """The domain of one's own that a site stands at the root of; None for one on github.io, or in a folder.

    In ASCII, as GitHub wants it in the file CNAME: https://docs.github.com/pages, “Troubleshooting custom
    domains”. The address must be one without obstacles.
    """
    host, parts = read_host(siteurl) or "", urlsplit(siteurl)
    is_own = "." in host and not host.endswith(".github.io") and not _read_number(host)
    return host if is_own and not parts.path and not parts.port else None


def read_host(siteurl: str) -> str | None:
    """The host in an http(s) address, in ASCII; None where there is none, or where it is no such address."""
    if not siteurl.startswith(("https://", "http://")) or set(siteurl) & set(" \t\n\r\"'<>\\^`{|}"):
        return None
    try:
        parts = urlsplit(siteurl)
        host = (parts.hostname or "").removesuffix(".")
        _ = parts.port  # raises ValueError where it is no number
        if not _read_number(host):
            host = host.encode("idna").decode()  # UnicodeError is a ValueError
    except ValueError:
        return None
    return host or None


def _read_number(host: str) -> IPv4Address | IPv6Address | None:
    """The IP address that a host is, in any of the forms that browsers take; None for a name."""
    with suppress(ValueError):
        address = ip_address(host)
        return getattr(address, "ipv4_mapped", None) or address
    with suppress(OSError):  # 127.1, 2130706433, 0x7f.1: https://url.spec.whatwg.org/#concept-ipv4-parser
        return IPv4Address(inet_aton(host))
    return None


def _is_this_machine(host: str) -> bool:
    """RFC 6761, section 6.3, and the addresses that mean the machine itself or any of its own."""
    if address := _read_number(host):
        return address.is_loopback or address.is_unspecified
    return f".{host}".endswith(_OWN_NAMES)
