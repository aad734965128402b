"""Requests from the form, before any of it is trusted: the head is checked, then the body is read."""

import asyncio
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from pelican.plugins.comments.errors import CommentsError
from pelican.plugins.comments.intake import Reason, Submission
from pelican.plugins.comments.site import Site
from starlette.datastructures import Headers
from starlette.requests import Request

MAX_BYTES = 128 * 1024
"""Of a body. The longest text that the gate takes needs 90,000 if each letter is sent as nine (%E4%BD%A0)."""
MAX_FIELDS = 20
MAX_SECONDS = 30.0
"""The time for a body to arrive."""
MIN_SECONDS = 3
"""Nobody reads, writes and sends a form faster."""

_STARTED = re.compile(r'(<input [^<>]*name="started" value=")\d*(")')  # visitors' text never contains a `<`


class RefusedError(Exception):
    """A request that is refused for its head or its form."""

    def __init__(self, reason: Reason, status: int) -> None:
        """Keep the reason, and the HTTP status."""
        super().__init__(reason)
        self.reason = reason
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class SentForm:
    """The fields of a submitted form."""

    submission: Submission
    started: str | None
    """When we served the form; empty if somebody else did, None if the field is missing."""
    trap: str
    """The field that people cannot see."""

    def find_robot(self, now: float) -> Reason | None:
        """Why this seems to come from a robot, or None."""
        if self.trap or self.started is None or not re.fullmatch(r"[0-9]{0,12}", self.started):
            return Reason.ROBOT
        if self.started and now - int(self.started) < MIN_SECONDS:
            return Reason.TOO_FAST
        return None


def read_origin(text: str) -> str | None:
    """The origin (RFC 6454) of an http(s) address, in lower case and without a default port; or None."""
    try:
        parts = urlsplit(text.strip().lower())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    usual = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{host}" if port in {None, usual} else f"{parts.scheme}://{host}:{port}"


def list_origins(site: Site, port: int, others: Iterable[str]) -> dict[str, str]:
    """Every origin that a form may be sent from, with the site's address for a reader there.

    These are this machine at the port served, the values of `--origin`, the server's own address, where its
    error pages come from, and the site's. Raises CommentsError for an invalid origin.
    """
    path = urlsplit(site.url).path
    origins = {
        base: base for base in (f"http://{host}:{port}" for host in ("localhost", "127.0.0.1", "[::1]"))
    }
    for text in others:
        origin = read_origin(text)
        if origin is None or urlsplit(text).path not in {"", "/"}:
            problem = f"--origin {text}: not an origin; "
            raise CommentsError([problem + "use one such as https://example.org, without a path."])
        origins[origin] = origin + path
    for text in (site.settings.form_origin or "", site.url):
        if origin := read_origin(text):
            origins[origin] = site.url or origin
    return origins


def check_origin(headers: Headers, origins: Mapping[str, str]) -> str:
    """The address of the site that the form was sent from.

    Browsers send Origin with every POST (https://fetch.spec.whatwg.org/#origin-header); otherwise Referer
    counts. Raises RefusedError if it is none of ours.
    """
    origin = read_origin(headers.get("origin", headers.get("referer", "")))
    if origin is None or origin not in origins:
        raise RefusedError(Reason.FOREIGN, 403)
    return origins[origin]


async def read_form(request: Request) -> SentForm:
    """The fields of the form in a request's body.

    Raises RefusedError for another type, for more than MAX_BYTES (which are not read), for a body that does
    not arrive, and for a form that is not ours.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise RefusedError(Reason.UNREADABLE, 415)
    try:
        async with asyncio.timeout(MAX_SECONDS):
            body = await _read_body(request)
    except TimeoutError:
        raise RefusedError(Reason.UNREADABLE, 408) from None
    return parse_form(body)


async def _read_body(request: Request) -> bytes:
    if int(request.headers.get("content-length", "0")) > MAX_BYTES:  # h11 guarantees that it is a number
        raise RefusedError(Reason.LONG_MESSAGE, 413)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BYTES:
            raise RefusedError(Reason.LONG_MESSAGE, 413)
    return bytes(body)


def parse_form(body: bytes) -> SentForm:
    """The fields in a body of type application/x-www-form-urlencoded; invalid UTF-8 becomes U+FFFD.

    Raises RefusedError if a field is missing or repeated.
    """
    try:
        pairs = parse_qsl(
            body.decode("utf-8", "replace"),
            keep_blank_values=True,
            errors="replace",
            max_num_fields=MAX_FIELDS,
        )
    except ValueError:
        raise RefusedError(Reason.UNREADABLE, 400) from None
    fields = dict(pairs)
    if len(fields) < len(pairs) or not {"post", "parent", "name", "message"} <= fields.keys():
        raise RefusedError(Reason.UNREADABLE, 400)
    return SentForm(
        submission=Submission(
            post=fields["post"], parent=fields["parent"], name=fields["name"], message=fields["message"]
        ),
        started=fields.get("started"),
        trap=fields.get("website", ""),
    )


def stamp_forms(html: str, now: float) -> str:
    """A page whose forms say when they were served, in whole seconds."""
    return _STARTED.sub(rf"\g<1>{int(now)}\g<2>", html)
