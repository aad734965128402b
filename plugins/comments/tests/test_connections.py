"""The limits on connections: what each may send, for how long, and which ones make room for others."""

import asyncio
import time
from collections.abc import Iterable
from typing import Any
from unittest.mock import Mock

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
from pelican.plugins.comments.inbox.form import MAX_SECONDS
from uvicorn.server import ServerState

HEAD = b"POST /comments HTTP/1.1\r\nHost: localhost\r\n"
CHUNKED = "Transfer-Encoding: chunked"
PROXY, READER = "127.0.0.1", "192.0.2.1"


def read(exchange: Exchange, data: bytes) -> list[Any]:
    """The events in these bytes."""
    exchange.receive_data(data)
    return list(iter(lambda: event if isinstance(event := exchange.next_event(), h11.Event) else None, None))


def count_bytes(events: Iterable[Any]) -> int:
    return sum(len(event.data) for event in events if isinstance(event, h11.Data))


def make_head(*lines: str, version: str = "1.1") -> bytes:
    return "\r\n".join((f"POST /comments HTTP/{version}", "Host: localhost", *lines, "", "")).encode()


def send_pieces(sizes: list[int], *, chunked: bool, at_once: bool = False) -> int:
    """How many bytes are taken of a body that arrives in pieces of these sizes."""
    exchange = Exchange(time.monotonic)
    read(exchange, make_head(CHUNKED if chunked else f"Content-Length: {sum(sizes)}"))
    pieces = [b"%x\r\n%b\r\n" % (size, b"a" * size) if chunked else b"a" * size for size in sizes]
    return sum(count_bytes(read(exchange, piece)) for piece in ([b"".join(pieces)] if at_once else pieces))


@pytest.mark.parametrize("chunked", [False, True])
def test_body_comes_in_pieces_of_networks_and_proxies_but_not_in_crumbs(*, chunked: bool) -> None:
    for sizes in ([1] * 400, [64] * 2048, [MAX_BODY]):
        assert send_pieces(sizes, chunked=chunked) == sum(sizes)
    for sizes in ([1] * 2000, [32] * 4096, [MAX_BODY, 1]):
        with pytest.raises(h11.RemoteProtocolError, match="in too many pieces"):
            send_pieces(sizes, chunked=chunked)


def test_chunks_that_come_at_once_may_not_be_crumbs_either() -> None:
    for sizes in ([1] * 60, [64] * 1024):
        assert send_pieces(sizes, chunked=True, at_once=True) == sum(sizes)
    for sizes in ([1] * 70, [60] * 2000):
        with pytest.raises(h11.RemoteProtocolError, match="in too many pieces"):
            send_pieces(sizes, chunked=True, at_once=True)


def test_request_whose_end_is_in_doubt_is_refused() -> None:
    for head in (make_head("Content-Length: 5", CHUNKED), make_head(CHUNKED, version="1.0")):
        with pytest.raises(h11.RemoteProtocolError):
            read(Exchange(time.monotonic), head + b"0\r\n\r\n")


# Which connections make room


class FakeServer:
    """What connections are made to, with a clock that stands still."""

    def __init__(self) -> None:
        """Start without connections."""
        self.loop = Mock(**{"time.return_value": 1000.0})
        self._state = ServerState()
        self._config = uvicorn.Config(print, http=GuardedConnection, log_config=None, lifespan="off")

    def connect(self, address: str = READER, data: bytes = b"") -> Mock:
        """The transport of a new connection from an address, on which this was sent."""
        self.loop.time.return_value += 0.001
        transport = Mock(spec=asyncio.Transport)
        transport.get_extra_info.side_effect = {"peername": (address, 50000)}.get
        transport.get_write_buffer_size.return_value = 0
        transport.is_closing.side_effect = lambda: transport.close.called or transport.abort.called
        connection = GuardedConnection(self._config, self._state, {}, self.loop)
        transport.protocol = connection
        connection.connection_made(transport)
        if data:
            read(connection.conn, data)  # no more, since there is no application
        return transport

    def pass_time(self, seconds: float) -> None:
        """Let time pass, and have the newest connection watched."""
        self.loop.time.return_value += seconds
        self.loop.call_later.call_args.args[1]()


@pytest.mark.parametrize(
    ("sent", "seconds"), [(HEAD, HEAD_SECONDS), (make_head("Content-Length: 9") + b"post=", BODY_SECONDS)]
)
def test_connection_that_sends_no_further_is_closed(sent: bytes, seconds: float) -> None:
    server = FakeServer()
    slow = server.connect(data=sent)
    server.pass_time(2)
    read(slow.protocol.conn, b"a")  # a crumb wins no time
    server.pass_time(seconds - 2.1)
    assert not slow.is_closing()
    assert server.loop.call_later.call_args.args[0] == pytest.approx(0.1)
    server.pass_time(0.2)
    assert slow.close.called
    served = server.connect(data=make_head())  # now it is our turn
    server.pass_time(1000)
    assert not served.is_closing()
    served.protocol.conn.send(h11.Response(status_code=200, headers=[("Content-Length", "0")]))
    served.protocol.conn.send(h11.EndOfMessage())
    served.protocol.conn.start_next_cycle()  # and the next head has its own time
    assert served.protocol.conn.count_seconds_left() == pytest.approx(HEAD_SECONDS)
    assert MAX_SECONDS < BODY_SECONDS  # so that the form's own refusal gets through first


def list_ended(transports: Iterable[Mock]) -> list[int]:
    return [number for number, transport in enumerate(transports) if transport.is_closing()]


@pytest.mark.parametrize(("address", "is_limited"), [
    ("::ffff:192.0.2.1", True), ("unknown {}", True), ("192.0.2.{}", False), (PROXY, False),
    ("2001:db8::{:x}", True), ("2001:db8:0:{:x}::1", False),  # one /64 or several
])  # fmt: skip
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
    assert list_ended(held) == [0]


def test_slow_senders_make_room_before_slow_readers_and_those_who_are_served_never() -> None:
    server = FakeServer()
    readers = [server.connect(data=make_head()) for _ in range(2)]
    for reader in readers:
        reader.get_write_buffer_size.return_value = 1  # too little for uvicorn to pause
        reader.close()
    senders = [server.connect(data=HEAD) for _ in range(MAX_OF_ONE - 2)]
    served = [server.connect(data=make_head()) for _ in range(MAX_OF_ONE)]
    assert [transport.abort.called for transport in senders + readers] == [True] * MAX_OF_ONE
    assert server.connect().abort.called
    assert list_ended(served) == []
