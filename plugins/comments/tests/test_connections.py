"""The limits on connections: what each may send, for how long, and which ones make room for others."""

import asyncio
import math
from collections.abc import Callable, Iterable
from typing import Any
from unittest.mock import Mock

import h11
import pytest
import uvicorn
from pelican.plugins.comments.inbox.connections import (
    BODY_SECONDS,
    HEAD_SECONDS,
    LAST_SECONDS,
    MAX_BODY,
    MAX_CONNECTIONS,
    MAX_OF_ONE,
    Exchange,
    GuardedConnection,
)
from pelican.plugins.comments.inbox.form import MAX_BYTES, MAX_SECONDS
from uvicorn.server import ServerState

HEAD = b"POST /comments HTTP/1.1\r\nHost: localhost\r\n"
CHUNKED = "Transfer-Encoding: chunked"
PROXY, READER = "127.0.0.1", "192.0.2.1"


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        """Start at some moment."""
        self.now = 1000.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.now


def read(exchange: Exchange, data: bytes) -> list[Any]:
    """The events in these bytes."""
    exchange.receive_data(data)
    events = []
    while isinstance(event := exchange.next_event(), h11.Event):
        events.append(event)
    return events


def read_body(events: Iterable[Any]) -> bytes:
    return b"".join(event.data for event in events if isinstance(event, h11.Data))


def make_head(*lines: str, version: str = "1.1") -> bytes:
    lines = (f"POST /comments HTTP/{version}", "Host: localhost", *lines, "", "")
    return "\r\n".join(lines).encode("latin-1")


def respond(exchange: Exchange) -> None:
    """Send an empty response, and await the next request."""
    exchange.send(h11.Response(status_code=200, headers=[("Content-Length", "0")]))
    exchange.send(h11.EndOfMessage())
    exchange.start_next_cycle()


def test_head_body_and_next_head_each_have_their_time() -> None:
    clock = Clock()
    exchange = Exchange(clock)
    for byte in HEAD:  # single bytes win no time
        clock.now += 0.1
        read(exchange, bytes([byte]))
        assert exchange.count_seconds_left() == pytest.approx(HEAD_SECONDS - (clock.now - 1000))
    read(exchange, b"Content-Length: 2\r\n\r\na")
    assert exchange.count_seconds_left() == BODY_SECONDS
    clock.now += 30
    assert (exchange.is_owed, exchange.count_seconds_left()) == (True, BODY_SECONDS - 30)
    read(exchange, b"b")
    assert (exchange.is_owed, exchange.count_seconds_left()) == (False, math.inf)
    clock.now += 100  # ours to take
    respond(exchange)
    assert (exchange.is_owed, exchange.count_seconds_left()) == (True, HEAD_SECONDS)
    assert MAX_SECONDS < BODY_SECONDS  # so that the form's own refusal gets through first
    assert MAX_BYTES < MAX_BODY


def send_pieces(pieces: Iterable[bytes], *, chunked: bool) -> int:
    """How many bytes are taken of a body that arrives in these pieces."""
    pieces = list(pieces)
    exchange = Exchange(Clock())
    read(exchange, make_head(CHUNKED if chunked else f"Content-Length: {sum(map(len, pieces))}"))
    framed = [b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces] if chunked else pieces
    return sum(len(read_body(read(exchange, piece))) for piece in framed)


USUAL = [(1, 400), (10, 600), (64, 2048), (536, 245), (1460, 90), (16 * 1024, 8), (MAX_BODY, 1)]
CRUMBS = [
    *([b"a"] * 2000, [b"a" * 32] * 4096, [b"a" * 600, *[b"a"] * 2000]),
    *([b"a" * 16 * 1024] * 65, [b"a" * MAX_BODY, b"a"]),
]


@pytest.mark.parametrize("chunked", [False, True])
def test_body_comes_in_pieces_of_networks_and_proxies_but_not_in_crumbs(*, chunked: bool) -> None:
    for size, count in USUAL:
        assert send_pieces([b"a" * size] * count, chunked=chunked) == size * count
    for pieces in CRUMBS:
        with pytest.raises(h11.RemoteProtocolError, match="in too many pieces"):
            send_pieces(pieces, chunked=chunked)


