"""The limits on connections: what each may send and how long that may take, and who makes room for whom."""

import asyncio
import math
from collections.abc import Callable, Iterable
from typing import Any

import h11
import pytest
import uvicorn
from pelican.plugins.comments.inbox.connections import (
    BODY_SECONDS,
    HEAD_SECONDS,
    MAX_BODY,
    MAX_CONNECTIONS,
    MAX_OF_ONE,
    Exchange,
    GuardedConnection,
)
from pelican.plugins.comments.inbox.form import MAX_BYTES, MAX_SECONDS
from uvicorn.server import ServerState

HEAD = b"POST /comments HTTP/1.1\r\nHost: localhost\r\n"
PROXY = "127.0.0.1"


class Clock:
    """A time that passes when it is told to."""

    def __init__(self) -> None:
        """Begin at some moment."""
        self.now = 1000.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.now


def read(exchange: Exchange, data: bytes) -> list[Any]:
    """What came out of these bytes."""
    exchange.receive_data(data)
    events = []
    while isinstance(event := exchange.next_event(), h11.Event):
        events.append(event)
    return events


def make_head(*lines: str, version: str = "1.1") -> bytes:
    return "\r\n".join([f"POST /comments HTTP/{version}", "Host: localhost", *lines, "", ""]).encode(
        "latin-1"
    )


# How long it may take


def test_head_has_its_time_however_often_a_byte_comes() -> None:
    clock = Clock()
    exchange = Exchange(clock)
    for byte in HEAD[:9]:
        assert exchange.count_seconds_left() == HEAD_SECONDS - (clock.now - 1000)
        clock.now += 1
        assert read(exchange, bytes([byte])) == []
    clock.now += 1
    assert exchange.count_seconds_left() <= 0


def test_body_has_its_time_and_the_answer_takes_as_long_as_it_takes() -> None:
    clock = Clock()
    exchange = Exchange(clock)
    clock.now += 5
    read(exchange, make_head("Content-Length: 2") + b"a")
    assert exchange.count_seconds_left() == BODY_SECONDS
    clock.now += 30
    assert exchange.is_owed
    read(exchange, b"b")
    assert exchange.count_seconds_left() == math.inf
    assert not exchange.is_owed


def test_reader_is_told_before_the_connection_ends() -> None:
    assert MAX_SECONDS < BODY_SECONDS
    assert MAX_BYTES < MAX_BODY


def test_next_head_has_its_time_from_the_answer_on() -> None:
    clock = Clock()
    exchange = Exchange(clock)
    read(exchange, make_head())
    clock.now += 100
    exchange.send(h11.Response(status_code=200, headers=[("Content-Length", "0")]))
    exchange.send(h11.EndOfMessage())
    exchange.start_next_cycle()
    assert exchange.count_seconds_left() == HEAD_SECONDS


# In how many pieces


def send_body(pieces: Iterable[bytes], *, chunked: bool) -> int:
    """How many bytes of a body are taken that comes in these pieces."""
    exchange = Exchange(Clock())
    pieces = list(pieces)
    length = sum(map(len, pieces))
    read(exchange, make_head("Transfer-Encoding: chunked" if chunked else f"Content-Length: {length}"))
    taken = 0
    for piece in pieces:
        events = read(exchange, b"%x\r\n%b\r\n" % (len(piece), piece) if chunked else piece)
        taken += sum(len(event.data) for event in events if isinstance(event, h11.Data))
    return taken


@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize(
    ("size", "count"),
    [(1, 400), (10, 600), (64, 2048), (536, 245), (1460, 90), (16 * 1024, 8), (MAX_BODY, 1)],
)
def test_body_may_come_in_the_pieces_that_networks_and_proxies_make(
    size: int, count: int, *, chunked: bool
) -> None:
    assert send_body([b"a" * size] * count, chunked=chunked) == size * count


