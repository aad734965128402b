"""Articles and pages that need not be read again, because nothing that shaped them has changed."""

import logging
import os
import re
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from blinker import Signal
from pelican.contents import Article, Content
from pelican.generators import Generator
from pelican.plugins import signals
from pelican.readers import Readers
from pelican.urlwrappers import URLWrapper
from pelican_toolkit.incremental import build_key, is_pure

from .common import CommonFiles
from .digests import identify
from .files import NEVER, Files, Stamp, is_same, unwatch, unwatched
from .held import Given, HeldFiles, replace_content
from .pickling import make_unpacker, pack, pack_sharing
from .preparing import OutdatedError
from .processes import Team
from .readers import is_plain
from .store import Store
from .warnings import Warnings

logger = logging.getLogger(__name__)

_DATE = re.compile(rb"^\s*\.\. +\|.+\| +date::", re.MULTILINE)
Read = Callable[..., Content]
Row = tuple[dict[str, Stamp], list[tuple[datetime, bool]], bytes]
"""The stamps of what was opened or asked for, moments with whether they were past, the pickled content."""


class Texts:
    """The texts of a site as they are once a reader and `content_object_init` are done with them."""

    def __init__(
        self, store: Store, common: CommonFiles, early: Files, warnings: Warnings, team: Team
    ) -> None:
        """Keep texts in a store that a team fills; `early` notes what is opened before the first text."""
        self._store, self._common, self._early = store, common, early
        self._warnings, self._team = warnings, team
        self._next: list[str] = []
        """The files that a generator is about to read."""
        self._moments: list[datetime] | None = None
        self._keys: dict[int, tuple[Content, str, Row]] = {}
        self._unpack = make_unpacker()
        self._unpackers: dict[tuple[int, ...], Callable[[bytes], Any]] = {}
        self._wait: Callable[[], None] | None = None
        self._held: HeldFiles | None = None

    def prepare(self, wait: Callable[[], None]) -> None:
        """Call `wait` before the next generator gets what has not been known before."""
        self._wait = wait

    def follow(self, generator: Generator) -> None:
        """Answer instead of this generator's readers where the answer is known."""
        readers, get_files = generator.readers, generator.get_files
        read_file = readers.read_file

        def list_files(*arguments: Any, **options: Any) -> set[str]:  # Pelican's own
            unwatch(self._early)
            self._common.look_again(is_due=self._early.starts_programs)
            wait, self._wait = self._wait, None
            find = partial(get_files, *arguments, **options)
            if wait:
                return self._hold(generator, find, wait)
            files: set[str] = find()
            self._next = [*files]  # Pelican asks for them in this order
            return files

        def read(base_path: str, path: str, *arguments: Any, **options: Any) -> Content:  # Pelican's own
            early = self._held if self._held and self._held.is_waiting else None
            anew = partial(read_file, base_path, path, *arguments, **options)
            if options.get("fmt") == "static" or not _are_pure(*_list_signals(options)):
                if early:
                    raise OutdatedError  # it would be read before it is known what has changed
                return self._convert(readers, base_path, path, anew, options)
            read = partial(self._read, read_file, readers, base_path, path, *arguments, **options)
            content = read()
            if early and (known := self._keys.get(identify(content))):
                is_still, renew = partial(is_current, known[2]), partial(self._renew, read)

                def read_anew() -> Content:
                    with self._common.noting(os.path.abspath(os.path.join(base_path, path))):
                        return anew()

                early.give(path, Given(content=content, is_current=is_still, read=read_anew, renew=renew))
            return content

        readers.read_file, generator.get_files = read, list_files

    def save(self) -> None:
        """Leave to the next build what counts for all texts."""
        self._common.add(self._early.list_stamps())
        self._common.save()

    def note_moment(self, moment: datetime) -> None:
        """Note that the text being read depends on whether this moment is past."""
        if self._moments is not None:
            self._moments.append(moment)

    def identify(self, content: Content) -> str | None:
        """What stands for all that a text was read from; None if it is read anew in each build."""
        known = self._keys.get(identify(content))
        return known[1] if known else None

    def _read(
        self, read_file: Read, readers: Readers, base_path: str, path: str, *arguments: Any, **options: Any
    ) -> Content:
        key, context = self._build_key(base_path, path, options), options.get("context")
        source = os.path.abspath(os.path.join(base_path, path))
        if key not in self._store and path in self._next:
            self._share(read_file, readers, base_path, *arguments, **options)
        if row := self._find(key):
            with suppress(Exception):  # of a class that another version of its package had
                content = self._restore(row[2], readers.settings, context)
                if key in self._store.fresh:  # another process has read it just now
                    self._common.add(row[0], source)
                return self._keep(content, key, row)
        before, self._moments = self._warnings.count, []
        with self._common.noting(source) as files:
            content = read_file(base_path, path, *arguments, **options)
            settle_terms(content)
        stamps = files.list_stamps()
        moments, self._moments = self._moments, None
        if not readers.settings["WITH_FUTURE_DATES"]:
            moments += [moment for moment in (content.__dict__.get("date"),) if isinstance(moment, datetime)]
        if self._may_keep(source, files, stamps, before):
            try:
                data = _preserve(content, readers.settings, context)
            except Exception as error:  # noqa: BLE001  # a plugin may attach anything
                logger.debug("%s is read anew in each build: %s", path, error)
            else:
                row = (stamps, [(moment, _is_past(moment)) for moment in moments], data)
                self._store.put(key, pack(row))
                self._keep(content, key, row)
        return content

    def _convert(
        self,
        readers: Readers,
        base_path: str,
        path: str,
        read: Callable[[], Content],
        options: Mapping[str, Any],
    ) -> Content:
        """Read a text of which plugins want to hear; only what Pelican's reader makes of its file is kept."""
        before, *_ = _list_signals(options)
        if options.get("fmt") == "static" or not (_are_pure(before) and is_plain(readers, path)):
            return read()
        key, shared = self._build_key(base_path, path, options, "source"), {"settings": readers.settings}
        source, warned = os.path.abspath(os.path.join(base_path, path)), self._warnings.count
        find, keep = readers.get_cached_data, readers.cache_data
        with ExitStack() as noting:
            files = noting.enter_context(self._common.noting(source))

            def find_row(name: str, default: object) -> object:
                if row := self._find(key):
                    with suppress(Exception):  # of a class that another version of its package had
                        made = self._unpack_with(shared, row[2])
                        noting.close()  # what is opened from now on is not the reader's
                        return made
                return find(name, default)

            def keep_row(name: str, made: object) -> None:
                noting.close()  # as above
                stamps = files.list_stamps()
                if self._may_keep(source, files, stamps, warned):
                    with suppress(Exception):  # it cannot be pickled
                        data = pack_sharing(made, {identify(readers.settings): "settings"})
                        self._store.put(key, pack((stamps, [], data)))
                keep(name, made)

            readers.get_cached_data, readers.cache_data = find_row, keep_row
            try:
                return read()
            finally:
                del readers.get_cached_data, readers.cache_data

    def _hold(
        self, generator: Generator, find: Callable[[], set[str]], wait: Callable[[], None]
    ) -> HeldFiles:
        def find_now() -> set[str]:
            if self._common.list_changes():
                raise OutdatedError
            files = find()
            self._next = [*(files - known)]
            return files

        with unwatched():  # they are found again
            files = find()
        kind = {"content_class": Article}
        known = {path for path in files if self._build_key(generator.path, path, kind) in self._store}
        self._held = HeldFiles(known, find_now, wait)
        return self._held

    def _renew(self, read: Callable[[], Content], content: Content) -> None:
        try:
            fresh = read()
            replace_content(content, fresh)
        except Exception as error:  # Pelican would report it
            raise OutdatedError from error
        del self._keys[identify(content)]
        if known := self._keys.get(identify(fresh)):
            self._keys[identify(content)] = (content, *known[1:])

    def _find(self, key: str) -> Row | None:
        """What is known with this key, if it still counts."""
        if known := self._store.get(key):
            with suppress(Exception):  # of another version
                row: Row = self._unpack(known)
                return row if is_current(row) else None
        return None

    def _may_keep(self, source: str, files: Files, stamps: Mapping[str, Stamp], warned: int) -> bool:
        """Whether what was read holds for the next build; before it, there were so many warnings."""
        does_more = files.written or files.starts_programs or self._warnings.count != warned
        return not does_more and NEVER not in stamps.values() and not asks_for_date(source)

    def _build_key(self, base_path: str, path: str, options: Mapping[str, Any], what: str = "text") -> str:
        kind = getattr(options.get("content_class"), "__name__", "")
        place = os.fsencode(f"{base_path} {path}").decode("latin-1")  # names may be no text
        return f"{what} {self._common.generation} {kind} {place}"

    def _share(self, *call: Any, **options: Any) -> None:
        """Have copies of this process read most of what is next; the call is that for the first of it."""
        paths, self._next = self._next, []
        read_file, readers, base_path, *more = call
        keys = {path: self._build_key(base_path, path, options) for path in paths}
        read = partial(self._read, read_file, readers, base_path)
        self._team.share(
            [
                ((key,), partial(read, path, *more, **options))
                for path, key in keys.items()
                if key not in self._store
            ]
        )

    def _restore(self, data: bytes, settings: object, context: object) -> Content:
        kind, state = self._unpack_with({"settings": settings, "context": context}, data)
        content: Content = kind.__new__(kind)
        content.__dict__.update(state)
        return content

    def _unpack_with(self, shared: Mapping[str, object], data: bytes) -> Any:
        key = tuple(map(identify, shared.values()))
        if key not in self._unpackers:
            self._unpackers[key] = make_unpacker(shared)
        return self._unpackers[key](data)

    def _keep(self, content: Content, key: str, row: Row) -> Content:
        stamps, moments, _ = row
        self._keys[identify(content)] = (content, build_key(key, sorted(stamps.items()), moments), row)
        return content


