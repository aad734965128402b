"""The files that exports come in: XML, also compressed or in archives, read as streams."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from pelican.plugins.comments.characters import neutralize
from pelican.plugins.comments.importing.errors import ExportError

_LARGEST, _HARMLESS, _DENSEST = 8 << 30, 64 << 20, 250
"""Bytes that a compressed file may hold; beyond `_HARMLESS`, not more than `_DENSEST` times its own size: XML
becomes some ten times smaller."""
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_ENDINGS = (".xml", ".wxr", ".gz", ".zip")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One XML file."""

    label: str
    """Its name for messages; never used as a path."""
    open: Callable[[], AbstractContextManager[BinaryIO]]
    """Opens a stream of its bytes, as often as needed. Reading raises ExportError if it is damaged."""


class _Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Bounded(io.RawIOBase):
    """A compressed stream that refuses to become huge, and names its file if it is damaged."""

    def __init__(self, stream: _Stream, label: str, size: int) -> None:
        self._stream, self._label, self._read = stream, label, 0
        self._most = min(_LARGEST, max(_HARMLESS, size * _DENSEST))

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]  # what BufferedReader passes
        try:
            data = self._stream.read(len(buffer))
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
            remedy = "download it again."
            raise ExportError("damaged", self._label, f"is damaged or incomplete; {remedy}") from error
        self._read += len(data)
        if self._read > self._most:
            raise ExportError(
                *("too-large", self._label),
                f"holds more than {self._most >> 20} MB, far more than its size suggests; "
                "unpack it yourself, and name the .xml files.",
            )
        buffer[: len(data)] = data
        return len(data)


def find_sources(paths: Sequence[Path]) -> tuple[Source, ...]:
    """The XML files that these files, archives and folders are or hold, each once, in this order.

    Raises ExportError for what is missing, cannot be read, or holds no XML.
    """
    found: dict[Path, tuple[Source, ...]] = {}
    for path in paths:
        for file in _list_files(path):
            found.setdefault(file.resolve(), _open_file(file))
    return tuple(source for sources in found.values() for source in sources)


def _list_files(path: Path) -> Sequence[Path]:
    if not path.exists():
        raise ExportError("not-found", str(path), "file not found; check the name.")
    if not path.is_dir():
        return [path]
    files = sorted(file for file in path.iterdir() if file.suffix.lower() in _ENDINGS and file.is_file())
    if not files:
        raise ExportError("no-export", str(path), "this folder holds no export; name the .xml file.")
    return files


def _open_file(path: Path) -> tuple[Source, ...]:
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise ExportError("unreadable", path.name, f"cannot read the file: {error.strerror}.") from error
    if start == _ZIP:
        return _list_members(path)
    if start.startswith(_GZIP):
        return (Source(label=path.name, open=lambda: _open_gzip(path)),)
    return (Source(label=path.name, open=lambda: path.open("rb")),)


@contextmanager
def _open_gzip(path: Path) -> Iterator[BinaryIO]:
    with gzip.open(path) as stream:
        yield io.BufferedReader(_Bounded(stream, path.name, path.stat().st_size))  # type: ignore[type-var]


def _list_members(path: Path) -> tuple[Source, ...]:
    """The XML files in an archive; their names are only shown."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if _is_export(member)]
    except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
        raise ExportError("damaged", path.name, "is no complete zip file; download it again.") from error
    if not members:
        raise ExportError("no-export", path.name, "this archive holds no .xml file; name the export itself.")
    return tuple(_describe_member(path, member) for member in sorted(members, key=lambda one: one.filename))


def _is_export(member: zipfile.ZipInfo) -> bool:
    parts = member.filename.replace("\\", "/").split("/")
    hidden = parts[0] == "__MACOSX" or parts[-1].startswith(".")
    return not hidden and parts[-1].lower().endswith((".xml", ".wxr"))


def _describe_member(path: Path, member: zipfile.ZipInfo) -> Source:
    label = f"{path.name}: {neutralize(member.filename)}"
    return Source(label=label, open=lambda: _open_member(path, member, label))


@contextmanager
def _open_member(path: Path, member: zipfile.ZipInfo, label: str) -> Iterator[BinaryIO]:
    with zipfile.ZipFile(path) as archive:
        try:
            stream = archive.open(member)
        except RuntimeError as error:  # a password
            remedy = "unpack it yourself, and name the .xml files."
            raise ExportError("damaged", label, f"cannot be unpacked ({error}); {remedy}") from error
        with stream:
            yield io.BufferedReader(_Bounded(stream, label, member.compress_size))  # type: ignore[type-var]
