"""A folder of files that take time to make, each whole or not there at all; several builds may share it."""

import os
import re
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pelican_toolkit.files import write_file

_DAY = 86400  # seconds
_KEPT = 60 * _DAY
"""How long a file is kept that no build asks for: longer than a writer's holidays."""
_OURS = re.compile(
    r"""
    [0-9a-f]{32} (?: \.[a-z]+\.\d+\.json | -[0-9a-f]{8}\.\d+w\.[a-z]+ )  # facts, pictures
  | \.[0-9a-f]{16}\.tmp
    """,
    re.VERBOSE,
)
"""The names that this plugin and the toolkit's drafts have, in any version; others may be the writer's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cache:
    """Files by their names, which cover everything they depend on: the file of a name never changes."""

    folder: Path

    def find(self, name: str) -> Path | None:
        """The file of this name, marked as used today; None if there is none."""
        path = self.folder / name
        try:
            if path.stat().st_mtime < time.time() - _DAY:
                os.utime(path)
        except FileNotFoundError:
            return None
        return path

    def store(self, name: str, data: bytes) -> Path:
        """The new file of this name, whole and on the disk."""
        self.folder.mkdir(parents=True, exist_ok=True)
        write_file(self.folder / name, data)
        return self.folder / name

    def fetch(self, name: str, make: Callable[[], bytes]) -> Path:
        """The file of this name, made if it is missing."""
        return self.find(name) or self.store(name, make())

    def prune(self) -> None:
        """Remove what no build has asked for in sixty days, and the drafts of interrupted builds."""
        for path in self.folder.glob("*"):
            if not _OURS.fullmatch(path.name):
                continue
            with suppress(OSError):  # another build was faster
                if path.stat().st_mtime < time.time() - _KEPT:
                    path.unlink()
