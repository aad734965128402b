"""The limits on connections: how many there are, and how long and in how many pieces each may send.

uvicorn bounds the size of a head and the time between two requests, and nothing else of this. Its limit on
concurrency answers 503 to everybody while others hold the places, and bodies are read to any length, even
after the answer. Hypercorn and Granian know no more than a time for heads. So this is added to uvicorn's own
protocol, by what h11 and asyncio offer to whoever derives from them.
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
"""What we hold, and what we take from the system in one turn of the event loop, before any makes room, which
takes two turns more: together less than the 256 files that macOS lets a program open."""
MAX_OF_ONE = 32
"""Of one network. A browser opens six, and several readers may share an address."""
MAX_HEAD = 16 * 1024
"""Bytes of a head."""
HEAD_SECONDS = 10.0
"""In which a head must have come in, counted from the connection or the last answer."""
BODY_SECONDS = 40.0
"""In which a body must have come in. The form allows less and says so; this ends what nobody reads."""
LAST_SECONDS = 3.0
"""In which what has begun must have come in, or be read, once the server is to end; less than it waits."""
MAX_BODY = 2**20
"""Bytes of a body, read or not. What is too long for the form is let in up to here, so that its sender sees
why it was refused: a connection that is closed on a sender shows an error of the browser's own."""
FREE_PIECES, MAX_AT_ONCE, MIN_PIECE = 512, 64, 64
"""How many pieces of a body may be of any size, all in all and in what is read at once; beyond, they have so
many bytes on average. Programs send kilobytes at once and networks some 500 bytes. A piece of one byte costs
as much as they do, and those that come in one packet keep everybody else waiting."""


@dataclass(slots=True)
class _Count:
    """The pieces of something, and their bytes."""

    pieces: int = 0
    size: int = 0

    def add(self, size: int) -> None:
        """Count one more."""
        self.pieces += 1
        self.size += size

    def exceeds(self, free: int) -> bool:
        """Whether these are more than may be of any size, and too small."""
        return self.pieces > free + self.size / MIN_PIECE


class Exchange(h11.Connection):
    """The reading of one connection, which knows since when the client owes us something."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Await the first head; the clock is in seconds and never goes back."""
        super().__init__(h11.SERVER, MAX_HEAD)
        self._clock = clock
        self.since = clock()
        """When the client began to send what it owes us, or when it had sent it."""
        self._body, self._block = _Count(), _Count()

    @property
    def is_owed(self) -> bool:
        """Whether it is the client's turn: its head or its body is not whole."""
        return self.their_state in {h11.IDLE, h11.SEND_BODY}

    def count_seconds_left(self) -> float:
        """The seconds left to send what the client owes us; without end where that is nothing."""
        limit = {h11.IDLE: HEAD_SECONDS, h11.SEND_BODY: BODY_SECONDS}.get(self.their_state, math.inf)
        return self.since + limit - self._clock()

    def start_next_cycle(self) -> None:
        """Await the next head."""
        super().start_next_cycle()
        self.since = self._clock()

    def next_event(self) -> Any:  # noqa: ANN401  # h11's own kinds of NEED_DATA and PAUSED are not exported
        """What came next. Raises RemoteProtocolError where it is not HTTP, or is more than one may send."""
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
    """Refuse a request that ends in two places, depending on who reads it (RFC 9112, 6.1 and 6.3)."""
    names = {name for name, _ in request.headers}
    if b"transfer-encoding" in names and (b"content-length" in names or request.http_version < b"1.1"):
        raise h11.RemoteProtocolError("Transfer-Encoding beside another length, or in HTTP/1.0")


class GuardedConnection(H11Protocol):
    """A connection that makes room for the next one where it keeps us waiting."""

    conn: Exchange

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401  # as uvicorn calls it
        """Take what uvicorn gives."""
        super().__init__(*arguments, **options)
        self.conn = Exchange(self.loop.time)
        self.network: str | None = None
        """Whose connection it is; None where a proxy brings many senders, whose addresses it names."""
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
        """End when what has begun is answered, and without those who keep us waiting even then."""
        super().shutdown()
        self.loop.call_later(LAST_SECONDS, self._give_up_waiting)

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP, or too much of it; where an answer has begun, there can be no other."""
        if self.conn.our_state not in {h11.IDLE, h11.SEND_RESPONSE}:
            self.transport.abort()
            return
        if self.cycle:  # the application must not answer too
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        super().send_400_response(msg)

    def _make_room(self) -> None:
        """End the connection that has kept us waiting longest, where there are too many; else this one."""
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
        """Who goes first: those who send slowly, then those who read slowly, each since the longest time."""
        return self.leaves_something_unread, self.conn.since

    @property
    def leaves_something_unread(self) -> bool:
        """Whether something of an answer waits for its reader, be it too little for uvicorn to pause."""
        return self.transport.get_write_buffer_size() > 0

    @property
    def keeps_us_waiting(self) -> bool:
        """Whether it is the client's turn to send or to read."""
        return self.conn.is_owed or self.leaves_something_unread

    def _give_up_waiting(self) -> None:
        if self.keeps_us_waiting:
            self.give_up()

    def give_up(self) -> None:
        """End it at once, with all that it still has to read."""
        self.is_given_up = True
        self.transport.abort()

    def _watch(self) -> None:
        """Look again when the client's time is over, and end the connection then."""
        left = self.conn.count_seconds_left()
        if left <= 0:
            self.transport.close()  # what was answered before goes out first
        else:
            self._timer = self.loop.call_later(min(left, HEAD_SECONDS), self._watch)
