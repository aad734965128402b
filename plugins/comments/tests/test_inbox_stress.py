"""Nothing acknowledged is lost: a real server is killed under load, and its disk refuses."""

import http.client
import signal
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from .servers import HEADERS, InboxServer, encode_form, write_blog

COUNT, READERS = 150, 16
KILLS_AT, REFUSAL_AT = (30, 110), 70
PATIENCE = 300.0
"""Seconds in which a step has to be reached, so that a broken server fails the test instead of holding it."""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="prlimit() of another process is Linux's")


def write(number: int) -> str:
    """What a reader types: each time something else, of another length."""
    return "\n".join([f"Numéro {number} 🍰", *["« Été comme hiver », dit-elle."] * (number % 40)])


def send(number: int, server: InboxServer) -> int:
    """The status that a submission is answered, 0 for none."""
    networks = "2001:db8:0:{:x}::1", "198.51.100.{}", "203.0.113.{}"
    headers = {**HEADERS, "X-Forwarded-For": networks[number % 3].format(number // 3 % 256)}
    try:
        return server.ask("POST", "/commentaires", encode_form(message=write(number)), headers).status
    except (OSError, http.client.HTTPException):
        return 0


def wait_until(is_reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_reached():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def refuse_writes(server: InboxServer, outcomes: list[int]) -> None:
    """Let each write fail after 64 bytes (setrlimit(2), RLIMIT_FSIZE) until readers have been told so."""
    import resource  # noqa: PLC0415  # not on Windows

    soft, hard = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (64, hard))
    wait_until(lambda: outcomes.count(503) >= READERS)
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (soft, hard))


def test_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    settings = write_blog(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    server = first = InboxServer(settings)
    outcomes: list[int] = []

    def send_until_thanked(number: int) -> None:
        deadline = time.monotonic() + 2 * PATIENCE
        while time.monotonic() < deadline:
            outcomes.append(status := send(number, first))  # every later server has the same port
            if status == 303:
                return
            time.sleep(0.05)

    with ThreadPoolExecutor(READERS) as readers:
        readers.map(send_until_thanked, range(COUNT))
        for moment in sorted((*KILLS_AT, REFUSAL_AT)):
            wait_until(lambda moment=moment: outcomes.count(303) >= moment)
            if moment == REFUSAL_AT:
                refuse_writes(server, outcomes)
            else:
                assert "Traceback" not in server.end(signal.SIGKILL)
                server = InboxServer(settings, server.port)
    assert "Traceback" not in server.end()
    assert set(outcomes) == {303, 503, 0}
    assert {path: path.read_bytes() for path in before} == before
    written = {path for path in tmp_path.rglob("*") if path.is_file()} - set(before)
    assert {path.parent for path in written} == {tmp_path / "inbox" / "article"}
    whole = [path.read_text(encoding="utf-8") for path in written if path.suffix == ".md"]
    kept = sorted(text.partition("\n\n")[2] for text in whole)
    assert kept == sorted(f"{write(number)}\n" for number in range(COUNT))
    assert all(path.name[0] == "." for path in written if path.suffix != ".md")  # drafts that a kill left
