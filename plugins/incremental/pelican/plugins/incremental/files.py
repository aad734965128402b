"""Stamps of files, and which files are opened."""

import os
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

Stamp = tuple[int, int, int, int] | None
"""What changes whenever a file does: when content and status changed, size, number; None without a file."""

_TICK = 20_000_000
"""Nanoseconds within which two changes may have the same time (a tick of Linux is at most 10 ms)."""


@dataclass(slots=True)
class Files:
    """Absolute paths of files and folders."""

    read: set[str] = field(default_factory=set)
    """What was opened, listed or asked for."""
    written: set[str] = field(default_factory=set)
    """What was written, or got its name, in the folder that is looked at."""


_watches: list[Files] = []
_folder = ""
_is_hooked = False


def read_stamp(path: str) -> Stamp:
    """The stamp of a file or folder."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)


def is_settled(stamp: Stamp) -> bool:
    """Whether a file's next change will show in its stamp: not if the last one was a moment ago."""
    return stamp is None or max(stamp[:2]) < time.time_ns() - _TICK


@contextmanager
def watching(files: Files) -> Iterator[None]:
    """Note meanwhile which files are opened for reading, and which are written in the output folder."""
    watch(files)
    try:
        yield
    finally:
        unwatch(files)


def watch(files: Files) -> None:
    """Note files from now on."""
    _watches.append(files)


def unwatch(files: Files) -> None:
    """Note no more."""
    _watches[:] = [other for other in _watches if other is not files]


@contextmanager
def unwatched() -> Iterator[None]:
    """Note nothing meanwhile."""
    suspended = _watches[:]
    _watches.clear()
    try:
        yield
    finally:
        _watches[:] = suspended


@contextmanager
def hooked(output: str) -> Iterator[None]:
    """Note writes in this folder, and `os.stat`, which has no event of its own, as a read."""
    global _folder, _is_hooked  # noqa: PLW0603  # an audit hook cannot be removed
    if not _is_hooked:
        sys.addaudithook(_hear)
        _is_hooked = True
    before, stat = _folder, os.stat
    _folder = os.path.join(os.path.abspath(output), "")

    def stat_and_note(path: Any, **options: Any) -> os.stat_result:  # like os.stat
        if _watches:
            _note(path, is_write=False)
        return stat(path, **options)

    os.stat = stat_and_note
    try:
        yield
    finally:
        os.stat, _folder = stat, before


_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if not _watches:
        return
    if event == "open":
        path, _, flags = arguments
        _note(path, is_write=bool(flags & _WRITING))
    elif event in {"os.rename", "os.link", "os.symlink"}:
        _note(arguments[1], is_write=True)
    elif event in {"os.listdir", "os.scandir"}:
        _note(arguments[0], is_write=False)


def _note(path: Any, *, is_write: bool) -> None:  # whatever open() takes
    if not isinstance(path, str | bytes | os.PathLike):
        return
    name = os.path.abspath(os.fsdecode(path))
    for files in _watches:
        if not is_write:
            files.read.add(name)
        elif name.startswith(_folder):
            files.written.add(name)


def list_files(folder: str, retained: Sequence[str] = ()) -> Iterator[str]:
    """The files in a folder and those below it, but not what the folder itself has by one of these names."""
    try:
        entries = [*os.scandir(folder)]
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        if entry.name in retained:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from list_files(entry.path)
        else:
            yield entry.path


def list_parents(path: str, folder: str) -> Iterator[str]:
    """The folders that a path is in, up to but without this one."""
    while len(path := os.path.dirname(path)) > len(folder):
        yield path


def remove(path: str, output: str) -> None:
    """Remove a file or folder in the output folder, and the folders around it that are then empty."""
    discard(path)
    folder = os.path.dirname(path)
    while folder.startswith(output + os.sep):
        try:
            os.rmdir(folder)
        except OSError:
            break
        folder = os.path.dirname(folder)


def discard(path: str) -> None:
    """Remove a file or folder, if there is one."""
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path, ignore_errors=True)
    elif os.path.lexists(path):
        os.unlink(path)
