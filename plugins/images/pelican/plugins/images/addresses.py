"""From an address in a page to a file of the site, and back."""

from urllib.parse import quote, unquote, urljoin, urlsplit

_NOWHERE = "http://site.invalid"
"""Stands in for a site whose address is not known: RFC 2606 lets nobody have it."""


def locate(source: str, siteurl: str, page: str) -> tuple[str, ...]:
    """What `source`, as it stands in a page, may name in the site: none where it leads elsewhere.

    `siteurl` is the site's address as the page writes it, which may be relative to the page; `page` is the
    page's own path. Writers leave accents and spaces as they are or encode them, so there may be two names.
    """
    root = _NOWHERE if siteurl.startswith(".") else urljoin(_NOWHERE, siteurl)
    try:
        address = urlsplit(urljoin(f"{root}/{page}", source.strip()))
    except ValueError:  # such as an IPv6 address that is none
        return ()
    site = urlsplit(root)
    if (address.scheme, address.netloc) != (site.scheme, site.netloc):
        return ()
    path, folder = address.path, f"{site.path}/"
    if not path.startswith(folder):
        return ()
    return tuple(dict.fromkeys((path.removeprefix(folder), unquote(path.removeprefix(folder)))))


def build_address(siteurl: str, path: str, source: str = "") -> str:
    """The address of a path in the site for `src` and `srcset`, with the query and fragment of `source`."""
    rest = urlsplit(source)
    query = f"?{rest.query}" if rest.query else ""
    return f"{siteurl}/{quote(path)}{query}" + (f"#{rest.fragment}" if rest.fragment else "")
