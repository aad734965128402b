"""Moves many files into their places, all of them or none."""

import shutil
from pathlib import Path
from secrets import token_hex
from types import TracebackType
from typing import Self

_PREFIX = ".import-"


class Transaction:
    """Files below a root, staged in a folder of its own there; unless it is done at the end, it is undone."""

    def __init__(self, root: Path, *, is_rehearsal: bool = False) -> None:
        """Stage nothing yet, and nothing at all in a rehearsal."""
        self.root, self.is_done, self._is_rehearsal = root, False, is_rehearsal
        self._folder = root / f"{_PREFIX}{token_hex(8)}"
        # Names only, since there may be a hundred thousand: staged and old files are numbered in this order.
        self._staged: list[str] = []
        self._old: list[str] = []
        self._removed: list[str] = []
        self._made: list[str] = []
        self._moved = 0

    def __enter__(self) -> Self:
        """Begin, without what a killed process left."""
        if not self._is_rehearsal:
            for folder in self.root.glob(f"{_PREFIX}{'[0-9a-f]' * 16}"):
                shutil.rmtree(folder, ignore_errors=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Undo what is not done, and remove the stage."""
        try:
            if not self.is_done:
                self._undo()
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)

    def stage(self, path: str, data: bytes | Path) -> None:
        """Write what a file shall hold, or copy the file that holds it, where nobody looks."""
        if self._is_rehearsal:
            return
        self._make_folder(self._folder / "new")
        staged = self._folder / "new" / str(len(self._staged))
        if isinstance(data, bytes):
            staged.write_bytes(data)
        else:
            shutil.copyfile(data, staged)
        self._staged.append(path)

    def stage_removal(self, path: str) -> None:
        """Remove a file, when all others are moved."""
        self._removed.append(path)

    def move_all(self) -> None:
        """Move each staged file into its place; an old one is kept until the end.

        At every moment each place holds its old or its new file, even if the process is killed.
        """
        for number, path in enumerate(self._staged):
            target = self.root / path
            self._make_folder(target.parent)
            self._keep_old(path)
            self._moved = number + 1
            (self._folder / "new" / str(number)).replace(target)
        for path in self._removed:
            self._keep_old(path)
            (self.root / path).unlink(missing_ok=True)

    def _keep_old(self, path: str) -> None:
        if (self.root / path).exists():
            self._make_folder(self._folder / "old")
            old = self._folder / "old" / str(len(self._old))
            shutil.copy2(self.root / path, old)
            self._old.append(path)

    def _make_folder(self, folder: Path) -> None:
        if not folder.is_dir():
            self._make_folder(folder.parent)
            folder.mkdir()
            self._made.append(str(folder))

    def _undo(self) -> None:
        for path in self._staged[: self._moved]:
            (self.root / path).unlink(missing_ok=True)
        for number, path in enumerate(self._old):
            (self._folder / "old" / str(number)).replace(self.root / path)
        shutil.rmtree(self._folder, ignore_errors=True)
        for folder in map(Path, reversed(self._made)):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
