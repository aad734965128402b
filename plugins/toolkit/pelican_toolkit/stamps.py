"""What tells whether files have changed since an earlier build, without reading them."""

import os
import time
from hashlib import blake2b
from pathlib import Path

Stamp = tuple[str | int, ...]
"""The name of a file, and what changes whenever the file does."""

_TICK = 20_000_000
"""Nanoseconds within which two changes may have the same time (a tick of Linux is at most 10 ms)."""


def list_stamps(folder: Path) -> list[Stamp]:
    """The stamp of each entry of a folder, in the order of their names; [] if there is no such folder.

    That of a file that changed a moment ago has a digest of its bytes: the next change might not show.
    """
    settled = time.time_ns() - _TICK
    stamps: list[Stamp] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                try:
                    found = entry.stat()
                except OSError:  # a link that leads nowhere
                    stamps.append((entry.name,))
                    continue
                changed, moved = found.st_mtime_ns, found.st_ctime_ns
                stamp: Stamp = (entry.name, changed, moved, found.st_size, found.st_ino, entry.is_symlink())
                if max(changed, moved) >= settled and entry.is_file():
                    stamp = (*stamp, blake2b(Path(entry).read_bytes()).hexdigest())
                stamps.append(stamp)
    except (FileNotFoundError, NotADirectoryError):
        return []
    return sorted(stamps)
