"""Files that are opened once for several texts: what was read of them may be in memory for the others."""

import logging
import os
import secrets
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from itertools import chain
from typing import Any

from .code import digest_data, list_code
from .files import NEVER, Files, Stamp, is_output, is_same, is_settled, read_stamp, watching
from .installed import is_compiled, is_installed
from .pickling import make_unpacker, pack
from .store import Store

logger = logging.getLogger(__name__)
_LATER = ", before the first text"
"""Marks the digest of what a module holds by then, not when the build began."""


class CommonFiles:
    """What has been opened for texts, apart from each text's own file.

    A reader, or an extension of Markdown, may keep what it has read of a file for all texts to come. So each
    of these files counts for every text, and so do the data in plugins' modules.
    """

    def __init__(self, store: Store, base: str, settings: Mapping[str, Any]) -> None:
        """Take what the build before left in the store; `base` is the digest of the settings."""
        self._store, self._name, self._settings = store, f"common {base}", settings
        self._stamps: dict[str, Stamp] = {}
        self._found: dict[str, Stamp] = {}
        """What this build has come across, until it is known what counts."""
        self._data = digest_data()
        known: dict[str, bytes] = {}
        self.generation = ""
        """Stands for all of it: another one if any has changed."""
        try:
            self.generation, self._stamps, known = make_unpacker()(store.get(self._name) or b"")
        except Exception:  # noqa: BLE001  # there is nothing, or something of another version
            self.generation = secrets.token_hex(8)
        changed = [path for path in known.keys() & self._data.keys() if known[path] != self._data[path]]
        if changed:
            self._renew(f"the data that {changed[0]} holds have changed")
        elif changes := self.list_changes():
            self._renew(f"{changes[0]}, which a plugin or reader has looked at, has changed")
        self._data = {**known, **self._data}
        self._has_looked_again = False

    def look_again(self, *, is_due: bool) -> None:
        """Compare the data in plugins' modules once more, if a program may have shaped it, now or before."""
        if self._has_looked_again or not (is_due or any(name.endswith(_LATER) for name in self._data)):
            return
        self._has_looked_again = True
        data = {f"{name}{_LATER}": digest for name, digest in digest_data().items()}
        if changes := [name for name in data if self._data.get(name) != data[name]]:
            self._renew(f"the data that {changes[0].removesuffix(_LATER)} holds have changed")
        self._data |= data

    def _renew(self, reason: str) -> None:
        logger.info("All texts are read anew, as %s.", reason)
        self.generation, self._stamps = secrets.token_hex(8), {}

    def list_changes(self) -> list[str]:
        """The files that are no more as they were when they were opened."""
        return [path for path, stamp in self._stamps.items() if not is_same(path, stamp)]

    @contextmanager
    def noting(self, source: str) -> Iterator[Files]:
        """Note what is opened meanwhile for the text with this file."""
        files, stamp = Files(), read_stamp(source)
        files.read[source] = stamp if is_settled(stamp) else NEVER  # unheard in the output folder
        try:
            with watching(files):
                yield files
        finally:
            self.add(files.list_stamps(), source)

    def add(self, stamps: Mapping[str, Stamp], source: str = "") -> None:
        """Note what was opened, for the text with this file."""
        for path, stamp in stamps.items():
            if path != source:
                self._found.setdefault(path, stamp)

    def save(self) -> None:
        """Leave to the next build what counts."""
        for path, stamp in self._found.items() - self._stamps.items():
            if self._counts(path):
                self._stamps.setdefault(path, stamp)
        self._store.put(self._name, pack((self.generation, self._stamps, self._data)))

    def _counts(self, path: str) -> bool:
        is_code = path in self._code or is_compiled(path)
        is_listed = path.startswith(self._listed) and os.path.isdir(path)
        return not (
            is_code or is_listed or is_installed(path) or is_output(path) or path.startswith(self._cache)
        )

    @cached_property
    def _code(self) -> frozenset[str]:
        """Modules, which are compared as code, and the folders that Python lists to find them."""
        packages = [getattr(module, "__path__", ()) for module in [*sys.modules.values()]]
        return frozenset([*list_code(), *map(os.path.abspath, [*sys.path, *chain.from_iterable(packages)])])

    @property
    def _listed(self) -> tuple[str, ...]:
        """Where Pelican lists templates."""
        folders = [self._settings["THEME"], *self._settings["THEME_TEMPLATES_OVERRIDES"]]
        return tuple(os.path.join(os.path.abspath(folder), "") for folder in folders)

    @property
    def _cache(self) -> str:
        return os.path.join(os.path.abspath(self._settings["CACHE_PATH"]), "")
