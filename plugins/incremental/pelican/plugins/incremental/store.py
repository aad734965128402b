"""Keeps results between builds in one SQLite file, which may be lost at any time."""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from hashlib import blake2b
from pathlib import Path

from .digests import SIZE
from .files import discard

_VERSION = "4"
BROKEN = (sqlite3.Error, ValueError)
"""What SQLite's module raises of a damaged file, whose texts it may not be able to decode."""


class Store:
    """Results by key, each with a checksum; keys begin with the kind of result.

    What a build does not ask for is dropped at its end, if it asked for others of that kind.
    """

    def __init__(self, path: Path) -> None:
        """Use the file at this path, or none if it is missing, broken or of another version."""
        self.problem = ""
        """Why the file is not used, for the log; empty if it is, or was missing."""
        self._path = path
        self.fresh: dict[str, bytes] = {}
        """What is not on the disk yet."""
        self._expected: dict[str, Callable[[], None]] = {}
        self.used: set[str] = set()
        """The keys that were asked for."""
        self._kept: set[str] = set()
        self._loaded: dict[str, object] = {}
        self._database: sqlite3.Connection | None = None
        self._inherited: sqlite3.Connection | None = None
        """That of the process of which this is a copy: SQLite's cannot be shared, nor closed by another."""
        if path.is_file():
            try:
                self._database = sqlite3.connect(path)
                if self._read("version") != _VERSION.encode():
                    self.problem = "is of another version"
            except BROKEN:
                self.problem = "cannot be read"
        elif path.exists():
            self.problem = "is no file"
        if self.problem:
            self.drop()

    def __contains__(self, key: str) -> bool:
        """Whether there is a result with this key, among those that are loaded."""
        return key in self.fresh or key in self._loaded

    def get(self, key: str) -> bytes | None:
        """The result with this key; None if there is none, or a damaged one."""
        self.used.add(key)
        if wait := self._expected.pop(key, None):
            wait()
        if key in self.fresh:
            return self.fresh[key]
        try:
            return self._read(key)
        except BROKEN:
            return None

    def preload(self, kind: str) -> None:
        """Read all results whose keys begin with this word at once: most of them will be asked for."""
        if self._database:
            with suppress(*BROKEN):
                query = "SELECT key, value FROM results WHERE key BETWEEN ? AND ?"
                self._loaded.update(self._database.execute(query, (f"{kind} ", f"{kind}!")))

    def keep(self, key: str) -> None:
        """Do not drop the result with this key at the end."""
        self.used.add(key)

    def keep_all(self, start: str) -> None:
        """Do not drop the results whose keys begin so at the end."""
        self._kept.add(start)

    def put(self, key: str, value: bytes) -> None:
        """Keep a result; it is on the disk after `save`."""
        self.used.add(key)
        self.fresh[key] = value

    def expect(self, keys: Iterable[str], wait: Callable[[], None]) -> None:
        """Call `wait` before one of these results is asked for: it may put them here."""
        self._expected.update(dict.fromkeys(keys, wait))

    def split_off(self) -> None:
        """In a copy of this process: read through a connection of its own, and expect nothing.

        What counts as used from now on is what the copy asks for.
        """
        self._expected, self.used = {}, set()
        if self._database:
            self._inherited, self._database = self._database, sqlite3.connect(self._path)

    def drop(self) -> None:
        """Forget everything."""
        self.close()
        self.fresh.clear()
        self._loaded.clear()
        discard(str(self._path))

    def save(self) -> None:
        """Write everything that was kept or asked for, at once; raises OSError or one of BROKEN."""
        self.put("version", _VERSION.encode())
        self._path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._write()
        except BROKEN:  # it may be damaged where nothing was read
            self.close()
            self._path.unlink(missing_ok=True)
            self._write()

    def _write(self) -> None:
        if self._database is None:
            self._database = sqlite3.connect(self._path)
        with self._database as database:
            database.execute(
                "CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID"
            )
            known = {key for (key,) in database.execute("SELECT key FROM results")}
            rows = [(key, _seal(key, value)) for key, value in self.fresh.items()]
            database.executemany("INSERT OR REPLACE INTO results VALUES (?, ?)", rows)
            kinds, kept = {_find_kind(key) for key in self.used}, tuple(self._kept)
            unused = (key for key in known - self.used if not key.startswith(kept))
            self._delete(database, [key for key in unused if _find_kind(key) in kinds])

    def close(self) -> None:
        """Close the file."""
        if self._database:
            with suppress(*BROKEN):
                self._database.close()
        self._database = None

    def _read(self, key: str) -> bytes | None:
        sealed = self._loaded.pop(key, None)
        if sealed is None and self._database:
            with closing(self._database.execute("SELECT value FROM results WHERE key = ?", (key,))) as rows:
                row = rows.fetchone()
            sealed = row[0] if row else None
        return _open(key, sealed) if isinstance(sealed, bytes) else None

    def _delete(self, database: sqlite3.Connection, keys: Iterable[str]) -> None:
        database.executemany("DELETE FROM results WHERE key = ?", [(key,) for key in keys])


def _find_kind(key: str) -> str:
    return key.partition(" ")[0]


def _seal(key: str, value: bytes) -> bytes:
    return _sign(key, value) + value


def _open(key: str, sealed: bytes) -> bytes | None:
    """The sealed value; None if it was damaged, or is that of another key."""
    value = sealed[SIZE:]
    return value if _sign(key, value) == sealed[:SIZE] else None


def _sign(key: str, value: bytes) -> bytes:
    return blake2b(value, key=blake2b(key.encode()).digest(), digest_size=SIZE).digest()