@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize(
    "pieces",
    [
        [b"a"] * 2000,
        [b"a" * 32] * 4096,
        [b"a" * 600, *[b"a"] * 2000],
        [b"a" * 16 * 1024] * 65,
        [b"a" * MAX_BODY, b"a"],
    ],
)
def test_body_in_crumbs_or_without_end_is_refused(pieces: list[bytes], *, chunked: bool) -> None:
    with pytest.raises(h11.RemoteProtocolError, match="too much of a body, or in too many pieces"):
        send_body(pieces, chunked=chunked)


@pytest.mark.parametrize(("size", "count"), [(1, 60), (16, 80), (64, 1024), (1000, 1000)])
def test_body_may_come_in_many_chunks_at_once(size: int, count: int) -> None:
    chunks = (b"%x\r\n" % size + b"a" * size + b"\r\n") * count
    events = read(Exchange(Clock()), make_head("Transfer-Encoding: chunked") + chunks + b"0\r\n\r\n")
    assert sum(len(event.data) for event in events if isinstance(event, h11.Data)) == size * count


@pytest.mark.parametrize(("size", "count"), [(1, 70), (16, 100), (60, 2000)])
def test_body_in_crumbs_that_come_at_once_is_refused(size: int, count: int) -> None:
    chunks = (b"%x\r\n" % size + b"a" * size + b"\r\n") * count
    with pytest.raises(h11.RemoteProtocolError, match="in too many pieces"):
        read(Exchange(Clock()), make_head("Transfer-Encoding: chunked") + chunks)


def test_pieces_are_counted_request_by_request() -> None:
    exchange = Exchange(Clock())
    for _ in range(10):
        read(exchange, make_head("Transfer-Encoding: chunked"))
        for _ in range(400):
            read(exchange, b"1\r\na\r\n")
        read(exchange, b"0\r\n\r\n")
        exchange.send(h11.Response(status_code=200, headers=[("Content-Length", "0")]))
        exchange.send(h11.EndOfMessage())
        exchange.start_next_cycle()
    assert exchange.is_owed


# Where it ends

CHUNKED = "Transfer-Encoding: chunked"


@pytest.mark.parametrize(
    "lines",
    [
        ("Content-Length: 5", CHUNKED),
        (CHUNKED, "Content-Length: 5"),
        ("content-length: 0", "TRANSFER-ENCODING: CHUNKED"),
        ("Content-Length: 5", "Transfer-Encoding:\tchunked"),
        ("Content-Length: 5", "Transfer-Encoding:\r\n chunked"),
        ("Content-Length: 5", "Transfer-Encoding : chunked"),
        ("Content-Length: 5", "Transfer-Encoding: xchunked"),
        ("Content-Length: 5", "Transfer-Encoding: chunked\x0b"),
        ("Content-Length: 5", 'Transfer-Encoding: "chunked"'),
        ("Content-Length: 5", "Transfer-Encoding: identity"),
        ("Content-Length: 5", "Transfer-Encoding:"),
        (CHUNKED, CHUNKED),
        ("Transfer-Encoding: chunked, chunked",),
        ("Transfer-Encoding: chunked, identity",),
        ("Transfer-Encoding: gzip, chunked",),
        ("Content-Length: 5", "Content-Length: 6"),
        ("Content-Length: 5, 6",),
        ("Content-Length: +5",),
        ("Content-Length: -5",),
        ("Content-Length: 0x5",),
        ("Content-Length: 5a",),
        ("Content-Length: 5 5",),
        ("Content-Length: 1_0",),
        ("Content-Length: ٥".encode().decode("latin-1"),),
        ("Content-Length: ",),
        ("Content-Length: 5.0",),
        ("Content-Length: 999999999999999999999999",),
        ("Content-Length : 5",),
        ("Host: elsewhere",),
    ],
)
def test_request_whose_end_is_in_doubt_is_refused(lines: tuple[str, ...]) -> None:
    with pytest.raises(h11.RemoteProtocolError):
        read(Exchange(Clock()), make_head(*lines) + b"0\r\n\r\n")


def test_chunks_in_http_1_0_are_refused() -> None:
    with pytest.raises(h11.RemoteProtocolError, match=r"HTTP/1\.0"):
        read(Exchange(Clock()), make_head(CHUNKED, version="1.0"))


