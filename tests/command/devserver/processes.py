"""The dev server in a process of its own, as the Makefile runs it."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

PATIENCE = 120.0
"""Seconds after which it is sure that what is waited for does not come, on the slowest of machines."""


def wait_until(is_reached: Callable[[], object], what: str | Callable[[], str]) -> None:
    """Return when something is so; fail, saying what it was, where it does not come."""
    deadline = time.monotonic() + PATIENCE
    while not is_reached():
        assert time.monotonic() < deadline, f"waited for {what() if callable(what) else what}"
        time.sleep(0.02)


class DevServer:
    """The dev server of the blog in a folder."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        """Start it."""
        self.folder = folder
        self._said: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pelican_blog", "devserver", "--port", "0", *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._listen, daemon=True)
        self._reader.start()

    def _listen(self) -> None:
        assert self.process.stdout
        self._said.extend(self.process.stdout)

    @property
    def said(self) -> str:
        """All that it has printed."""
        return "".join(self._said)

    def wait_for(self, words: str, times: int = 1) -> None:
        """Return when it has said these words so many times."""

        def is_said() -> bool:
            return self.said.count(words) >= times

        wait_until(lambda: is_said() or self.process.poll() is not None, lambda: f"{words} in:\n{self.said}")
        assert is_said(), self.said

    def read(self, path: str, **headers: str) -> tuple[int, str]:
        """The status and the text of what it answers to a browser at a path.

        As browsers do, it asks again where one server had taken the question and gave its place to the next.
        """
        self.wait_for("shows it")
        address = next(line for line in self._said if "shows it" in line).split()[0].rstrip("/")
        request = Request(f"{address}{path}", headers={"Accept": "text/html", **headers})  # noqa: S310  # our own server
        for _ in range(2):
            try:
                with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310  # as above
                    return answer.status, answer.read().decode()
            except HTTPError as error:
                return error.code, error.read().decode()
            except ConnectionError as error:
                refused = error
        raise refused

    def end(self, number: int = signal.SIGINT) -> int:
        """End it as Ctrl-C in a terminal does, and return its exit status; nothing of it is left."""
        if number == signal.SIGINT:
            os.killpg(self.process.pid, number)
        else:
            self.process.send_signal(number)
        status = self.process.wait(timeout=PATIENCE)
        wait_until(lambda: not is_group_alive(self.process.pid), "the end of all its processes")
        self._reader.join(PATIENCE)
        assert not self._reader.is_alive(), "what it says has no end"
        if self.process.stdout:
            self.process.stdout.close()
        return status


def is_group_alive(group: int) -> bool:
    """Whether any process of a group still runs; of one that has ended, its parent may take long to know."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended meanwhile
            state, _, number, *_ = path.read_text().rpartition(")")[2].split()
            if (int(number), state == "Z") == (group, False):
                return True
    return not Path("/proc/self/stat").exists()