def test_chunks_that_come_at_once_may_not_be_crumbs_either() -> None:
    def send(size: int, count: int) -> bytes:
        chunks = (b"%x\r\n" % size + b"a" * size + b"\r\n") * count
        return read_body(read(Exchange(Clock()), make_head(CHUNKED) + chunks + b"0\r\n\r\n"))

    for size, count in ((1, 60), (16, 80), (64, 1024), (1000, 1000)):
        assert len(send(size, count)) == size * count
    for size, count in ((1, 70), (16, 100), (60, 2000)):
        with pytest.raises(h11.RemoteProtocolError, match="in too many pieces"):
            send(size, count)


def test_pieces_are_counted_per_request() -> None:
    exchange = Exchange(Clock())
    for _ in range(10):
        read(exchange, make_head(CHUNKED))
        for _ in range(400):
            read(exchange, b"1\r\na\r\n")
        read(exchange, b"0\r\n\r\n")
        respond(exchange)
    assert exchange.is_owed


LENGTH = "Content-Length: 5"
DOUBTFUL = [
    *((LENGTH, CHUNKED), (CHUNKED, LENGTH), ("content-length: 0", "TRANSFER-ENCODING: CHUNKED")),
    *((LENGTH, f"Transfer-Encoding:{value}") for value in ("\tchunked", "\r\n chunked", " xchunked", "")),
    *((LENGTH, f"Transfer-Encoding: {value}") for value in ("chunked\x0b", '"chunked"', "identity")),
    *(
        (f"Transfer-Encoding: {value}",)
        for value in ("chunked, chunked", "chunked, identity", "gzip, chunked")
    ),
    *((LENGTH, "Transfer-Encoding : chunked"), (CHUNKED, CHUNKED), (LENGTH, "Content-Length: 6")),
    *((f"Content-Length: {value}",) for value in ("5, 6", "+5", "-5", "0x5", "5a", "5 5", "1_0", "", "5.0")),
    *((f"Content-Length: {value}",) for value in ("9" * 24, "٥".encode().decode("latin-1"))),
    *(("Content-Length : 5",), ("Host: elsewhere",)),
]


def test_request_whose_end_is_in_doubt_is_refused() -> None:
    requests = [make_head(*lines) + b"0\r\n\r\n" for lines in DOUBTFUL]
    requests += [make_head(CHUNKED, version="1.0")]
    bad_chunks = (b"x\r\n", b"-1\r\n", b"+1\r\na\r\n", b"0x1\r\na\r\n", b"1\r\nab\r\n", b"1\r\naXX", b"\r\n")
    requests += [make_head(CHUNKED) + chunk for chunk in bad_chunks]
    for request in requests:
        with pytest.raises(h11.RemoteProtocolError):
            pytest.fail(f"{request!r} was taken: {read(Exchange(Clock()), request)}")


@pytest.mark.parametrize(
    ("lines", "body"),
    [
        ((LENGTH,), b"abcde"),
        ((LENGTH, LENGTH), b"abcde"),  # may be taken as one: RFC 9110, 8.6
        (("Content-Length: 005",), b"abcde"),
        ((CHUNKED,), b"3\r\nabc\r\n2;ext=1\r\nde\r\n0\r\n\r\n"),
        (("Transfer-encoding: Chunked",), b"5\r\nabcde\r\n0\r\nTrailer: a\r\n\r\n"),
    ],
)
def test_usual_body_is_read(lines: tuple[str, ...], body: bytes) -> None:
    events = read(Exchange(Clock()), make_head(*lines) + body)
    assert read_body(events) == b"abcde"
    assert isinstance(events[-1], h11.EndOfMessage)


# Which connections make room


class FakeLoop(Clock):
    """The clock and the timers of an event loop."""

    def __init__(self) -> None:
        """Start without timers."""
        super().__init__()
        self.time = self
        self._timers: list[Mock] = []

    def call_later(self, delay: float, callback: Callable[[], None]) -> Mock:
        """Note what is to be called."""
        timer = Mock(moment=self.now + delay, run=callback)
        timer.cancel.side_effect = lambda: self._timers.remove(timer)
        self._timers.append(timer)
        return timer

    def pass_time(self, seconds: float) -> None:
        """Let time pass, and call what is due."""
        end = self.now + seconds
        while due := min((timer for timer in self._timers if timer.moment <= end), key=rank, default=None):
            self.now = due.moment
            self._timers.remove(due)
            due.run()
        self.now = end


def rank(timer: Mock) -> float:
    return timer.moment


