"""Filing what an import writes: the whole of it or nothing, and never over what the owner edited."""

import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path, PurePosixPath

from pelican.plugins.comments.errors import CommentsError
from pelican.plugins.comments.storage import NEW_VERSION
from pelican_toolkit.files import write_file

from .moving import Transaction

__all__ = ["NEW_VERSION", "Filing", "PlannedFile", "file_all", "read_state"]

_PART = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedFile:
    """A file that an import wants to be there."""

    path: str
    """Below the root, with slashes."""
    data: str | bytes | Path
    """What it shall hold, or a file that holds that: films need not be in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What became of the planned files; each is a path below the root."""

    written: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    """Those that an earlier import wrote, and whose source has changed since."""
    unchanged: tuple[str, ...] = ()
    kept_edited: tuple[str, ...] = ()
    """Those that somebody edited, or that no import wrote: the new version lies beside, as `….import-new`."""
    kept_removed: tuple[str, ...] = ()
    """Those that an earlier import wrote and somebody moved or removed: they do not come back."""
    gone: tuple[str, ...] = ()
    """Those that an earlier import wrote and that are no longer planned; they stay."""

    @property
    def has_changes(self) -> bool:
        """Whether anything was written into its place."""
        return bool(self.written or self.updated)


class _Outcome(StrEnum):
    WRITTEN = "written"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT_EDITED = "kept_edited"
    KEPT_REMOVED = "kept_removed"


def _never(_path: str, _data: bytes) -> bool:
    return False


def file_all(
    planned: Iterable[PlannedFile],
    *,
    root: Path,
    state: Path,
    is_dry_run: bool = False,
    is_withdrawn: Callable[[str, bytes], bool] = _never,
) -> Filing:
    """Write every planned file below the root that is not there as planned, and say what became of each.

    The file `state` keeps a hash of what was written, by which the owner's edits are told from ours. All is
    staged, then moved: if anything fails, everything is as it was. `is_withdrawn` tells by its path and data
    whether the owner took back what is there, so that no new version may lie beside it. Raises CommentsError
    if a path leaves the root or is planned twice, and OSError if the disk refuses.
    """
    before = read_state(state)
    with Transaction(root, is_rehearsal=is_dry_run) as transaction:
        filer = _Filer(transaction, before, is_withdrawn)
        for file in planned:
            filer.stage(file)
        if not is_dry_run:
            transaction.move_all()
            _write_state(state, filer.hashes, before)
            transaction.is_done = True
    return filer.sum_up()


class _Filer:
    """Decides on one planned file after the other, and stages what is to be written."""

    def __init__(
        self, transaction: Transaction, before: Mapping[str, str], is_withdrawn: Callable[[str, bytes], bool]
    ) -> None:
        self._transaction, self._root, self._before = transaction, transaction.root, before
        self._is_withdrawn = is_withdrawn
        self.hashes = dict(before)
        self._outcomes: dict[str, _Outcome] = {}
        self._seen: set[str] = set()

    def stage(self, file: PlannedFile) -> None:
        path, data = file.path, file.data.encode() if isinstance(file.data, str) else file.data
        wanted = _hash(data)
        _check_path(path, self._root)
        if path in self._outcomes:
            raise CommentsError([f"{path}: two texts would become this file; give one another name."])
        there = _find_there(path, self._before)
        outcome = _decide(
            self._root / there, wanted, self._before.get(there), partial(self._is_withdrawn, there)
        )
        self._outcomes[path] = outcome
        self._seen |= {path, there}
        if outcome in {_Outcome.WRITTEN, _Outcome.UPDATED, _Outcome.UNCHANGED}:
            self.hashes.pop(there, None)
            self.hashes[path] = wanted
        if outcome in {_Outcome.WRITTEN, _Outcome.UPDATED}:
            self._transaction.stage(path, data)
        if outcome is _Outcome.UPDATED and there != path:
            self._transaction.stage_removal(there)
        if outcome is _Outcome.KEPT_EDITED and self._before.get(there) == wanted:
            outcome = self._outcomes[path] = (
                _Outcome.UNCHANGED
            )  # the owner has edited what is still the newest
        elif outcome is _Outcome.KEPT_EDITED:
            self.hashes[there] = wanted
            beside = self._root / f"{path}{NEW_VERSION}"
            if not beside.is_file() or _hash(beside) != wanted:
                self._transaction.stage(f"{path}{NEW_VERSION}", data)

    def sum_up(self) -> Filing:
        groups: dict[str, list[str]] = {outcome.value: [] for outcome in _Outcome}
        for path, outcome in self._outcomes.items():
            groups[outcome].append(path)
        gone = [path for path in sorted(self._before.keys() - self._seen) if (self._root / path).exists()]
        return Filing(**{name: tuple(paths) for name, paths in groups.items()}, gone=tuple(gone))


