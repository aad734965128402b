"""What is remembered from one run of Pelican to the next: texts, compiled templates, plugins' results."""

import logging
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pelican import Pelican
from pelican.contents import Content
from pelican.generators import Generator
from pelican.plugins import signals
from pelican_toolkit import incremental

from .code import find_change, identify_packages, list_code
from .common import CommonFiles
from .digests import combine
from .files import Files, hooked, unwatched, watching
from .locks import locked
from .pickling import make_unpacker, pack
from .processes import Team
from .state import Base
from .store import BROKEN, Store
from .templates import CompiledTemplates
from .texts import Texts
from .values import digest_settings
from .warnings import Warnings

logger = logging.getLogger(__name__)

_OF_OUTPUTS = frozenset(
    {
        *("CACHE_CONTENT", "LOAD_CONTENT_CACHE", "DEBUG", "INCREMENTAL"),
        *("DELETE_OUTPUT_DIRECTORY", "OUTPUT_PATH"),
    }
)
"""Settings that say how Pelican works, and what becomes of texts once they are read."""
_OF_EACH_TEXT = ("text", "source", "outline", "facts", "check")
"""The kinds of results that are asked for with each text, if there are any."""


@contextmanager
def remembering(pelican: Pelican, *, shares: bool = True) -> Iterator[None]:
    """Restore texts and plugins' results in a run of Pelican meanwhile, which writes every output.

    All runs with the same CACHE_PATH share what is remembered; a second one waits for the first to end.
    Unless the run `shares` work, each text is read in this process, where the program can watch its reader.
    """
    folder = Path(pelican.settings["CACHE_PATH"], "incremental", "texts")
    memory = Memory(pelican, folder, _OF_OUTPUTS, shares=shares)
    with memory.opened():
        yield
        memory.save()


