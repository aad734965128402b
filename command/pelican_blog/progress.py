"""Shows the progress of long work in a terminal: texts read and pages written."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from pelican.contents import Content, Static
from pelican.plugins import signals  # type: ignore[attr-defined]  # mypy sees the namespace only
from pelican_toolkit.incremental import pure
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
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


class Bar:
    """Shows how far long work is, if standard error is a terminal; one line for each kind of work."""

    def __init__(self) -> None:
        """Show nothing yet."""
        columns = (
            TextColumn("{task.description}…"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        self._progress = Progress(
            *columns, console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        """Show."""
        self._progress.start()
        return self

    def __exit__(self, *_reason: object) -> None:
        """Leave no trace."""
        self._progress.stop()

    def begin(self, work: str, total: int | None = None) -> None:
        """Begin work of so many steps; None if nobody knows how many."""
        if self._task is not None:
            self._progress.remove_task(self._task)
        self._task = self._progress.add_task(work, total=total)

    def advance(self) -> None:
        """Another step is done."""
        if self._task is not None:
            self._progress.advance(self._task)
