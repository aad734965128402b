"""Everything that an import would write, kept apart until it is known to be right."""

import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from pelican_blog.errors import WritingError

_PREFIX = "importing-"


@dataclass(frozen=True, kw_only=True)
class Staging:
    """A folder that mirrors the blog's, with the new files only."""

    folder: Path
    root: Path
    """The blog's folder."""
    files: dict[str, None] = field(default_factory=dict)
    """The staged paths below the blog's folder, in order."""
    settings: list[str] = field(default_factory=list)
    """The new text of the settings, if they change. The file is the writer's: no import owns it."""

    def write(self, path: str, data: str | bytes | Path) -> None:
        """Stage a file: text in UTF-8, or a hard link to another file where the disk allows it."""
        target = self._make_place(path)
        target.unlink(missing_ok=True)  # it may be a link to a file of the writer's
        if isinstance(data, Path):
            _link(data, target)
        else:
            target.write_bytes(data.encode() if isinstance(data, str) else data)
        self.files[path] = None

    def read(self, path: str) -> str:
        """A staged text."""
        return (self.folder / path).read_text(encoding="utf-8")

    def complete(self, folder: str, without: Collection[str] = ()) -> None:
        """Link into the staging folder what else the blog has in a folder, to read both together."""
        (self.folder / folder).mkdir(parents=True, exist_ok=True)
        for path in sorted((self.root / folder).rglob("*")):
            name = path.relative_to(self.root).as_posix()
            is_wanted = name not in self.files and name not in without
            if is_wanted and path.is_file() and not path.is_symlink():
                _link(path, self._make_place(name))

    def _make_place(self, path: str) -> Path:
        target = self.folder / path
        if not target.resolve().is_relative_to(self.folder.resolve()):
            raise ValueError(f"{path}: leads out of the blog")  # names are checked long before
        target.parent.mkdir(parents=True, exist_ok=True)
        return target


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk, or one without links
        shutil.copyfile(source, target)


@contextmanager
def open_staging(root: Path) -> Iterator[Staging]:
    """A staging folder on the blog's own disk, which is gone afterwards, as is that of a killed process."""
    cache = root / ".cache"
    cache.mkdir(exist_ok=True)
    for left in cache.glob(f"{_PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)
    try:
        with TemporaryDirectory(prefix=_PREFIX, dir=cache) as folder:
            yield Staging(folder=Path(folder), root=root)
    except FileNotFoundError as error:  # pragma: no cover  # the writer has cleaned up meanwhile
        raise WritingError(
            f"{error.filename}: has vanished while importing; run the command again."
        ) from error
