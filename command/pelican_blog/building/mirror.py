"""Makes output/ equal to a built site by copying only what differs."""

import logging
import os
import pickle
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from errno import EXDEV
from functools import cache, partial
from pathlib import Path

from pelican.plugins.incremental.processes import Copy, copy_process, is_safe
from pelican_toolkit.files import write_file

Stamps = dict[str, tuple[int, int, int]]
"""Of each file below a folder: its time of change in nanoseconds, its size and its number."""


class Mirror:
    """Makes the folder `target` equal to the folder `source`."""

    def __init__(self, source: Path, target: Path, record: Path) -> None:
        """`record` is where the stamps of both are kept; without it everything is copied."""
        self._source, self._record = source, record
        self._target = target.resolve()  # it may be a link to another disk
        self._list_target: Callable[[], Stamps] = partial(list_stamps, self._target)
        self._ahead: Stamps = {}

    def begin_listing(self) -> None:
        """Begin to look at the target; a copy of this process may do that.

        What changes there from now on may be made equal only the next time.
        """
        self._list_target = begin_listing(self._target)

    def copy_ahead(self) -> None:
        """Copy already what differs in the source by now; it counts if it stays so."""
        self.close()
        try:
            found = list_stamps(self._source)
            # What begins with a dot may be on its way to another name.
            changed = [
                name for name in self._find_changes(found, self._list_target()) if not name.startswith(".")
            ]
            copy_files(self._source, self._fresh, changed)
        except OSError:  # such as a full disk, of which `complete` will tell
            self.close()
        else:
            self._ahead = {name: found[name] for name in changed}

    def complete(self, stays: Callable[[str], bool] = lambda _: False) -> None:
        """Make the target equal; `stays` is asked of what only the target has.

        All that differs is copied to the disk before any of it replaces a file, so a full disk leaves the
        target as it was.
        """
        target, fresh = self._target, self._fresh
        if not self._ahead:
            self.close()
        ours, theirs = list_stamps(self._source), {**self._list_target()}
        changed = self._find_changes(ours, theirs)
        for name in self._ahead.keys() - {*changed}:
            remove_file(fresh, name)
        copy_files(self._source, fresh, [name for name in changed if ours[name] != self._ahead.get(name)])
        if not theirs and take_place(fresh, target):
            theirs = list_stamps(target)
        else:
            for name in changed:
                place = f"{target}/{name}"
                try:
                    os.replace(f"{fresh}/{name}", place)  # noqa: PTH105  # strings: they may be thousands
                except OSError:
                    make_room(Path(place), target)
                    move_file(f"{fresh}/{name}", place)
                theirs[name] = read_stamp(os.stat(place))  # noqa: PTH116  # as above
            for name in theirs.keys() - ours.keys():
                if not stays(name):
                    remove_file(target, name)
            self.close()
        self._ahead = {}
        stamps = {name: (stamp, theirs.get(name)) for name, stamp in ours.items()}
        write_file(self._record, pickle.dumps(stamps))

    def _find_changes(self, ours: Stamps, theirs: Stamps) -> list[str]:
        """What has changed in the source or the target since they were made equal."""
        known = read_record(self._record)
        return [name for name, stamp in ours.items() if (stamp, theirs.get(name)) != known.get(name)]

    def close(self) -> None:
        """Remove what was copied and is not needed."""
        if self._record.parent.is_dir():
            shutil.rmtree(self._fresh, ignore_errors=True)
        self._ahead = {}

    @property
    def _fresh(self) -> Path:
        """A folder on the target's disk, for what is to be moved there."""
        if self._target.parent.stat().st_dev != self._record.parent.stat().st_dev:
            return self._target.with_name(f".{self._target.name}-fresh")
        return self._record.with_name(f"{self._record.name}-fresh")


def begin_listing(folder: Path) -> Callable[[], Stamps]:
    """A function that returns the stamps of the files below a folder; a copy of this process may list it."""
    worker = copy_process(logging.NullHandler()) if is_safe() and (os.cpu_count() or 1) > 1 else None
    if isinstance(worker, Copy):
        worker.end(lambda: list_stamps(folder))

    number, found = find_number(folder), cache(worker.wait) if worker else None

    def wait() -> Stamps:
        stamps: Stamps | None = found() if found else None
        return list_stamps(folder) if stamps is None or find_number(folder) != number else stamps

    return wait


def find_number(folder: Path) -> int | None:
    """What tells a folder from another one in its place; None if there is none."""
    return folder.stat().st_ino if folder.is_dir() else None


def copy_files(source: Path, target: Path, names: Iterable[str]) -> None:
    """Copy these files from one folder to another, which need not be there."""
    target.mkdir(parents=True, exist_ok=True)
    for folder in {os.path.dirname(name) for name in names}:  # noqa: PTH120  # strings: they are thousands
        os.makedirs(f"{target}/{folder}", exist_ok=True)  # noqa: PTH103
    for name in names:
        shutil.copyfile(f"{source}/{name}", f"{target}/{name}")


def take_place(fresh: Path, target: Path) -> bool:
    """Whether a folder has taken another one's place; it cannot where a disk is mounted."""
    shutil.rmtree(target, ignore_errors=True)
    try:
        fresh.rename(target)
    except OSError:
        if not target.is_dir():
            raise
        return False
    return True


def move_file(path: str, place: str) -> None:
    """Move a file; across a mount it is copied first, so that its place never has a part of it."""
    try:
        os.replace(path, place)  # noqa: PTH105  # as its caller
    except OSError as error:
        if error.errno != EXDEV:
            raise
        copy = f"{place}.fresh"
        try:
            shutil.copyfile(path, copy)
            os.replace(copy, place)  # noqa: PTH105  # as above
        finally:
            with suppress(FileNotFoundError):
                os.unlink(copy)  # noqa: PTH108  # as above


def make_room(path: Path, folder: Path) -> None:
    """Make the folders that a file needs in `folder`; what has one of their names, or its own, goes."""
    if path.is_dir():
        shutil.rmtree(path)
    for parent in reversed(path.relative_to(folder).parents[:-1]):
        if not (folder / parent).is_dir():
            (folder / parent).unlink(missing_ok=True)
            (folder / parent).mkdir()


def remove_file(folder: Path, name: str) -> None:
    """Remove a file, and the folders in `folder` that are then empty."""
    path = folder / name
    with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError):
        path.unlink()  # unless what took its place, as a file or as a folder, has removed it
    with suppress(OSError):  # the first that holds something
        while (path := path.parent) != folder:
            path.rmdir()


def list_stamps(folder: Path) -> Stamps:
    """The stamps of the files below a folder by their names there; none if there is no such folder."""
    stamps: Stamps = {}
    folders = [(str(folder), "")] if folder.is_dir() else []
    while folders:
        path, prefix = folders.pop()
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append((entry.path, f"{prefix}{entry.name}/"))
                else:
                    stamps[prefix + entry.name] = read_stamp(entry.stat(follow_symlinks=False))
    return stamps


def read_stamp(found: os.stat_result) -> tuple[int, int, int]:
    """The stamp of a file."""
    return (found.st_mtime_ns, found.st_size, found.st_ino)


def read_record(record: Path) -> dict[str, tuple[object, object]]:
    """The stamps that the last mirroring left; none if they cannot be read."""
    try:
        known = pickle.loads(record.read_bytes())  # noqa: S301  # our own
    except Exception:  # noqa: BLE001  # missing, cut off, or of another version
        return {}
    return known if isinstance(known, dict) else {}
