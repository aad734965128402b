"""Lets a program begin a run of Pelican before it is known what has changed since the last one."""

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from .code import Code, find_change, identify_packages, list_code
from .files import NEVER, TICK, Files, Stamp, hooked, read_stamp, unwatch, watch


class OutdatedError(BaseException):
    """What a run has done before it waited does not count any more: only a new one makes what is due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Everything that a run has looked at before it waited; another process can compare it, too."""

    files: Mapping[str, Stamp]
    places: Mapping[str, int | None]
    """The numbers of folders that were found, not listed: what is saved in one changes its stamp."""
    code: Code
    packages: bytes
    is_known: bool
    """Whether that is all: another program may have read anything."""

    def is_current(self) -> bool:
        """Whether a run that begins now would find the same."""
        return (
            self.is_known
            and all(read_stamp(path) == stamp for path, stamp in self.files.items())
            and all(find_number(path) == number for path, number in self.places.items())
            and not find_change(self.code)
            and identify_packages() == self.packages
        )


def find_number(path: str) -> int | None:
    """The number of a file or folder; None if there is none."""
    stamp = read_stamp(path)
    return stamp[3] if stamp else None


class Preparation:
    """How a run of Pelican is begun early, as its attribute `preparation`; not that of a first build.

    It waits once it has all articles as the run before has left them, which nobody has seen yet. When it goes
    on, it looks again at the files of all texts. It waits once more before it writes a page.
    """

    def __init__(self, wait: Callable[[Basis], None], confirm: Callable[[], None]) -> None:
        """Call `wait` and `confirm` when it waits.

        They return when it may go on: the first when all that has been saved shall count, the second when the
        basis is known to be current. Both may raise OutdatedError.
        """
        self._wait, self._confirm = wait, confirm
        self._files = Files()
        self._packages, self._start = identify_packages(), time.time_ns() - TICK
        self._places: dict[str, int | None] = {}
        self._has_waited = False

    @contextmanager
    def begun(self, output: str) -> Iterator[None]:
        """Note from now on what is read for an output folder, until there is all but texts."""
        with hooked(output):
            watch(self._files)
            try:
                yield
            finally:
                unwatch(self._files)

    def end_basis(self) -> None:
        """Note no more: from now on only texts are read, which are looked at again."""
        unwatch(self._files)
        imported_from = {*map(os.path.abspath, sys.path)}
        for folder in imported_from:  # Python lists them; what it has found there is compared as code
            self._files.read.pop(folder, None)
        for path, stamp in self._files.read.items():
            if stamp and path not in self._files.listed and os.path.isdir(path):
                self._places[path] = find_number(path)
        for folder in self._files.listed - imported_from:
            with suppress(OSError):  # there is none
                self._add_entries(folder)

    def _add_entries(self, folder: str) -> None:
        """Note the files in a folder: whoever lists it may get their stamps, too, which is not heard."""
        for entry in os.scandir(folder):
            stamp = read_stamp(entry.path)
            is_old = stamp is not None and max(stamp[:2]) < self._start
            self._files.read.setdefault(entry.path, stamp if is_old else NEVER)

    def add_folders(self, folders: Iterable[str]) -> None:
        """Note that nothing may appear in these folders, nor vanish."""
        self._files.read.update((folder, read_stamp(folder)) for folder in folders)

    def wait(self) -> None:
        """Wait until there is something to build."""
        basis = Basis(
            files={path: stamp for path, stamp in self._files.read.items() if path not in self._places},
            places=self._places,
            code=list_code(),
            packages=self._packages,
            is_known=not self._files.starts_programs,
        )
        self._wait(basis)
        self._has_waited = True

    def confirm(self) -> None:
        """Wait until it is known that all is as it was; raises OutdatedError if it never waited before."""
        if not self._has_waited:
            raise OutdatedError
        self._confirm()
