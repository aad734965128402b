"""Keeps two builds from mixing what they remember and write: the second waits for the first."""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    import msvcrt

logger = logging.getLogger(__name__)


@contextmanager
def locked(path: Path) -> Iterator[Callable[[], AbstractContextManager[None]]]:
    """Hold the lock with this path; if another build holds it, wait and say so.

    What it gives leaves the lock to others for a while.
    """
    with path.open("wb") as file:
        if not _lock(file.fileno(), wait=False):
            message = "Another build is using %s; waiting for it to end."
            logger.warning(message, path.parent, extra={"harmless": True})
            _lock(file.fileno(), wait=True)
        yield partial(_left, file.fileno())


@contextmanager
def _left(descriptor: int) -> Iterator[None]:
    _unlock(descriptor)
    try:
        yield
    finally:
        _lock(descriptor, wait=True)


if os.name == "nt":

    def _lock(descriptor: int, *, wait: bool) -> bool:
        while True:
            try:
                msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
            except OSError:
                if not wait:  # LK_LOCK gives up after ten seconds
                    return False
            else:
                return True

    def _unlock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:

    def _lock(descriptor: int, *, wait: bool) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
