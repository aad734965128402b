"""The files of a site that a test edits and builds again and again."""

import re
from contextlib import suppress
from pathlib import Path

MADE = ("output", "clean", "cache", "kept", ".cache")
"""How the names begin of what builds make in a site's folder."""


class Sources:
    """Everything in a folder apart from what builds make there."""

    def __init__(self, root: Path) -> None:
        """Take the folder as it is."""
        self._root = root
        self.remember()

    def remember(self) -> None:
        """Remember all files as they are now."""
        self._files = {path: path.read_bytes() for path in self._list()}

    def restore(self) -> None:
        """Have all files as they are remembered."""
        for path in self._list():
            if path not in self._files:
                path.unlink()
        for path, data in self._files.items():
            if not path.exists() or path.read_bytes() != data:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)

    def _list(self) -> list[Path]:
        return [
            path
            for top in self._root.iterdir()
            if not top.name.startswith(MADE)
            for path in (top, *top.rglob("*"))
            if path.is_file()
        ]


def read_folder(folder: Path) -> dict[str, bytes]:
    """The files below a folder; without the moment of the build, which a feed without entries has."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: _drop_moment(path.read_bytes()) for name, path in files.items()}


def _drop_moment(data: bytes) -> bytes:
    if b"<entry>" in data or b"<item>" in data:
        return data
    return re.sub(rb"<(updated|lastBuildDate)>[^<]*", b"", data)


def find_differences(found: dict[str, bytes], expected: dict[str, bytes]) -> list[str]:
    """What is missing, left over or different in a folder."""
    return [
        *(f"missing: {name}" for name in sorted(expected.keys() - found.keys())),
        *(f"left over: {name}" for name in sorted(found.keys() - expected.keys())),
        *(f"differs: {name}" for name in sorted(found) if found[name] != expected.get(name, found[name])),
    ]


def swap(one: Path, two: Path) -> None:
    """Let two files have each other's name."""
    if one != two:
        between = one.with_name("between")
        one.rename(between)
        two.rename(one)
        between.rename(two)


def set_header(path: Path, name: str, value: str) -> None:
    """Set a line of a text's header; without a value, remove it."""
    header, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    lines = [line for line in header.splitlines() if not line.startswith(f"{name}:")]
    lines += [f"{name}: {value}"] if value else []
    path.write_text("\n".join([*lines, "", body]), encoding="utf-8")


def set_body(path: Path, body: str) -> None:
    """Set a text's body."""
    header = path.read_text(encoding="utf-8").partition("\n\n")[0]
    path.write_text(f"{header}\n\n{body}\n", encoding="utf-8")


def toggle(path: Path, before: str, after: str) -> None:
    """Replace a string in a file by another, or that by the first."""
    with suppress(FileNotFoundError):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(before, after) if before in text else text.replace(after, before))
