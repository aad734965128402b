"""From an address in a page to a file of the site, and back."""

from urllib.parse import quote, unquote, urljoin, urlsplit

_NOWHERE = "http://site.invalid"
"""For a site whose address is unknown: RFC 2606 reserves it."""


def locate(source: str, siteurl: str, page: str) -> tuple[str, ...]:
    """The paths in the site that `source` may mean in a page; none if it leads elsewhere.

    `siteurl` is the site's address as the page writes it, which may be relative to the page; `page` is the
    page's own path. Writers may or may not encode accents and spaces, so there may be two paths.
    """
    root = _NOWHERE if siteurl.startswith(".") else urljoin(_NOWHERE, siteurl)
    try:
        address = urlsplit(urljoin(f"{root}/{page}", source.strip()))
    except ValueError:  # such as an invalid IPv6 address
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