class Memory:
    """Answers where the answer is known because nothing that shaped it has changed."""

    def __init__(
        self, pelican: Pelican, folder: Path, unread: Collection[str] = (), *, shares: bool = True
    ) -> None:
        """Keep results in a folder; they do not depend on the settings that are `unread`.

        Other processes may read texts, and work for plugins, if the run `shares`.
        """
        self._pelican = pelican
        self._cache = folder.absolute()
        self._unread, self._shares = unread, shares
        self._warnings = Warnings()
        self._texts: Texts | None = None
        self._unpack = make_unpacker()

    @contextmanager
    def opened(self) -> Iterator[ExitStack]:
        """Answer meanwhile; what is to be undone at the end can be added."""
        with ExitStack() as stack:
            self._leave_lock = self._lock(stack)
            self._code = list_code()
            self._open_store()
            stack.callback(self._store.close)
            self._team = Team(self._store, self._warnings, self._pelican.settings, shares=self._shares)
            stack.callback(self._team.stop)
            self._connect(stack)
            yield stack

    def _lock(self, stack: ExitStack) -> Callable[[], AbstractContextManager[None]]:
        """Hold the cache's lock; if the cache cannot be used, have another one for this run alone."""
        try:
            self._cache.mkdir(parents=True, exist_ok=True)
            return stack.enter_context(locked(self._cache / "lock"))
        except OSError as error:
            place = next((one for one in self._cache.parents[::-1] if one.is_file()), self._cache)
            message = "%s: cannot be used (%s), so all is built anew. Remove it, or let it be written."
            logger.warning(message, place, error.strerror, extra={"harmless": True})
            self._cache = Path(stack.enter_context(TemporaryDirectory(prefix="pelican-incremental-")))
            return stack.enter_context(locked(self._cache / "lock"))

    def save(self) -> None:
        """Leave what the next run needs."""
        if self._texts:
            self._texts.save()
        base = Base(self._packages, {**list_code(), **self._code}, os.path.abspath(self._pelican.output_path))
        self._store.put("base", pack(base))
        try:
            self._store.save()
        except (OSError, *BROKEN) as error:
            message = "%s: cannot be written (%s), so the next build starts anew."
            logger.warning(message, self._cache, error, extra={"harmless": True})

    # What plugins tell: see pelican_toolkit.incremental

    def remember(self, kind: str, key: str, compute: Callable[[], Any]) -> Any:  # any value
        """The result of `compute`, or what it was in an earlier build.

        None is asked for anew each time, as is what cannot be pickled.
        """
        name = self._name(kind, key)
        known = self._store.get(name)
        value = self.unpack(known) if known else None
        if value is not None:
            return value
        before = self._warnings.count
        value = compute()
        if self._warnings.count == before:
            try:
                data = pack(value)
            except Exception:  # noqa: BLE001  # whatever it raises as it cannot be pickled
                return value
            self._store.put(name, data)
        return value

    def begin(self, compute: Callable[[], Any]) -> Callable[[], Any]:  # any value
        """A function that returns what `compute` returns, which another process may have begun with."""
        return self._team.begin(compute)

    def expect(self, kind: str, key: str) -> None:
        """Keep the result of an earlier build for the next one, too."""
        self._store.keep(self._name(kind, key))

    def share(self, kinds: Sequence[str], tasks: Mapping[str, Callable[[], object]]) -> None:
        """Begin in other processes with results that no earlier build has left."""
        names = {key: [self._name(kind, key) for kind in kinds] for key in tasks}
        missing = [(names[key], task) for key, task in tasks.items() if names[key][0] not in self._store]
        self._team.share(missing)

    def identify_text(self, content: Content) -> str | None:
        """What stands for all that a text was read from; None if it is read anew in each build."""
        return self._texts.identify(content) if self._texts else None

    def note_moment(self, moment: datetime) -> None:
        """Note that a text is read differently before and after a moment."""
        if self._texts:
            self._texts.note_moment(moment)

    def unnoted(self) -> AbstractContextManager[None]:
        """Do not note meanwhile which files are read."""
        return unwatched()

    def offer(self, kind: str, look_up: Callable[[str], object]) -> None:
        """Nothing: every output is written."""

    def note_read(self, kind: str, key: str) -> None:
        """Nothing: as above."""

    def note_file(self, path: Path) -> None:
        """Nothing: as above."""

    def keep_file(self, path: Path, key: str, write: Callable[[], object]) -> None:
        """Write the file: as above."""
        del path, key
        write()

    def keep_folder(self, path: Path, key: str) -> bool:
        """False: as above."""
        del path, key
        return False

    def at_end(self, begin: Callable[[], Callable[[], object]]) -> None:
        """Begin and complete it now: nothing else is to be done."""
        begin()()

    def unpack(self, data: bytes) -> Any:  # as above
        """A value from bytes of the store; None if this version cannot read it."""
        try:
            return self._unpack(data)
        except Exception:  # noqa: BLE001  # whatever an older version wrote
            return None

    def _name(self, kind: str, key: str) -> str:
        return f"{kind} {self._settings.hex()} {key}"

    # The steps of a run

    def _open_store(self) -> None:
        self._store = Store(self._cache / "results.db")
        data = self._store.get("base")
        base = self.unpack(data) if data else None
        with unwatched():
            self._packages = identify_packages()
        problem = ""
        if self._store.problem:
            problem = f"{self._cache} {self._store.problem}"
        elif isinstance(base, Base):
            problem = self._find_change(base)
        elif data:
            problem = f"{self._cache} is of another version"
        if problem:
            self._start_anew()
            logger.info("Everything is built anew, as %s.", problem)
        elif base:  # also what is loaded only for texts that are read
            self._code = {**base.code, **self._code}

    def _find_change(self, known: Base) -> str:
        """What has changed apart from texts, theme and settings; empty if nothing has."""
        if known.packages != self._packages:
            return "Python, a package, the language or the time zone is another one"
        # Each program that shares a memory adds what it loads.
        return find_change(known.code)

    def _start_anew(self) -> None:
        self._store.drop()

    def _connect(self, stack: ExitStack) -> None:
        for signal, receiver in (
            (signals.get_generators, self._note_settings),
            (signals.generator_init, self._observe),
        ):
            stack.enter_context(signal.connected_to(receiver))
        stack.enter_context(self._warnings.listening())
        incremental.attach(self)
        stack.callback(incremental.detach, self)
        stack.enter_context(hooked(self._pelican.output_path))
        self._early = Files()
        stack.enter_context(watching(self._early))

    def _note_settings(self, pelican: Pelican) -> None:
        if pelican is not self._pelican:
            return
        digests = self._digests = digest_settings(pelican.settings)
        self._settings = combine(sorted((name, digests[name]) for name in digests.keys() - self._unread))
        common = CommonFiles(self._store, self._settings.hex(), pelican.settings)
        self._texts = Texts(self._store, common, self._early, self._warnings, self._team)
        for kind in _OF_EACH_TEXT:
            self._store.preload(kind)

    def _observe(self, generator: Generator) -> None:
        """Answer for its readers where the answer is known, and have its templates compiled once for all."""
        if generator.settings is not self._pelican.settings:
            return  # of a site that a plugin builds within this one
        if self._texts:
            self._texts.follow(generator)
        if "bytecode_cache" not in generator.settings["JINJA_ENVIRONMENT"]:
            generator.env.bytecode_cache = CompiledTemplates(self._store, self._settings.hex())