def read_state(path: Path) -> dict[str, str]:
    """The hash of each file as it was last written, by its path; empty before the first import.

    Raises CommentsError if the file is damaged.
    """
    try:
        state = dict(json.loads(path.read_text(encoding="utf-8"))["files"])
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError) as error:
        remedy = "restore it from git, or remove it: files that differ are then kept as yours."
        raise CommentsError([f"{path}: is damaged ({error}); {remedy}"]) from error
    return {str(name): str(value) for name, value in state.items()}


def _write_state(path: Path, hashes: Mapping[str, str], before: Mapping[str, str]) -> None:
    if hashes == before:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    text = BytesIO()  # json.dumps would need a hundred megabytes for a hundred thousand files
    text.write(b'{\n "files": {')
    for number, name in enumerate(sorted(hashes)):
        line = f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(hashes[name])}"
        text.write(f"{',' if number else ''}\n  {line}".encode())
    text.write(b"\n }\n}\n")
    write_file(path, text.getvalue())


def _check_path(path: str, root: Path) -> None:
    """Raise CommentsError unless a path names a file below the root, and no symlink leads out of there."""
    parts = PurePosixPath(path).parts
    is_plain = parts and not {"..", "/"} & set(parts) and not any(sign in path for sign in "\\\0:\n")
    folder = root / path
    while not (folder := folder.parent).exists() and folder != root:
        pass
    if not is_plain or (root.exists() and not folder.resolve().is_relative_to(root.resolve())):
        raise CommentsError([f"{path!r}: is not a file below {root.name}/, so nothing was written."])


_OTHER_FORMS = {".md": ".html", ".html": ".md"}


def _find_there(path: str, before: Mapping[str, str]) -> str:
    """Where an earlier import wrote a file: perhaps as HTML what is Markdown now."""
    planned = PurePosixPath(path)
    other = planned.with_suffix(_OTHER_FORMS.get(planned.suffix, planned.suffix)).as_posix()
    return other if path not in before and other in before else path


def _decide(path: Path, wanted: str, known: str | None, is_withdrawn: Callable[[bytes], bool]) -> _Outcome:
    """What to do with a file whose hash the state knows, if an import wrote it before."""
    if not os.path.lexists(path):
        return _Outcome.KEPT_REMOVED if known else _Outcome.WRITTEN
    if not path.is_file() or path.is_symlink():
        return _Outcome.KEPT_EDITED
    found = _hash(path)
    if found == wanted:
        return _Outcome.UNCHANGED
    if is_withdrawn(path.read_bytes()):
        return _Outcome.KEPT_REMOVED
    return _Outcome.UPDATED if found == known else _Outcome.KEPT_EDITED


def _hash(data: bytes | Path) -> str:
    """The hash of a file, whatever git made of the ends of its lines."""
    digest, held = sha256(), b""
    with BytesIO(data) if isinstance(data, bytes) else data.open("rb") as file:
        while part := file.read(_PART):
            part = held + part
            held = b"\r" if part.endswith(b"\r") else b""  # its \n may be in the next part
            digest.update(part.removesuffix(held).replace(b"\r\n", b"\n"))
    digest.update(held)
    return digest.hexdigest()
