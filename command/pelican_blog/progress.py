"""Shows the progress of long work in a terminal: texts read and pages written."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from pelican.contents import Content, Static
from pelican.plugins import signals  # type: ignore[attr-defined]  # mypy sees the namespace only
from pelican_toolkit.incremental import pure
from rich.console import Console
from rich.status import Status


@contextmanager
def show_progress(work: str) -> Iterator[None]:
    """Show Pelican's progress meanwhile, if standard error is a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    with Console(stderr=True).status(f"{work}…") as status:
        counter = _Counter(work, status)
        with (
            signals.content_object_init.connected_to(counter.count_text),
            signals.content_written.connected_to(counter.count_page),
        ):
            yield


class _Counter:
    def __init__(self, work: str, status: Status) -> None:
        self._work, self._status = work, status
        self._texts = self._pages = 0

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
        pages = f", pages: {self._pages:,}" if self._pages else ""
        self._status.update(f"{self._work}… texts: {self._texts:,}{pages}")
