"""Makes output/ equal to a built site by copying only what differs."""

import os
import pickle
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from pelican_toolkit.files import write_file

Stamps = dict[str, tuple[int, int, int]]
"""Of each file below a folder: its time of change in nanoseconds, its size and its number."""


def mirror(source: Path, target: Path, record: Path, *, removes: bool = True, spared: str = "\0") -> None:
    """Make the folder `target` equal to the folder `source`, except for what begins with `spared`.

    Without `removes`, what only `target` has stays.
    All that differs is copied to the disk before any of it replaces a file, so a full disk leaves `target` as
    it was. `record` is where the stamps of both are kept; without it everything is copied.
    """
    fresh = record.with_name(f"{record.name}-fresh")
    shutil.rmtree(fresh, ignore_errors=True)
    ours, theirs = list_stamps(source), list_stamps(target)
    known = read_record(record)
    changed = [name for name, stamp in ours.items() if (stamp, theirs.get(name)) != known.get(name)]
    for name in changed:
        copy = fresh / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / name, copy)
    for name in theirs.keys() - ours.keys() if removes else ():
        if not name.startswith(spared):
            (target / name).unlink()
    remove_empty(target)
    for name in changed:
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        (fresh / name).replace(place)
    shutil.rmtree(fresh, ignore_errors=True)
    after = list_stamps(target)
    record.parent.mkdir(parents=True, exist_ok=True)
    write_file(record, pickle.dumps({name: (stamp, after.get(name)) for name, stamp in ours.items()}))


def list_stamps(folder: Path) -> Stamps:
    """The stamps of the files below a folder by their names there; none if there is no such folder."""
    return dict(_walk(str(folder), "")) if folder.is_dir() else {}


def _walk(folder: str, prefix: str) -> Iterator[tuple[str, tuple[int, int, int]]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = f"{prefix}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, f"{name}/")
            else:
                found = entry.stat(follow_symlinks=False)
                yield name, (found.st_mtime_ns, found.st_size, found.st_ino)


def remove_empty(folder: Path) -> None:
    """Remove the folders below a folder that hold nothing."""
    for place, _, _ in os.walk(folder, topdown=False):
        if Path(place) != folder:
            with suppress(OSError):  # it holds something
                Path(place).rmdir()


def read_record(record: Path) -> dict[str, tuple[object, object]]:
    """The stamps that the last mirroring left; none if they cannot be read."""
    try:
        known = pickle.loads(record.read_bytes())  # noqa: S301  # our own
    except Exception:  # noqa: BLE001  # missing, cut off, or of another version
        return {}
    return known if isinstance(known, dict) else {}
