"""Which of several processes does which of some numbered tasks: whoever is free takes the next one."""

import mmap
import os
from collections.abc import Iterator
from contextlib import contextmanager
from struct import Struct
from tempfile import TemporaryFile
from weakref import finalize

try:
    import fcntl
except ImportError:  # Windows, where no process is copied
    fcntl = None  # type: ignore[assignment]  # not used then

_ENDS = Struct("qq")


class Claims:
    """Numbers, each of which one of this process and its copies takes, from either end.

    Made before the copies are; if one is killed, what it has taken is done by nobody.
    """

    def __init__(self, numbers: range) -> None:
        """Nobody has taken any of these numbers yet."""
        self._memory = mmap.mmap(-1, _ENDS.size)  # which all share
        with TemporaryFile() as file:  # for its lock, which ends with who holds it
            self._file = os.dup(file.fileno())
        finalize(self, os.close, self._file)
        _ENDS.pack_into(self._memory, 0, numbers.start, numbers.stop)

    def take_first(self) -> int | None:
        """The lowest number that nobody has; None if there is none."""
        with self._ends() as (first, last):
            if first == last:
                return None
            _ENDS.pack_into(self._memory, 0, first + 1, last)
            return first

    def take_last(self) -> int | None:
        """The highest number that nobody has; None if there is none."""
        with self._ends() as (first, last):
            if first == last:
                return None
            _ENDS.pack_into(self._memory, 0, first, last - 1)
            return last - 1

    def take_up_to(self, number: int) -> bool:
        """Take all up to a number, unless another process has that, whatever was taken from the start."""
        with self._ends() as (first, last):
            if number >= last:
                return False
            _ENDS.pack_into(self._memory, 0, max(first, number + 1), last)
            return True

    @contextmanager
    def _ends(self) -> Iterator[tuple[int, int]]:
        fcntl.lockf(self._file, fcntl.LOCK_EX)  # of a process, unlike flock's, which copies would share
        try:
            yield _ENDS.unpack_from(self._memory)
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN)
