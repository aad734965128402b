"""Runs a function many times, each time as if in a new process, but without the cost of starting one.

A script that ends with `serve(function)` is such a process: it has imported everything once, and forks for
each call. It differs from others in how it hashes strings, and each call may have a clock of its own.
"""

import contextlib
import datetime as dt
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

_LIMIT = 300
"""Seconds after which a call has hung."""


class Forks:
    """A process that runs the function which a script serves."""

    def __init__(self, script: Path, seed: int) -> None:
        """Start the script; `seed` decides how strings are hashed. Skips the test where nothing can fork."""
        if not hasattr(os, "fork"):
            pytest.skip("this system has no fork")
        environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
        self._process = subprocess.Popen(
            [sys.executable, "-B", script],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            text=True,
        )

    def start(self, *, days: int = 0, kill_after: float = 0, **arguments: Any) -> None:
        """Begin a call, with the clock put forward by `days`; `kill_after` so many seconds, end it."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps([days, kill_after, arguments]) + "\n")
        self._process.stdin.flush()

    def finish(self) -> Any:
        """What the call returned; None if it was to be killed. Raises RuntimeError if it raised or ended."""
        assert self._process.stdout
        result, error = json.loads(self._process.stdout.readline())
        if error:
            raise RuntimeError(error)
        return result

    def call(self, **arguments: Any) -> Any:
        """Begin a call and wait for its end."""
        self.start(**arguments)
        return self.finish()

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def serve(function: Callable[..., Any]) -> None:
    """Answer calls of this function until nobody asks any more."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what the function prints
    for line in sys.stdin:
        days, kill_after, arguments = json.loads(line)
        source, sink = os.pipe()
        child = os.fork()
        if not child:
            signal.alarm(_LIMIT)
            _put_forward(dt.timedelta(days))
            with os.fdopen(sink, "wb") as pipe:
                pipe.write(_answer(function, arguments))
            os._exit(0)
        os.close(sink)
        if kill_after:
            time.sleep(kill_after)
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        with os.fdopen(source, "rb") as pipe:
            answer = pipe.read()
        _, status = os.waitpid(child, 0)
        if not answer:
            error = None if kill_after else f"ended with {os.waitstatus_to_exitcode(status)}, perhaps late"
            answer = json.dumps([None, error]).encode()
        answers.write(f"{answer.decode()}\n")
        answers.flush()


def _answer(function: Callable[..., Any], arguments: dict[str, Any]) -> bytes:
    try:
        answer = [function(**arguments), None]
    except BaseException as error:  # noqa: BLE001  # told to the caller
        answer = [None, f"{type(error).__name__}: {error}"]
    return json.dumps(answer).encode()


def _put_forward(distance: dt.timedelta) -> None:
    """Put Python's clock of dates forward in all modules that are loaded."""
    original = dt.datetime

    class Kind(type):
        def __instancecheck__(cls, value: object) -> bool:
            return isinstance(value, original)

    class Datetime(original, metaclass=Kind):  # type: ignore[misc, valid-type]  # it is a class
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Any:
            return super().now(tz) + distance

    Datetime.__name__ = Datetime.__qualname__ = "datetime"
    Datetime.__module__ = "datetime"
    for module in list(sys.modules.values()):
        if getattr(module, "datetime", None) is original:
            module.datetime = Datetime  # type: ignore[attr-defined]  # it has
