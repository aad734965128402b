"""Limits on connections: how many there may be, and how long and in how many pieces each may send.

uvicorn limits the size of a head and the time between two requests, and that is all. Its limit on
concurrency answers 503 to everybody while a few hold the places, and it reads bodies of any length, even
after the answer. Hypercorn and Granian only limit the time for a head. So we subclass uvicorn's protocol and
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
"""Connections held, and connections accepted in one turn of the event loop. Closing one takes two more turns,
so that together they stay below the 256 files that macOS lets a program open."""
MAX_OF_ONE = 32
"""Connections of one network. A browser opens six, and several readers may share an address."""
MAX_HEAD = 16 * 1024
"""Bytes of a head."""
HEAD_SECONDS = 10.0
"""Time for a head, from the connection or the last answer on."""
BODY_SECONDS = 40.0
"""Time for a body. The form allows less and says so; this ends bodies that nobody reads."""
LAST_SECONDS = 3.0
"""Time to finish sending or reading once the server is to end; less than the server waits."""
MAX_BODY = 2**20
"""Bytes of a body, read or not. A form that is too long is received up to here, so that its sender sees why
it was refused: if the connection is closed meanwhile, the browser shows an error of its own."""
FREE_PIECES, MAX_AT_ONCE, MIN_PIECE = 512, 64, 64
"""How many pieces of a body may be of any size, in all and in one read; beyond that, they must average so
many bytes. Programs send kilobytes at once, networks some 500 bytes. A piece of one byte costs as much as
those, and thousands in one packet keep everybody else waiting."""


@dataclass(slots=True)
class _Count:
    """A number of pieces and their bytes."""

    pieces: int = 0
    size: int = 0

    def add(self, size: int) -> None:
        """Count one more."""
        self.pieces += 1
        self.size += size

    def exceeds(self, free: int) -> bool:
        """Whether there are more pieces than the free ones, and they are too small on average."""
        return self.pieces > free + self.size / MIN_PIECE


class Exchange(h11.Connection):
    """h11's view of one connection, which also knows since when we have been waiting for the client."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Await the first head; the clock is in seconds and never goes back."""
        super().__init__(h11.SERVER, MAX_HEAD)
        self._clock = clock
        self.since = clock()
        """When the client's turn to send began."""
        self._body, self._block = _Count(), _Count()

    @property
    def is_owed(self) -> bool:
        """Whether it is the client's turn: its head or its body is not whole."""
        return self.their_state in {h11.IDLE, h11.SEND_BODY}

    def count_seconds_left(self) -> float:
        """The seconds left for the client to send; infinite when it is not its turn."""
        limit = {h11.IDLE: HEAD_SECONDS, h11.SEND_BODY: BODY_SECONDS}.get(self.their_state, math.inf)
        return self.since + limit - self._clock()

    def start_next_cycle(self) -> None:
        """Await the next head."""
        super().start_next_cycle()
        self.since = self._clock()

    def next_event(self) -> Any:  # noqa: ANN401  # h11's own kinds of NEED_DATA and PAUSED are not exported
        """What came next. Raises RemoteProtocolError for what is not HTTP, or exceeds a limit."""
        event = super().next_event()
        if isinstance(event, h11.Request):
            _check_framing(event)
            self.since = self._clock()
            self._body = _Count()
        elif isinstance(event, h11.Data):
            self._count_piece(len(event.data))
        return event

    def receive_data(self, data: bytes) -> None:
        """Take what was read at once."""
        super().receive_data(data)
        self._block = _Count()

    def _count_piece(self, size: int) -> None:
        self._body.add(size)
        self._block.add(size)
        is_in_crumbs = self._body.exceeds(FREE_PIECES) or self._block.exceeds(MAX_AT_ONCE)
        if self._body.size > MAX_BODY or is_in_crumbs:
            raise h11.RemoteProtocolError("too much of a body, or in too many pieces", 413)


def _check_framing(request: h11.Request) -> None:
    """Refuse a request whose end depends on which header is believed (RFC 9112, 6.1 and 6.3)."""
    names = {name for name, _ in request.headers}
    if b"transfer-encoding" in names and (b"content-length" in names or request.http_version < b"1.1"):
        raise h11.RemoteProtocolError("Transfer-Encoding beside another length, or in HTTP/1.0")


class GuardedConnection(H11Protocol):
    """A connection that is closed to make room for another one if it keeps us waiting."""

    conn: Exchange

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401  # as uvicorn calls it
        """Take what uvicorn gives."""
        super().__init__(*arguments, **options)
        self.conn = Exchange(self.loop.time)
        self.network: str | None = None
        """The network it comes from; None for a trusted proxy, which stands for many senders."""
        self.is_given_up = False
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        """Begin, and see to it that there is room."""
        super().connection_made(transport)
        host = self.client[0] if self.client else ""
        proxy = self.config.loaded_app
        if not (isinstance(proxy, ProxyHeadersMiddleware) and host in proxy.trusted_hosts):
            self.network = name_network(host)
        self._make_room()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        if self._timer:
            self._timer.cancel()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """End once what has begun is answered; drop clients that still keep us waiting by then."""
        super().shutdown()
        self.loop.call_later(LAST_SECONDS, self._give_up_waiting)

    def send_400_response(self, msg: str) -> None:
        """Refuse what is not HTTP, or too much of it; if an answer has begun, there cannot be another."""
        if self.conn.our_state not in {h11.IDLE, h11.SEND_RESPONSE}:
            self.transport.abort()
            return
        if self.cycle:  # the application must not answer too
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        super().send_400_response(msg)

    def _make_room(self) -> None:
        """If there are too many connections, end the one that keeps us waiting longest, or else this one."""
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
        """Whom to drop first: those who send slowly, then those who read slowly, the oldest first."""
        return self.leaves_something_unread, self.conn.since

    @property
    def leaves_something_unread(self) -> bool:
        """Whether part of an answer is still unread, even if too little for uvicorn to pause."""
        return self.transport.get_write_buffer_size() > 0

    @property
    def keeps_us_waiting(self) -> bool:
        """Whether it is the client's turn to send or to read."""
        return self.conn.is_owed or self.leaves_something_unread

    def _give_up_waiting(self) -> None:
        if self.keeps_us_waiting:
            self.give_up()

    def give_up(self) -> None:
        """End it at once, discarding what has not been read."""
        self.is_given_up = True
        self.transport.abort()

    def _watch(self) -> None:
        """End the connection if the client's time is up; otherwise look again later."""
        left = self.conn.count_seconds_left()
        if left <= 0:
            self.transport.close()  # what was answered before goes out first
        else:
            self._timer = self.loop.call_later(min(left, HEAD_SECONDS), self._watch)