@pytest.mark.parametrize(
    "chunk", [b"x\r\n", b"-1\r\n", b"+1\r\na\r\n", b"0x1\r\na\r\n", b"1\r\nab\r\n", b"1\r\naXX", b"\r\n"]
)
def test_bad_chunk_is_refused(chunk: bytes) -> None:
    with pytest.raises(h11.RemoteProtocolError):
        read(Exchange(Clock()), make_head(CHUNKED) + chunk)


@pytest.mark.parametrize(
    ("lines", "body"),
    [
        (("Content-Length: 5",), b"abcde"),
        (("Content-Length: 5", "Content-Length: 5"), b"abcde"),  # may be taken as one: RFC 9110, 8.6
        (("Content-Length: 005",), b"abcde"),
        ((CHUNKED,), b"3\r\nabc\r\n2;ext=1\r\nde\r\n0\r\n\r\n"),
        (("Transfer-encoding: Chunked",), b"5\r\nabcde\r\n0\r\nTrailer: a\r\n\r\n"),
    ],
)
def test_usual_body_is_read(lines: tuple[str, ...], body: bytes) -> None:
    events = read(Exchange(Clock()), make_head(*lines) + body)
    assert b"".join(event.data for event in events if isinstance(event, h11.Data)) == b"abcde"
    assert isinstance(events[-1], h11.EndOfMessage)


# Who makes room


class FakeLoop(Clock):
    """The time and the timers of an event loop, which nothing else is asked of."""

    def __init__(self) -> None:
        """Begin without timers."""
        super().__init__()
        self._timers: dict[asyncio.TimerHandle, Callable[[], None]] = {}

    def time(self) -> float:
        """Tell the time."""
        return self.now

    def call_later(self, delay: float, callback: Callable[[], None]) -> asyncio.TimerHandle:
        """Note what is to be called."""
        timer = asyncio.TimerHandle(self.now + delay, callback, (), self)  # type: ignore[arg-type]
        self._timers[timer] = callback
        return timer

    def get_debug(self) -> bool:
        """Say no, to whoever makes a handle."""
        return False

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        """Forget a timer, as its handle asks for."""
        del self._timers[handle]

    def pass_time(self, seconds: float) -> None:
        """Let time pass, and call what is due."""
        end = self.now + seconds
        while due := min((timer for timer in self._timers if timer.when() <= end), default=None):
            self.now = due.when()
            self._timers.pop(due)()
        self.now = end


class FakeTransport(asyncio.Transport):
    """One end of a connection from an address."""

    def __init__(self, address: str) -> None:
        """Be open."""
        super().__init__()
        self.address = address
        self.protocol: GuardedConnection | None = None
        self.unread = 0
        self.end = ""

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        """Say who the other end is."""
        return (self.address, 50000) if name == "peername" else default

    def get_write_buffer_size(self) -> int:
        """Say what the other end has not read."""
        return self.unread

    def is_closing(self) -> bool:
        """Say whether it has ended."""
        return bool(self.end)

    def close(self) -> None:
        """End it when all is read."""
        self.end = self.end or "closed"

    def abort(self) -> None:
        """End it at once."""
        self.end = "aborted"


class FakeServer:
    """What connections are made to."""

    def __init__(self) -> None:
        """Have none, at some moment."""
        self.loop = FakeLoop()
        self._state = ServerState()
        self._config = uvicorn.Config(print, http=GuardedConnection, log_config=None, lifespan="off")

    def connect(self, address: str, data: bytes = b"") -> FakeTransport:
        """A connection from an address, on which this has been sent, a moment after the one before."""
        self.loop.now += 0.001
        connection = GuardedConnection(self._config, self._state, {}, self.loop)  # type: ignore[arg-type]
        transport = FakeTransport(address)
        transport.protocol = connection
        connection.connection_made(transport)
        if data:
            read(connection.conn, data)  # no more, since there is no application
        return transport


def list_ended(transports: Iterable[FakeTransport]) -> list[int]:
    return [number for number, transport in enumerate(transports) if transport.end]


