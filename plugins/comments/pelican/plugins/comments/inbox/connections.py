"""Limits on connections: how many there are, and how long and in how many pieces each one sends.

uvicorn only limits the size of a head and the time between two requests. Its limit on concurrency answers
503 to everybody while a few clients hold all places, and it reads bodies of any length, even after the
response. Hypercorn and Granian only limit the time for a head. So we subclass uvicorn's protocol and
h11's connection.
"""

import asyncio
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import h11
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware
from uvicorn.protocols.http.h11_impl import H11Protocol

from .limits import name_network

MAX_CONNECTIONS, AT_ONCE = 128, 32
"""Connections held, and connections accepted per turn of the event loop. Closing one takes two more turns,
so the total stays below the 256 files that macOS lets a program open."""
MAX_OF_ONE = 32
"""Connections per network. A browser opens six, and several readers may share an address."""
MAX_HEAD = 16 * 1024
"""Bytes of a head."""
HEAD_SECONDS = 10.0
"""Time for a head, counted from the connection or the last response."""
BODY_SECONDS = 40.0
"""Time for a body. The form allows less and says so; this limit ends bodies that nobody reads."""
LAST_SECONDS = 3.0
"""Time to finish sending or reading when the server stops; less than the server waits."""
MAX_BODY = 2**20
"""Bytes of a body, whether we read it or not. A form that is too long is received up to here, so that its
sender sees why it was refused: if the connection were closed, the browser would show an error of its own."""
FREE_PIECES, MAX_AT_ONCE, MIN_PIECE = 512, 64, 64
"""How many pieces of a body may be of any size, in total and per read; beyond that, MIN_PIECE is the least
average size. Programs send kilobytes at once, networks some 500 bytes. A piece of one byte costs as much
as those, and thousands in one packet keep everybody else waiting."""


@dataclass(slots=True)
class _Count:
    """A number of pieces and their total size."""

    pieces: int = 0
    size: int = 0

    def add(self, size: int) -> None:
        """Count one more."""
        self.pieces += 1
        self.size += size

    def exceeds(self, free: int) -> bool:
        """Whether there are more than the free pieces, and they are too small on average."""
        return self.pieces > free + self.size / MIN_PIECE


class Exchange(h11.Connection):
    """h11's view of one connection, which also knows how long we have been waiting for the client."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Await the first head; the clock is monotonic, in seconds."""
        super().__init__(h11.SERVER, MAX_HEAD)
        self._clock = clock
        self.since = clock()
        """When it became the client's turn to send."""
        self._body, self._block = _Count(), _Count()

    @property
    def is_owed(self) -> bool:
        """Whether it is the client's turn to send: its head or its body is incomplete."""
        return self.their_state in {h11.IDLE, h11.SEND_BODY}

    def count_seconds_left(self) -> float:
        """The seconds left for the client to send; infinite if it is not its turn."""
        limit = {h11.IDLE: HEAD_SECONDS, h11.SEND_BODY: BODY_SECONDS}.get(self.their_state, math.inf)
        return self.since + limit - self._clock()

    def start_next_cycle(self) -> None:
        """Await the next head."""
        super().start_next_cycle()
        self.since = self._clock()

    def next_event(self) -> Any:  # noqa: ANN401  # h11's own kinds of NEED_DATA and PAUSED are not exported
        """The next event. Raises RemoteProtocolError for anything that is not HTTP or exceeds a limit."""
        event = super().next_event()
        if isinstance(event, h11.Request):
            _check_framing(event)
            self.since = self._clock()
            self._body = _Count()
        elif isinstance(event, h11.Data):
            self._count_piece(len(event.data))
        return event

    def receive_data(self, data: bytes) -> None:
        """Take the bytes of one read."""
        super().receive_data(data)
        self._block = _Count()

    def _count_piece(self, size: int) -> None:
        self._body.add(size)
        self._block.add(size)
        is_in_crumbs = self._body.exceeds(FREE_PIECES) or self._block.exceeds(MAX_AT_ONCE)
        if self._body.size > MAX_BODY or is_in_crumbs:
            raise h11.RemoteProtocolError("body too large, or in too many pieces", 413)


def _check_framing(request: h11.Request) -> None:
    """Refuse a request whose end depends on which header one believes (RFC 9112, 6.1 and 6.3)."""
    names = {name for name, _ in request.headers}
    if b"transfer-encoding" in names and (b"content-length" in names or request.http_version < b"1.1"):
        raise h11.RemoteProtocolError("Transfer-Encoding together with Content-Length, or in HTTP/1.0")


class GuardedConnection(H11Protocol):
    """A connection that makes room for another one if it keeps us waiting."""

    conn: Exchange

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401  # as uvicorn calls it
        """Set up what uvicorn asks for."""
        super().__init__(*arguments, **options)
        self.conn = Exchange(self.loop.time)
        self.network: str | None = None
        """The client's network; None for a trusted proxy, which stands for many clients."""
        self.is_given_up = False
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        """Start, and make room if there are too many connections."""
        super().connection_made(transport)
        host = self.client[0] if self.client else ""
        proxy = self.config.loaded_app
        if not (isinstance(proxy, ProxyHeadersMiddleware) and host in proxy.trusted_hosts):
            self.network = name_network(host)
        self._make_room()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop watching the connection."""
        if self._timer:
            self._timer.cancel()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """Finish the current response, then close; drop clients that still keep us waiting."""
        super().shutdown()
        self.loop.call_later(LAST_SECONDS, self._give_up_waiting)

    def send_400_response(self, msg: str) -> None:
        """Refuse what is not HTTP or exceeds a limit, unless a response has already begun."""
        if self.conn.our_state not in {h11.IDLE, h11.SEND_RESPONSE}:
            self.transport.abort()
            return
        if self.cycle:  # so that the application does not respond too
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        super().send_400_response(msg)

    def _make_room(self) -> None:
        """If there are too many connections, drop the one that kept us waiting longest, or else this one."""
        held = [
            other
            for other in self.connections
            if isinstance(other, GuardedConnection) and other is not self and not other.is_given_up
        ]
        own = [other for other in held if self.network is not None and other.network == self.network]
        if len(own) >= MAX_OF_ONE:
            held = own
        elif len(held) < MAX_CONNECTIONS:
            return
        late = [other for other in held if other.keeps_us_waiting]
        min(late, key=GuardedConnection._rank, default=self).give_up()

    def _rank(self) -> tuple[bool, float]:
        """The order of dropping: slow senders before slow readers, oldest first."""
        return self.leaves_something_unread, self.conn.since

    @property
    def leaves_something_unread(self) -> bool:
        """Whether part of a response is unread, even if it is too little for uvicorn to pause."""
        return self.transport.get_write_buffer_size() > 0

    @property
    def keeps_us_waiting(self) -> bool:
        """Whether it is the client's turn to send or to read."""
        return self.conn.is_owed or self.leaves_something_unread

    def _give_up_waiting(self) -> None:
        if self.keeps_us_waiting:
            self.give_up()

    def give_up(self) -> None:
        """Close it at once, discarding unread data."""
        self.is_given_up = True
        self.transport.abort()

    def _watch(self) -> None:
        """Close the connection if the client's time is up; otherwise check again later."""
        left = self.conn.count_seconds_left()
        if left <= 0:
            self.transport.close()  # after sending what is still in the buffer
        else:
            self._timer = self.loop.call_later(min(left, HEAD_SECONDS), self._watch)
