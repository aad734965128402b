"""Files and folders put in the place of others: all of them, or none."""

import shutil
from collections.abc import Iterable
from pathlib import Path


def replace_all(names: Iterable[str], new: Path, folder: Path, before: Path) -> None:
    """Move what has these names out of `folder` into `before`, and what has them in `new` to their places.

    Whatever interrupts it, the disk or Ctrl-C, all that was is back; nothing is copied, so it needs no room.
    """
    done: list[tuple[Path, Path]] = []
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
    shutil.rmtree(before, ignore_errors=True)