def test_connection_whose_head_does_not_come_is_ended() -> None:
    server = FakeServer()
    transport = server.connect("192.0.2.1", HEAD)
    whole = server.connect("192.0.2.1", make_head())
    server.loop.pass_time(HEAD_SECONDS - 0.1)
    assert not transport.end
    server.loop.pass_time(1)
    assert transport.end == "closed"
    server.loop.pass_time(1000)
    assert not whole.end  # it is our turn


def test_connection_whose_body_does_not_come_is_ended() -> None:
    server = FakeServer()
    transport = server.connect("192.0.2.1", make_head("Content-Length: 9") + b"post=")
    server.loop.pass_time(BODY_SECONDS - 0.1)
    assert not transport.end
    server.loop.pass_time(1)
    assert transport.end == "closed"


def test_connection_that_has_ended_is_not_watched() -> None:
    server = FakeServer()
    transport = server.connect("192.0.2.1", HEAD)
    assert transport.protocol
    transport.protocol.connection_lost(ConnectionResetError())
    server.loop.pass_time(BODY_SECONDS)
    assert not transport.end


@pytest.mark.parametrize(
    ("address", "is_limited"),
    [
        (lambda _: "192.0.2.1", True),
        (lambda _: "::ffff:192.0.2.1", True),
        (lambda number: f"2001:db8::{number:x}", True),  # a network of one sender
        (lambda number: f"2001:db8:0:{number:x}::1", False),
        (lambda number: f"192.0.2.{number}", False),
        (lambda _: PROXY, False),  # it brings many senders
    ],
)
def test_one_sender_has_so_many_connections(address: Callable[[int], str], *, is_limited: bool) -> None:
    server = FakeServer()
    other = server.connect("198.51.100.1", HEAD)
    own = [server.connect(address(number), HEAD) for number in range(MAX_OF_ONE + 2)]
    assert list_ended(own) == ([0, 1] if is_limited else [])
    assert not other.end


def test_there_are_so_many_connections() -> None:
    server = FakeServer()
    held = [server.connect(PROXY, HEAD) for _ in range(MAX_CONNECTIONS)]
    assert list_ended(held) == []
    server.connect("192.0.2.1")
    server.connect(PROXY)
    assert list_ended(held) == [0, 1]


def test_who_is_served_is_not_ended_for_another() -> None:
    server = FakeServer()
    served = [server.connect("192.0.2.1", make_head()) for _ in range(MAX_OF_ONE - 1)]
    slow = server.connect("192.0.2.1", HEAD)
    assert not server.connect("192.0.2.1", make_head()).end
    assert slow.end == "aborted"
    assert server.connect("192.0.2.1").end == "aborted"
    assert list_ended(served) == []


def test_who_reads_slowly_goes_after_who_sends_slowly() -> None:
    server = FakeServer()
    readers = [server.connect("192.0.2.1", make_head()) for _ in range(2)]
    for reader in readers:
        reader.unread = 10_000
        assert reader.protocol
        reader.protocol.pause_writing()
    senders = [server.connect("192.0.2.1", HEAD) for _ in range(MAX_OF_ONE - 2)]
    later = [server.connect("192.0.2.1", make_head()) for _ in range(MAX_OF_ONE - 1)]
    assert list_ended(senders) == list(range(MAX_OF_ONE - 2))
    assert (readers[0].end, readers[1].end) == ("aborted", "")
    assert list_ended(later) == []


def test_who_leaves_the_end_of_an_answer_unread_makes_room() -> None:
    server = FakeServer()
    readers = [server.connect("192.0.2.1", make_head("Connection: close")) for _ in range(MAX_OF_ONE)]
    for reader in readers:
        reader.unread = 1  # the answer is given, so that nothing is paused and nothing more is awaited
        reader.close()
    assert not server.connect("192.0.2.1").end
    assert [reader.end for reader in readers].count("aborted") == 1


def test_sender_without_an_address_is_one_of_them() -> None:
    server = FakeServer()
    held = [server.connect("", HEAD) for _ in range(MAX_OF_ONE + 1)]
    assert list_ended(held) == [0]