class FakeServer:
    """What connections are made to."""

    def __init__(self) -> None:
        """Start without connections."""
        self.loop = FakeLoop()
        self._state = ServerState()
        self._config = uvicorn.Config(print, http=GuardedConnection, log_config=None, lifespan="off")

    def connect(self, address: str = READER, data: bytes = b"") -> Mock:
        """The transport of a new connection from an address, on which this was sent."""
        self.loop.now += 0.001
        transport = Mock(spec=asyncio.Transport)
        transport.get_extra_info.side_effect = {"peername": (address, 50000)}.get
        transport.get_write_buffer_size.return_value = 0
        transport.is_closing.side_effect = lambda: transport.close.called or transport.abort.called
        connection = GuardedConnection(self._config, self._state, {}, self.loop)  # type: ignore[arg-type]
        transport.protocol = connection
        connection.connection_made(transport)
        if data:
            read(connection.conn, data)  # no more, since there is no application
        return transport


def list_ended(transports: Iterable[Mock]) -> list[int]:
    return [number for number, transport in enumerate(transports) if transport.is_closing()]


@pytest.mark.parametrize(
    ("sent", "seconds"), [(HEAD, HEAD_SECONDS), (make_head("Content-Length: 9") + b"post=", BODY_SECONDS)]
)
def test_connection_that_sends_no_further_is_closed(sent: bytes, seconds: float) -> None:
    server = FakeServer()
    slow, served, lost = (server.connect(data=data) for data in (sent, make_head(), sent))
    lost.protocol.connection_lost(ConnectionResetError())
    server.loop.pass_time(seconds - 0.1)
    assert not slow.is_closing()
    server.loop.pass_time(1)
    assert slow.close.called
    server.loop.pass_time(1000)
    assert list_ended([served, lost]) == []  # it is our turn, and one is gone


def test_shutdown_waits_a_little_for_slow_clients() -> None:
    server = FakeServer()
    sender, reader, served = (server.connect(data=data) for data in (HEAD, make_head(), make_head()))
    reader.get_write_buffer_size.return_value = 1
    for transport in (sender, reader, served):
        transport.protocol.cycle = Mock(response_complete=False)
        transport.protocol.shutdown()
    server.loop.pass_time(LAST_SECONDS - 0.1)
    assert list_ended([sender, reader, served]) == []
    server.loop.pass_time(0.2)
    assert list_ended([sender, reader, served]) == [0, 1]


@pytest.mark.parametrize(
    ("address", "is_limited"),
    [
        ("192.0.2.1", True),
        ("::ffff:192.0.2.1", True),
        ("2001:db8::{:x}", True),  # a network of one sender
        ("", True),
        ("2001:db8:0:{:x}::1", False),
        ("192.0.2.{}", False),
        (PROXY, False),  # it brings many senders
    ],
)
def test_one_sender_holds_a_limited_number_of_connections(address: str, *, is_limited: bool) -> None:
    server = FakeServer()
    other = server.connect("198.51.100.1", HEAD)
    own = [server.connect(address.format(number), HEAD) for number in range(MAX_OF_ONE + 2)]
    assert list_ended([other, *own]) == ([1, 2] if is_limited else [])


def test_all_together_hold_a_limited_number_of_connections() -> None:
    server = FakeServer()
    held = [server.connect(PROXY, HEAD) for _ in range(MAX_CONNECTIONS)]
    assert list_ended(held) == []
    server.connect()
    server.connect(PROXY)
    assert list_ended(held) == [0, 1]


def test_connection_that_is_served_is_not_ended_for_another() -> None:
    server = FakeServer()
    served = [server.connect(data=make_head()) for _ in range(MAX_OF_ONE - 1)]
    slow = server.connect(data=HEAD)
    later = server.connect(data=make_head())
    assert slow.abort.called
    assert server.connect().abort.called
    assert list_ended([*served, later]) == []


def test_slow_senders_go_before_slow_readers() -> None:
    server = FakeServer()
    readers = [server.connect(data=make_head()) for _ in range(2)]
    for reader in readers:
        reader.get_write_buffer_size.return_value = 1  # too little for uvicorn to pause
        reader.close()
    senders = [server.connect(data=HEAD) for _ in range(MAX_OF_ONE - 2)]
    later = [server.connect(data=make_head()) for _ in range(MAX_OF_ONE - 1)]
    assert [sender.abort.called for sender in senders] == [True] * (MAX_OF_ONE - 2)
    assert [reader.abort.called for reader in readers] == [True, False]
    assert list_ended(later) == []
