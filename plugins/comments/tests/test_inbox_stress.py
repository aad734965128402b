"""Nothing acknowledged is lost: a real server is killed under load."""

import http.client
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .servers import HEADERS, InboxServer, encode_form, write_blog

COUNT, READERS, KILLS_AT = 150, 16, (30, 110)
PATIENCE = 300.0
"""Seconds in which a step has to be reached, so that a broken server fails the test instead of holding it."""


def write(number: int) -> str:
    """What a reader types: each time something else, of another length."""
    return "\n".join([f"Numéro {number} 🍰", *["« Été comme hiver », dit-elle."] * (number % 40)])


def send(number: int, server: InboxServer) -> int:
    """The status that a submission is answered, 0 for none."""
    headers = {**HEADERS, "X-Forwarded-For": f"198.51.100.{number}"}
    try:
        return server.ask("POST", "/commentaires", encode_form(message=write(number)), headers).status
    except (OSError, http.client.HTTPException):
        return 0


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
        for moment in KILLS_AT:
            deadline = time.monotonic() + PATIENCE
            while outcomes.count(303) < moment:
                assert time.monotonic() < deadline
                time.sleep(0.005)
            assert "Traceback" not in server.end(signal.SIGKILL)
            server = InboxServer(settings, server.port)
    assert "Traceback" not in server.end()
    assert set(outcomes) == {303, 0}
    assert {path: path.read_bytes() for path in before} == before
    written = {path for path in tmp_path.rglob("*") if path.is_file()} - set(before)
    assert {path.parent for path in written} == {tmp_path / "inbox" / "article"}
    whole = [path.read_text(encoding="utf-8") for path in written if path.suffix == ".md"]
    kept = sorted(text.partition("\n\n")[2] for text in whole)
    assert kept == sorted(f"{write(number)}\n" for number in range(COUNT))
    assert all(path.name[0] == "." for path in written if path.suffix != ".md")  # drafts that a kill left
