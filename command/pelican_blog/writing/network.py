"""Fetches what servers on the internet send over https."""

import time
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage, HTTPResponse
from socket import gaierror
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

MEGABYTE = 1_000_000
_PART = 65_536
_AGENT = "pelican-video (make video)"


class NetworkError(Exception):
    """Why there is no usable response, in words for the writer."""


class StatusError(NetworkError):
    """An HTTP error such as 404."""

    def __init__(self, host: str, status: int) -> None:
        """Keep the status, so that callers who know the host can explain it."""
        super().__init__(f"{host} answered {status}")
        self.status = status


class Redirects(HTTPRedirectHandler):
    """Follows redirects to the allowed schemes only."""

    def __init__(self, schemes: frozenset[str]) -> None:
        """Keep the allowed schemes."""
        self.schemes = schemes

    def redirect_request(  # noqa: PLR0913, PLR0917  # the library's signature
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """The request to make instead; None for another scheme, so that the redirect is an error."""
        if urlsplit(newurl).scheme not in self.schemes:
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """How to fetch; the tests allow http, since their own server has no certificate."""

    schemes: frozenset[str] = frozenset({"https"})
    timeout: float = 10
    """Seconds to wait for each part of a response."""
    patience: float = 300
    """Seconds to wait for the whole response."""

    def fetch(self, url: str, limit: int) -> bytes:
        """The content at an address, at most `limit` bytes, following redirects and using proxies.

        Raises NetworkError.
        """
        try:
            parts = urlsplit(url)
            if parts.scheme not in self.schemes or not parts.hostname:
                raise NetworkError(f"{url!r} is not an https address")
            request = Request(url, headers={"User-Agent": _AGENT})  # noqa: S310  # its scheme is checked
            with build_opener(Redirects(self.schemes)).open(request, timeout=self.timeout) as response:
                body = self._read(response, limit, _name_host(url))
        except HTTPError as error:
            error.close()
            raise StatusError(_name_host(url), error.code) from error
        except (OSError, HTTPException, ValueError) as error:
            raise NetworkError(self._explain(url, error)) from error
        if len(body) > limit:
            raise NetworkError(f"the response is larger than {limit / MEGABYTE:g} MB")
        return body

    def _read(self, response: HTTPResponse, limit: int, host: str) -> bytes:
        """The body, or a little more than `limit` bytes of it. Raises NetworkError if it takes too long."""
        deadline = time.monotonic() + self.patience
        body = bytearray()
        while len(body) <= limit and (part := response.read1(_PART)):
            body += part
            if time.monotonic() > deadline:
                raise NetworkError(f"{host} was still sending after {self.patience:g} seconds")
        return bytes(body)

    def _explain(self, url: str, error: Exception) -> str:
        """Why there was no response, in words."""
        cause = error.reason if isinstance(error, URLError) else error
        host = _name_host(url)
        if isinstance(cause, TimeoutError):
            return f"{host} did not answer in {self.timeout:g} seconds"
        if isinstance(cause, gaierror):
            return f"{host} was not found (is this computer online?)"
        return f"could not reach {host} ({cause})"


def _name_host(url: str) -> str:
    """The host of an address, or the address itself if it is malformed."""
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url
