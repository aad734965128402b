"""Nothing acknowledged is lost: a real server is killed under load, and its disk refuses."""

import http.client
import queue
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pelican.plugins.comments.headers import parse_header
from pelican.plugins.comments.storage import read_comment

from .servers import HEADERS, InboxServer, encode_form, write_blog

COUNT, CONNECTIONS = 300, 16
KILLS_AT = (60, 220)
REFUSAL_AT = 140
PATIENCE = 60.0
"""Seconds in which a step has to be reached, so that a broken server fails the test instead of holding it."""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="prlimit() of another process is Linux's")


class Outcomes(Counter[int]):
    """How often each status was answered, 0 for none, counted by several threads."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self._lock = threading.Lock()

    def add(self, status: int) -> None:
        """Count one more answer."""
        with self._lock:
            self[status] += 1


class Reader(threading.Thread):
    """Sends submissions over one connection, each again and again until the server has thanked for it."""

    def __init__(self, port: int, waiting: "queue.SimpleQueue[int]", outcomes: Outcomes) -> None:
        """Take numbers of submissions from `waiting` until it is empty; count the answers, 0 for none."""
        super().__init__(daemon=True)
        self._waiting = waiting
        self._outcomes = outcomes
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self._deadline = time.monotonic() + 2 * PATIENCE

    def run(self) -> None:
        """Send until there is nothing left to send."""
        with closing(self._connection):
            self._send_all()

    def _send_all(self) -> None:
        while time.monotonic() < self._deadline:
            try:
                number = self._waiting.get_nowait()
            except queue.Empty:
                return
            while (status := self._send(number)) != 303 and time.monotonic() < self._deadline:
                self._outcomes.add(status)
                time.sleep(0.05)
            self._outcomes.add(status)

    def _send(self, number: int) -> int:
        headers = {**HEADERS, "X-Forwarded-For": name_address(number)}
        try:
            self._connection.request("POST", "/commentaires", encode_form(**write(number)), headers)
            response = self._connection.getresponse()
            response.read()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            return 0
        return response.status


def write(number: int) -> dict[str, str]:
    """What a reader types: each time something else, of another length."""
    lines = [f"Numéro {number} 🍰", *["« Été comme hiver », dit-elle."] * (number % 40)]
    return {"name": f"Anaïs {number}", "message": "\n".join(lines), "parent": "1" if number % 3 else ""}


def name_address(number: int) -> str:
    if number % 2:
        return f"2001:db8:0:{number:x}::1"
    return f"{('198.51.100', '203.0.113', '192.0.2')[number % 3]}.{number // 6 % 256}"


def wait_until(is_reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_reached():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def refuse_writes(server: InboxServer, outcomes: Outcomes) -> None:
    """Let each write fail after 64 bytes (setrlimit(2), RLIMIT_FSIZE) until readers have been told so."""
    import resource  # noqa: PLC0415  # not on Windows

    soft, hard = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (64, hard))
    wait_until(lambda: outcomes[503] >= CONNECTIONS)
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (soft, hard))


def test_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    settings = write_blog(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    server = InboxServer(settings)
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    for number in range(COUNT):
        waiting.put(number)
    outcomes = Outcomes()
    readers = [Reader(server.port, waiting, outcomes) for _ in range(CONNECTIONS)]
    for reader in readers:
        reader.start()
    for moment in sorted((*KILLS_AT, REFUSAL_AT)):
        wait_until(lambda moment=moment: outcomes[303] >= moment)
        if moment == REFUSAL_AT:
            refuse_writes(server, outcomes)
        else:
            assert "Traceback" not in server.end(signal.SIGKILL)
            server = InboxServer(settings, server.port)
    for reader in readers:
        reader.join(timeout=PATIENCE)
    said = server.end()

    assert outcomes[303] == COUNT
    assert outcomes[503] >= CONNECTIONS
    assert outcomes[0] >= len(KILLS_AT)
    assert set(outcomes) == {303, 503, 0}
    assert "Traceback" not in said
    check_inbox(tmp_path / "inbox")
    assert {path: path.read_bytes() for path in before} == before
    written = {path for path in tmp_path.rglob("*") if path.is_file()} - set(before)
    assert {path.parent for path in written} == {tmp_path / "inbox" / "article"}


def check_inbox(inbox: Path) -> None:
    """Every submission is one whole file, and there are no others but drafts that a kill left."""
    paths = list((inbox / "article").iterdir())
    assert {path.suffix for path in paths} <= {".md", ".tmp"}
    assert all(path.name.startswith(".") for path in paths if path.suffix == ".tmp")
    kept: Counter[tuple[str, str, str]] = Counter()
    for path in paths:
        if path.suffix == ".md":
            assert read_comment(path, timezone=ZoneInfo("Europe/Paris"), root=inbox).date
            header, text = parse_header(path.read_text(encoding="utf-8"), path.name)
            kept[header.values["author"], text.rstrip("\n"), header.values.get("replyto", "")] += 1
    sent = [write(number) for number in range(COUNT)]
    assert kept == Counter((fields["name"], fields["message"], fields["parent"]) for fields in sent)
