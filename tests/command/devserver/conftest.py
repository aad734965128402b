"""A scratch blog, and the dev server for it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.bad_texts import GOOD, SETTINGS, write_texts
from tests.command.devserver.processes import DevServer


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A blog whose texts are all good."""
    write_texts(tmp_path / "content", GOOD)
    (tmp_path / "pelicanconf.py").write_text(SETTINGS)
    return tmp_path


@pytest.fixture
def start(blog: Path) -> Iterator[Callable[..., DevServer]]:
    """A function that starts the dev server; it is ended with the test."""
    started: list[DevServer] = []

    def begin(*arguments: str) -> DevServer:
        started.append(DevServer(blog, *arguments))
        return started[-1]

    yield begin
    for server in started:
        if server.process.poll() is None:
            server.end()