def asks_for_date(path: str) -> bool:
    """Whether a text has reStructuredText's directive for the date of the day.

    https://docutils.sourceforge.io/docs/ref/rst/directives.html#date
    """
    return path.endswith(".rst") and bool(_DATE.search(Path(path).read_bytes()))


def settle_terms(content: Content) -> None:
    """Have the slugs of a text's tags and authors computed, which Pelican does when it is asked for them."""
    for value in vars(content).values():
        for term in value if isinstance(value, list) else (value,):
            if isinstance(term, URLWrapper):
                _ = term.slug


def is_current(row: Row) -> bool:
    """Whether the files are as they were, and the moments still on the same side of now."""
    stamps, moments, _ = row
    return all(is_same(name, stamp) for name, stamp in stamps.items()) and all(
        _is_past(moment) == was_past for moment, was_past in moments
    )


def _is_past(moment: datetime) -> bool:
    """Whether a moment is past; without a zone, as Pelican compares it: with the local time."""
    now = datetime.now(UTC) if moment.tzinfo else datetime.now()  # noqa: DTZ005  # as Pelican does
    return moment <= now


def _list_signals(options: Mapping[str, Any]) -> list[Signal | None]:
    """The signals of a text being read: before, in between, and once it is read."""
    return [options.get("preread_signal"), options.get("context_signal"), signals.content_object_init]


def _are_pure(*heard: Signal | None) -> bool:
    """Whether all that hear of this promise to do nothing else."""
    return all(map(is_pure, filter(None, heard)))


def _preserve(content: Content, settings: object, context: object) -> bytes:
    """The pickled content, without Pelican's settings and context."""
    shared = {identify(settings): "settings", identify(context): "context"}
    return pack_sharing((type(content), vars(content)), shared)
