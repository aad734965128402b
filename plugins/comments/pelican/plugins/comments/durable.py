"""Files that are on the disk whole, or not there at all, whatever stops the program in between."""

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from shutil import copymode


def create_file(path: Path, data: str | bytes) -> None:
    """Write a new file, text in UTF-8, and its folders if they are missing; whole and on the disk on return.

    Raises FileExistsError where there is anything of that name, be it a broken symlink, and OSError where
    the folder is a symlink or the disk refuses.
    """
    if path.parent.is_symlink():
        raise NotADirectoryError(f"{path.parent}: is a symlink; put a folder in its place.")
    _make_folder(path.parent)
    draft = _write_draft(path, data)
    try:
        os.link(draft, path, follow_symlinks=False)  # unlike a rename, never takes another file's place
    finally:
        draft.unlink()
    sync_folder(path.parent)


def replace_file(path: Path, text: str) -> None:
    """Put this text in the place of a file's; either the old or the new one is there at any moment.

    Who may read or run it stays as it was. Raises OSError where the disk refuses; the file is then as it was.
    """
    draft = _write_draft(path, text)
    try:
        copymode(path, draft)
        draft.replace(path)
    except OSError:
        draft.unlink()
        raise
    sync_folder(path.parent)


def remove_file(path: Path) -> None:
    """Remove a file, and its folder where that is empty then."""
    path.unlink()
    sync_folder(path.parent)
    with suppress(OSError):  # not empty, or somebody puts a file there just now
        path.parent.rmdir()


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def _write_draft(path: Path, data: str | bytes) -> Path:
    """A hidden file beside `path` that holds the data, on the disk; no reader of comments looks at it."""
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


def sync_folder(folder: Path) -> None:
    """See to it that the names in a folder are on the disk; Windows does so by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
