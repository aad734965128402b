"""Downloads the files of the media library from the old blog: the only use of the network in an import."""

import os
import socket
import ssl
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

from pelican.plugins.comments.importing.notes import Note

from .addresses import is_safe

_AGENT = "pelican-blog (make import)"
_PART = 1 << 16
_LARGEST = 2 * 1024**3
_MOST_REDIRECTS = 5
_OK, _PARTIAL, _UNSATISFIABLE = 200, 206, 416
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PORTS = {"http": 80, "https": 443}
_PAGE = "text/html"


class FetchError(Exception):
    """Why a file could not be had, in words for the writer."""


class UnreachableError(FetchError):
    """No server answers at a host, so there is no use in asking it for more."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet."""
    found = ip_address(address.partition("%")[0])
    return found.is_global and not found.is_multicast


@dataclass(frozen=True, kw_only=True)
class Fetcher:
    """How to fetch; the tests' server is on this machine, so they allow its address."""

    allows_host: Callable[[str], bool]
    """Whether a host is one of the old blog's."""
    allows_address: Callable[[str], bool] = is_public
    timeout: float = 30

    def fetch(self, url: str, target: Path) -> None:
        """Download a file to `target`, going on where an earlier download stopped. Raises FetchError."""
        part = target.with_name(f"{target.name}.part")
        part.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._follow(url, part)
        except (socket.gaierror, ConnectionRefusedError, TimeoutError) as error:
            raise UnreachableError(str(error)) from error
        except (OSError, HTTPException, ssl.SSLError, UnicodeError, ValueError) as error:
            raise FetchError(
                f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            ) from error
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(target)

    def _follow(self, url: str, part: Path) -> None:
        for _ in range(_MOST_REDIRECTS):
            moved = self._download(url, part)
            if moved is None:
                return
            url = urljoin(url, moved)
        raise FetchError("too many redirects")

    def _download(self, url: str, part: Path) -> str | None:
        """Download to a file, or return the address to go to instead."""
        connection = self._connect(url)
        try:
            begun = part.stat().st_size if part.is_file() else 0
            headers = {"User-Agent": _AGENT, "Accept-Encoding": "identity"}
            if begun:
                headers["Range"] = f"bytes={begun}-"
            parts = urlsplit(url)
            path = quote(parts.path, safe="/%:@!$&'()*+,;=~") or "/"
            connection.request("GET", f"{path}?{parts.query}" if parts.query else path, headers=headers)
            return self._receive(connection.getresponse(), part, begun)
        finally:
            connection.close()

    def _receive(self, response: HTTPResponse, part: Path, begun: int) -> str | None:
        if response.status in _REDIRECTS and (place := response.getheader("Location")):
            return place
        if response.status == _UNSATISFIABLE and begun:  # all of it is here already, or another file is
            part.unlink()
            raise FetchError("the file has changed while it was downloaded; run the command again")
        if response.status not in {_OK, _PARTIAL}:
            raise FetchError(f"the server answered {response.status}")
        if _PAGE in (response.getheader("Content-Type") or "") and not part.name.endswith(
            (".html.part", ".htm.part")
        ):
            raise FetchError("the server answered with a page, not with the file")
        with part.open("ab" if response.status == _PARTIAL else "wb") as file:
            size = file.tell()
            while data := response.read(_PART):
                size += len(data)
                if size > _LARGEST:
                    raise FetchError("the file is larger than 2 GB")
                file.write(data)
        return None

    def _connect(self, url: str) -> HTTPConnection:
        """A connection to the address that was looked at: a later answer for the host could be another."""
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 0)
        if parts.scheme not in _PORTS or parts.username or not self.allows_host(host):
            raise FetchError(f"{host or 'the address'} is not a host of the old blog")
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        address = str(found[0][4][0])
        if not all(self.allows_address(str(one[4][0])) for one in found):
            raise FetchError(f"{host} is in a private network")
        if parts.scheme == "http":
            connection = HTTPConnection(host, port, timeout=self.timeout)
            connection.sock = socket.create_connection((address, port), self.timeout)
            return connection
        secure = HTTPSConnection(host, port, timeout=self.timeout)
        raw = socket.create_connection((address, port), self.timeout)
        secure.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=host)
        return secure


def fetch_media(
    wanted: Mapping[str, str], folder: Path, fetcher: Fetcher, progress: Callable[[], None]
) -> Iterator[Note]:
    """What could not be downloaded; the rest is in `folder`, and what was there is not asked for again.

    `wanted` gives the address of each file by its path, from `wp-content/uploads/` on.
    """
    unreachable: Counter[str] = Counter()
    for path, url in wanted.items():
        target, host = folder / path.removeprefix("wp-content/uploads/"), find_host(url)
        if host in unreachable:
            unreachable[host] += 1
        elif is_safe(path) and not target.exists():
            try:
                fetcher.fetch(f"https:{url}" if url.startswith("//") else url, target)
            except UnreachableError:
                unreachable[host] += 1
            except FetchError as error:
                yield Note(kind="media-not-fetched", item=path, detail=str(error))
        progress()
    for host, count in unreachable.items():
        yield Note(kind="media-not-fetched", item=host, detail="cannot be reached", count=count)


def find_host(url: str) -> str:
    """The host in an address; empty if it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
