"""Replaces files and folders: all of them, or none."""

import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

_SIGNALS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}


def replace_all(names: Iterable[str], new: Path, folder: Path, before: Path) -> None:
    """Move the named files and folders from `folder` to `before`, and those in `new` into their place.

    If the disk refuses, everything is moved back. Nothing is copied, so this needs no space and no time.
    """
    done: list[tuple[Path, Path]] = []
    with _undisturbed():
        try:
            for name in names:
                for source, target in ((folder / name, before / name), (new / name, folder / name)):
                    done.append((source, target))
                    source.rename(target)
        except BaseException:
            for source, target in reversed(done):
                if target.exists() and not source.exists():
                    target.rename(source)
            raise


@contextmanager
def _undisturbed() -> Iterator[None]:
    """A context in which Ctrl-C, and the end of the terminal, have to wait."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
