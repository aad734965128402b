"""Shows how far an import is."""

import sys
import time
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

_PAUSE = 0.1
"""Seconds from one sight of it to the next, at least."""


class Bar:
    """One line for each kind of work, if standard error is a terminal.

    It has no thread of its own: builds fork only where there is none.
    """

    def __init__(self) -> None:
        """Show nothing yet."""
        self._progress = Progress(
            TextColumn("{task.description}…"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            auto_refresh=False,
            transient=True,
            disable=not sys.stderr.isatty(),
        )
        self._task: TaskID | None = None
        self._shown = 0.0

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
        self._progress.refresh()

    def advance(self) -> None:
        """Another step is done."""
        if self._task is None:
            return
        self._progress.advance(self._task)
        if time.monotonic() - self._shown > _PAUSE:
            self._shown = time.monotonic()
            self._progress.refresh()
