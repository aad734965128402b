"""Asks Pagefind's program for an index in memory, as Pagefind's own wrappers for Python and Node do.

Told to write the index itself, it says nothing of a disk that is full, and leaves files cut off.
"""

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path
from subprocess import PIPE, STDOUT, Popen
from typing import IO, Any, cast

from pelican_toolkit.errors import Problem

from .errors import PagefindError

Files = dict[str, bytes]
"""The files of an index by their paths in it."""


class ProgramError(Exception):
    """The program could not make an index; the message is what it said."""


class Program:
    """Pagefind's program, at work until it is closed.

    Its wire format: a message is JSON in Base64, ended by a comma, and each request has one response.
    https://github.com/Pagefind/pagefind/blob/main/wrappers/python/src/pagefind/service/types.py
    """

    def __init__(self, folder: Path) -> None:
        """Start it in this folder.

        Raises OSError, or PagefindError if it is not installed.
        """
        command = [str(_find_program()), "--service"]
        self._process = Popen(command, cwd=folder, stdin=PIPE, stdout=PIPE, stderr=STDOUT)  # noqa: S603  # no shell
        self._numbers = count(1)

    def close(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        self._process.communicate()

    def make_index(self, pages: Path, options: Mapping[str, object]) -> Files:
        """The files of an index of all pages in a folder, with these options of Pagefind's.

        Raises ProgramError.
        """
        index = self._ask("NewIndex", config=options)["index_id"]
        self._ask("AddDir", index_id=index, path=str(pages), glob=None)
        found: Sequence[Mapping[str, str]] = self._ask("GetFiles", index_id=index)["files"]
        return {file["path"]: b64decode(file["content"]) for file in found}

    def _ask(self, kind: str, **values: object) -> dict[str, Any]:
        request = {"message_id": next(self._numbers), "payload": {"type": kind, **values}}
        said = self._exchange(b64encode(json.dumps(request).encode()) + b",")
        try:
            payload: dict[str, Any] = json.loads(b64decode(said, validate=True))["payload"]
        except (ValueError, KeyError, TypeError) as error:
            words = said.decode(errors="replace").strip()
            raise ProgramError(words or f"exit status {self._process.wait()}") from error
        if payload["type"] == "Error":
            raise ProgramError(payload["message"])
        return payload

    def _exchange(self, request: bytes) -> bytes:
        """The response to a request without its comma, or what the program said before it ended."""
        source, target = (cast("IO[bytes]", pipe) for pipe in (self._process.stdout, self._process.stdin))
        with suppress(BrokenPipeError):  # it has ended, which shows when it is read
            target.write(request)
            target.flush()
        said = bytearray()
        while not said.endswith(b",") and (chunk := os.read(source.fileno(), 1 << 20)):
            said += chunk
        return bytes(said).removesuffix(b",")


def _find_program() -> Path:
    from pagefind.service import get_executable  # noqa: PLC0415  # takes a while, and most builds keep their index

    program = get_executable()
    if program is None or not program.is_file():
        place = f" at {program}" if program else ""
        message = f"its program is missing{place}; run: pip install 'pagefind[extended]'"
        raise PagefindError(Problem("missing", "Pagefind", message))
    return program
