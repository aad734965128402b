"""Files that are on the disk whole or not at all, whatever stops the program."""

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from shutil import copymode

_NO_LINKS = {
    errno.EPERM,
    errno.EACCES,
    errno.ENOTSUP,
    errno.EOPNOTSUPP,
    errno.ENOSYS,
    errno.EINVAL,
    errno.EMLINK,
}
"""The errors of file systems without hard links: exFAT, some network folders, Android's."""


def create_file(path: Path, data: str | bytes) -> None:
    """Write a new file, text in UTF-8, and its missing folders; it is whole and on the disk on return.

    Raises FileExistsError where the name is taken, even by a broken symlink, and OSError where the folder is
    a symlink or the disk refuses.
    """
    if path.parent.is_symlink():
        raise NotADirectoryError(f"{path.parent}: is a symlink; put a folder in its place.")
    _make_folder(path.parent)
    draft = _write_draft(path, data)
    try:
        _give_name(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(path.parent)


def _give_name(draft: Path, path: Path) -> None:
    """Give the draft its name, unless that is taken: a rename would replace the other file."""
    try:
        os.link(draft, path, follow_symlinks=False)
    except FileExistsError:
        raise
    except (AttributeError, NotImplementedError, OSError) as error:
        if isinstance(error, OSError) and error.errno not in _NO_LINKS:
            raise
        # Without hard links the name is reserved first: for a moment the file is there and empty.
        path.touch(exist_ok=False)
        try:
            draft.replace(path)
        except OSError:
            path.unlink()
            raise


def replace_file(path: Path, data: str | bytes) -> None:
    """Write a file, text in UTF-8, in place of the old one: at any moment one of the two is there.

    Its permissions stay. Raises FileNotFoundError where there is no old one, and OSError where the disk
    refuses; everything is then as it was.
    """
    _put_file(path, data, lambda draft: copymode(path, draft))


def write_file(path: Path, data: str | bytes) -> None:
    """Write a file, text in UTF-8, new or in place of an old one: at any moment it is whole or as it was.

    Raises OSError where the disk refuses or the folder is missing; everything is then as it was.
    """
    _put_file(path, data, lambda _draft: None)


def _put_file(path: Path, data: str | bytes, prepare: Callable[[Path], None]) -> None:
    draft = _write_draft(path, data)
    try:
        prepare(draft)
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def remove_file(path: Path) -> None:
    """Remove a file, and its folder if that is then empty."""
    path.unlink()
    sync_folder(path.parent)
    with suppress(OSError):  # not empty, or another program has just put a file there
        path.parent.rmdir()


def sync_folder(folder: Path) -> None:
    """Make sure that the names in a folder are on the disk; Windows does that by itself."""
    if os.name == "nt":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _NO_LINKS:  # the same file systems refuse this
            raise


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def _write_draft(path: Path, data: str | bytes) -> Path:
    """A hidden file beside `path` that holds the data and is on the disk."""
    draft = path.with_name(f".{token_hex(8)}.tmp")
    try:
        with draft.open("xb") as file:  # not with tempfile, whose files nobody else may read
            file.write(data.encode() if isinstance(data, str) else data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    return draft
