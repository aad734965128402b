"""Shows the progress of long work in a terminal: texts read and pages written."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pelican.contents import Content, Static
from pelican.plugins import signals  # type: ignore[attr-defined]  # mypy sees the namespace only
from pelican_toolkit.incremental import pure

if TYPE_CHECKING:
    from rich.live import Live
    from rich.spinner import Spinner

_PAUSE = 0.1
"""Seconds from one sight of it to the next, at least."""


@contextmanager
def show_progress(work: str) -> Iterator[None]:
    """Show Pelican's progress meanwhile, if standard error is a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console  # noqa: PLC0415  # only a terminal needs these
    from rich.live import Live  # noqa: PLC0415
    from rich.spinner import Spinner  # noqa: PLC0415

    # No thread refreshes it: each text and page does.
    with Live(console=Console(stderr=True), auto_refresh=False, transient=True) as live:
        counter = _Counter(work, Spinner("dots"), live)
        with (
            signals.content_object_init.connected_to(counter.count_text),
            signals.content_written.connected_to(counter.count_page),
        ):
            yield


class _Counter:
    def __init__(self, work: str, spinner: "Spinner", live: "Live") -> None:
        self._work, self._spinner, self._live = work, spinner, live
        self._texts = self._pages = 0
        self._process, self._shown = os.getpid(), 0.0
        self._show()

    @pure
    def count_text(self, content: Content) -> None:
        if not isinstance(content, Static):
            self._texts += 1
            self._show()

    @pure
    def count_page(self, path: str, context: object = None) -> None:
        del path, context
        self._pages += 1
        self._show()

    def _show(self) -> None:
        now = time.monotonic()
        if now - self._shown < _PAUSE or os.getpid() != self._process:
            return
        self._shown = now
        done = f"pages: {self._pages:,}" if self._pages else f"texts: {self._texts:,}"
        self._spinner.update(text=f"{self._work}… {done}")
        self._live.update(self._spinner, refresh=True)
