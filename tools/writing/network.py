"""What servers on the internet answer over https; an address out of their answers is not trusted."""

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import IPv6Address, ip_address
from socket import gaierror
from ssl import create_default_context
from time import monotonic
from urllib.parse import SplitResult, urljoin, urlsplit

MEGABYTE = 1_000_000
_AGENT = "pelican-video (make video)"
_CHUNK = 65_536
_MOST_REDIRECTS = 3


class NetworkError(Exception):
    """Why there is no answer, for people."""


class StatusError(NetworkError):
    """An answer that is none, such as 404."""

    def __init__(self, host: str, status: int) -> None:
        """Keep the status, which says more where one knows the host."""
        super().__init__(f"{host} answered {status}")
        self.status = status


class PublicConnection(HTTPSConnection):
    """A connection that is given up before a word is said, if it leads to this machine or its neighbours."""

    def connect(self) -> None:
        """Connect; OSError where the address is no public one, whatever its name was."""
        HTTPConnection.connect(self)
        address = self.sock.getpeername()[0]
        if not is_public(address):
            self.close()
            raise OSError(f"{address} is no address of the internet")
        self.sock = create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the internet, and not of this machine or a network of one's own."""
    parsed = ip_address(address)
    if isinstance(parsed, IPv6Address):
        return (parsed.ipv4_mapped or parsed).is_global
    return parsed.is_global


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """How to ask; the tests ask a server of their own, which has no certificate."""

    schemes: Mapping[str, Callable[..., HTTPConnection]] = field(
        default_factory=lambda: {"https": PublicConnection}
    )
    timeout: float = 10
    """Seconds to wait for each part of an answer, and for the whole of a body."""

    def fetch(self, url: str, limit: int) -> bytes:
        """What is at an address, `limit` bytes at most, after three redirects at most.

        Raises NetworkError.
        """
        for _ in range(1 + _MOST_REDIRECTS):
            try:
                answer = self._ask(urlsplit(url), limit)
            except TimeoutError:
                raise NetworkError(f"{_name_host(url)} did not answer in {self.timeout:g} seconds") from None
            except gaierror:
                raise NetworkError(f"{_name_host(url)} is not found; is this computer online?") from None
            except (OSError, HTTPException, ValueError) as error:
                raise NetworkError(f"{_name_host(url)} cannot be reached ({error})") from error
            if isinstance(answer, bytes):
                return answer
            url = urljoin(url, answer)
        raise NetworkError(f"{_name_host(url)} redirects again and again")

    def _ask(self, url: SplitResult, limit: int) -> bytes | str:
        """The body at an address, or the address to look at instead."""
        connect = self.schemes.get(url.scheme)
        if connect is None or not url.hostname:
            raise NetworkError(f"{url.geturl()!r} is no https address")
        target = (url.path or "/") + (f"?{url.query}" if url.query else "")
        with closing(connect(url.hostname, url.port, timeout=self.timeout)) as connection:
            connection.request("GET", target, headers={"User-Agent": _AGENT})
            with connection.getresponse() as response:
                location = response.getheader("Location")
                if HTTPStatus.MULTIPLE_CHOICES <= response.status < HTTPStatus.BAD_REQUEST and location:
                    return location
                if response.status != HTTPStatus.OK:
                    raise StatusError(url.hostname, response.status)
                return self._read(response, limit)

    def _read(self, response: HTTPResponse, limit: int) -> bytes:
        """The body, unless it is too long or comes too slowly."""
        body, deadline = bytearray(), monotonic() + self.timeout
        while chunk := response.read1(_CHUNK):
            body += chunk
            if len(body) > limit:
                raise NetworkError(f"the answer is larger than {limit / MEGABYTE:g} MB")
            if monotonic() > deadline:
                raise TimeoutError
        return bytes(body)


def _name_host(url: str) -> str:
    """The host of an address that may be no address."""
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url
