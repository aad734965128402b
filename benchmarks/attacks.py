"""How long a page takes while the inbox server is attacked, relative to just before.

    .venv/bin/python benchmarks/attacks.py

Each attack lasts SECONDS, against a new server on the loopback interface. The server takes that for a
proxy, so its limit on connections per address does not apply. It may open 256 files, as on macOS. Attackers
reconnect when the server closes a connection. Unlike strangers, they share this machine's processors.
"""

import http.client
import multiprocessing
import resource
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

sys.path.append(str(Path(__file__).parents[1]))
from benchmarks.inbox import (
    TEXT,
    start_server,
    write_blog,
)  # the root is not on a script's path

SECONDS = 6.0
PATIENCE = 60.0
"""Seconds after which we give up on a page."""
THREAD = 500
"""Comments on the article."""
CRUMBS = b"1\r\na\r\n" * 40_000

Attack = Callable[[int], None]


def connect(port: int) -> socket.socket:
    """A connection that sends each byte immediately."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def write_head(port: int, line: str) -> bytes:
    """The head of a form request that contains this line."""
    kind = "Content-Type: application/x-www-form-urlencoded"
    lines = ["POST /comments HTTP/1.1", "Host: localhost", f"Origin: http://localhost:{port}", kind, line]
    return "\r\n".join([*lines, "", ""]).encode()


def limit_files(count: int) -> None:
    """Limit the files that this process and its children may open."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (count, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))


def repeat(action: Attack, port: int) -> None:
    """Repeat an attack, reconnecting when the server closes the connection."""
    limit_files(1024)
    while True:
        with suppress(OSError, http.client.HTTPException):
            action(port)
        time.sleep(0.001)


def send_crumbs(port: int) -> None:
    """Send a body in one-byte chunks, many at a time."""
    with connect(port) as connection:
        connection.sendall(write_head(port, "Transfer-Encoding: chunked"))
        while True:
            connection.sendall(CRUMBS)


def send_bytes(port: int) -> None:
    """Send a body byte by byte, a thousand bytes per second."""
    with connect(port) as connection:
        connection.sendall(write_head(port, "Content-Length: 131072"))
        for _ in range(131_072):
            connection.sendall(b"a")
            time.sleep(0.001)


def hold_heads(port: int) -> None:
    """Hold 300 connections with half a head open, sending each a byte now and then."""
    held: dict[int, socket.socket] = {}
    for number in count():
        place = number % 300
        try:
            if place not in held:
                held[place] = connect(port)
                held[place].sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Padding: ")
            held[place].sendall(b"a")
        except OSError:
            held.pop(place).close()
        if not place:
            time.sleep(0.1)


def send_posts(port: int, sender: Callable[[int], int] = lambda _: 0) -> None:
    """Send top-level comments one after another, each from the sender with that number."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    for number in count():
        fields = {"post": "article", "parent": "nobody", "name": "J", "message": TEXT, "started": ""}
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"http://127.0.0.1:{port}",
            "X-Forwarded-For": f"2001:db8:0:{sender(number):x}::1",
        }
        connection.request("POST", "/comments", urlencode(fields).encode(), headers)
        connection.getresponse().read()


def send_posts_of_many(port: int) -> None:
    """Send such comments, each from another sender, so that no limit per sender applies."""
    send_posts(port, lambda number: number % 0xFFFF)


ATTACKS: tuple[tuple[str, Attack, int], ...] = (
    ("8 bodies in chunks of one byte", send_crumbs, 8),
    ("8 bodies byte by byte", send_bytes, 8),
    ("300 half-sent heads", hold_heads, 1),
    ("8 times refused comments, one sender", send_posts, 8),
    ("8 times refused comments, many senders", send_posts_of_many, 8),
)


def ask_pages(port: int, seconds: float) -> list[float]:
    """The milliseconds of each page request, made one after the other on new connections, in this time."""
    times: list[float] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        start = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
            times.append((time.perf_counter() - start) * 1000)
        except (OSError, http.client.HTTPException):
            times.append(PATIENCE * 1000)
        connection.close()
        time.sleep(0.01)
    return times


def measure(attack: Attack, connections: int) -> tuple[list[float], list[float]]:
    """The milliseconds per page before and during an attack."""
    with tempfile.TemporaryDirectory() as place:
        write_blog(Path(place))
        folder = Path(place, "content", "comments", "article")
        folder.mkdir(parents=True)
        for number in range(THREAD):
            (folder / f"{number}.md").write_text(f"author: J\ndate: 2015-11-20\n\n{TEXT}\n")
        server, port = start_server(Path(place))
        attackers = [
            multiprocessing.Process(target=repeat, args=(attack, port), daemon=True)
            for _ in range(connections)
        ]
        try:
            ask_pages(port, 0.5)  # the first ones make it load what it needs
            idle = ask_pages(port, SECONDS)
            for attacker in attackers:
                attacker.start()
            time.sleep(1)
            return idle, ask_pages(port, SECONDS)
        finally:
            for attacker in attackers:
                attacker.kill()
            server.kill()
            server.communicate()


def main() -> None:
    """Print the table."""
    limit_files(256)
    for name, attack, connections in ATTACKS:
        figures = measure(attack, connections)
        columns = []
        for what, judge in (("median", statistics.median), ("worst", max)):
            idle, attacked = (judge(times) for times in figures)
            columns.append(f"{what} {idle:>6.1f} to {attacked:>8.1f} ms, {attacked / idle:>7.1f} times")
        sys.stdout.write(f"{name:<40} {'   '.join(columns)}\n")


if __name__ == "__main__":
    main()
