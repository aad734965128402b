"""Nothing acknowledged is lost: a real server is killed under load, and its disk refuses."""

import http.client
import queue
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pelican.plugins.comments.headers import parse_header
from pelican.plugins.comments.storage import read_comment

from .servers import HEADERS, InboxServer, encode_form, write_blog

COUNT, CONNECTIONS = 150, 16
KILLS_AT = (30, 110)
REFUSAL_AT = 70
PATIENCE = 300.0
"""Seconds in which a step has to be reached, so that a broken server fails the test instead of holding it."""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="prlimit() of another process is Linux's")


class Crowd:
    """Readers who send each submission again and again until the server has thanked for it."""

    def __init__(self, port: int) -> None:
        """Let them start."""
        self.outcomes: Counter[int] = Counter()
        """How often each status was answered, 0 for none."""
        self._port = port
        self._waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
        for number in range(COUNT):
            self._waiting.put(number)
        self._deadline = time.monotonic() + 2 * PATIENCE
        self._lock = threading.Lock()
        self._readers = [threading.Thread(target=self._send_all, daemon=True) for _ in range(CONNECTIONS)]
        for reader in self._readers:
            reader.start()

    def _send_all(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        with closing(connection), suppress(queue.Empty):
            while True:
                number, status = self._waiting.get_nowait(), 0
                while status != 303 and time.monotonic() < self._deadline:
                    status = send(number, connection)
                    with self._lock:
                        self.outcomes[status] += 1
                    time.sleep(0.05 * (status != 303))

    def wait(self) -> None:
        """Wait until all is sent."""
        for reader in self._readers:
            reader.join(timeout=PATIENCE)


def send(number: int, connection: http.client.HTTPConnection) -> int:
    networks = "2001:db8:0:{:x}::1", "198.51.100.{}", "203.0.113.{}"
    headers = {**HEADERS, "X-Forwarded-For": networks[number % 3].format(number // 3 % 256)}
    try:
        connection.request("POST", "/commentaires", encode_form(**write(number)), headers)
        response = connection.getresponse()
        response.read()
    except (OSError, http.client.HTTPException):
        connection.close()
        return 0
    return response.status


def write(number: int) -> dict[str, str]:
    """What a reader types: each time something else, of another length."""
    lines = [f"Numéro {number} 🍰", *["« Été comme hiver », dit-elle."] * (number % 40)]
    return {"name": f"Anaïs {number}", "message": "\n".join(lines), "parent": "1" if number % 3 else ""}


def wait_until(is_reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_reached():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def refuse_writes(server: InboxServer, outcomes: Counter[int]) -> None:
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
    crowd = Crowd(server.port)
    for moment in sorted((*KILLS_AT, REFUSAL_AT)):
        wait_until(lambda moment=moment: crowd.outcomes[303] >= moment)
        if moment == REFUSAL_AT:
            refuse_writes(server, crowd.outcomes)
        else:
            assert "Traceback" not in server.end(signal.SIGKILL)
            server = InboxServer(settings, server.port)
    crowd.wait()
    assert "Traceback" not in server.end()
    assert set(crowd.outcomes) == {303, 503, 0}
    assert crowd.outcomes[303] == COUNT
    assert crowd.outcomes[503] >= CONNECTIONS
    assert crowd.outcomes[0] >= len(KILLS_AT)
    check_inbox(tmp_path / "inbox")
    assert {path: path.read_bytes() for path in before} == before
    written = {path for path in tmp_path.rglob("*") if path.is_file()} - set(before)
    assert {path.parent for path in written} == {tmp_path / "inbox" / "article"}


def check_inbox(inbox: Path) -> None:
    """Every submission is one whole file, and there are no others but drafts that a kill left."""
    kept: Counter[tuple[str, str, str]] = Counter()
    for path in (inbox / "article").iterdir():
        if path.suffix != ".md":
            assert (path.name[0], path.suffix) == (".", ".tmp")
            continue
        assert read_comment(path, timezone=ZoneInfo("Europe/Paris"), root=inbox).date
        header, text = parse_header(path.read_text(encoding="utf-8"), path.name)
        kept[header.values["author"], text.rstrip("\n"), header.values.get("replyto", "")] += 1
    sent = [write(number) for number in range(COUNT)]
    assert kept == Counter((fields["name"], fields["message"], fields["parent"]) for fields in sent)
