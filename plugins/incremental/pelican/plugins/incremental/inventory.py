"""Lists what builds have made in the output folder, so that it goes once nobody makes it any more.

Each file is listed before it is made. The list outlives all else that is remembered: when a build fails or
is killed, when code changes, when the database is lost. It is a file of records that end with a zero byte:
a letter that says who has made something, and its path in the output folder.
"""

import os
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress
from pathlib import Path

from pelican import Pelican
from pelican_toolkit.files import write_file

from .files import Files, read_stamp, recorded, unwatched

_PAGE, _OTHER = b"P", b"F"


class Inventory:
    """What builds have made in an output folder, by absolute paths."""

    def __init__(self, path: Path, pelican: Pelican) -> None:
        """Read the list in the file at this path, if there is one; it is of Pelican's output folder."""
        self.pages: set[str] = set()
        """Pages, feeds and copies that Pelican has written."""
        self.others: set[str] = set()
        """What plugins and programs have written; the paths of folders end with a slash."""
        self._path, self._stamp = path, read_stamp(str(path))
        self._top = os.path.join(os.path.abspath(pelican.output_path), "")
        self._retained = tuple(pelican.output_retention)
        self._descriptor = -1
        self._read()

    def _read(self) -> None:
        try:
            with unwatched():
                data = self._path.read_bytes()
        except OSError:
            return
        *records, _cut_off = data.split(b"\0")
        for record in records:
            paths = self.pages if record[:1] == _PAGE else self.others
            paths.add(self._top + os.fsdecode(record[1:]))

    @contextmanager
    def growing(self, files: Files) -> Iterator[None]:
        """List what is made meanwhile, before it is made, also what copies of this process make.

        What programs have made is known, by these `files`, once all is over.
        """
        try:
            self._descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
        except OSError:  # nothing can be kept in this cache
            yield
            return
        try:
            with recorded(self._add):
                yield
        except BaseException:
            files.add_from_programs()
            for path in sorted(files.written - files.replaced):
                if os.path.lexists(path):
                    self._add(path, is_ours=False)
            raise
        finally:
            os.close(self._descriptor)

    def _add(self, path: str, *, is_ours: bool) -> None:
        """List a file that was not there before; one of `ours` is written by Pelican."""
        if path in self.pages or path in self.others or self._is_retained(path):
            return
        kind, paths = (_PAGE, self.pages) if is_ours else (_OTHER, self.others)
        paths.add(path)
        with suppress(OSError):  # the disk is full, as the build will say
            os.write(self._descriptor, self._record(kind, path))

    def keep(self, paths: AbstractSet[str]) -> None:
        """From now on list these, and nothing else."""
        if self._stamp != read_stamp(str(self._path)):
            self._read()  # also what copies of this process have added
        listed = {path for path in paths if path.startswith(self._top) and not self._is_retained(path)}
        pages, others = listed & self.pages, listed - self.pages
        is_same = (pages, others) == (self.pages, self.others)
        self.pages, self.others = pages, others
        if not is_same:
            records = [self._record(_PAGE, path) for path in sorted(pages)]
            records += [self._record(_OTHER, path) for path in sorted(others)]
            with suppress(OSError):  # what is listed too much goes after the next build
                write_file(self._path, b"".join(records))

    def _record(self, kind: bytes, path: str) -> bytes:
        return kind + os.fsencode(path.removeprefix(self._top)) + b"\0"

    def _is_retained(self, path: str) -> bool:
        return path.removeprefix(self._top).partition(os.sep)[0] in self._retained
