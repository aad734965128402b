"""Files and folders put in the place of others: all of them, or none."""

import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

_SIGNALS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}


def replace_all(names: Iterable[str], new: Path, folder: Path, before: Path) -> None:
    """Move what has these names out of `folder` into `before`, and what has them in `new` to their places.

    Where the disk refuses, all that was is back. Nothing is copied, so that it takes no room and no time.
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
    """A moment in which Ctrl-C, or the end of the terminal, has to wait."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
