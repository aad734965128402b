"""One run of Pelican that does only what has changed since the last one."""

import logging
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import nullcontext
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any, ClassVar
from unicodedata import normalize

from jinja2 import Environment
from pelican import Pelican, utils, writers
from pelican.contents import Static
from pelican.generators import ArticlesGenerator, Generator, StaticGenerator
from pelican.plugins import signals

from .code import list_sites_code
from .files import (
    TICK,
    Files,
    Stamp,
    guarded,
    is_file,
    is_folder,
    is_plain_file,
    is_same,
    list_files,
    list_parents,
    prune,
    read_stamp,
    remove,
    unwatched,
    watching,
)
from .inventory import Inventory
from .leftovers import Leftovers
from .memory import Memory
from .outputs import Outputs
from .pickling import pack
from .preparing import OutdatedError, Preparation
from .records import load_template, note_name, observe_templates, observed_attributes
from .state import FAILED, Base, State, list_extras, list_products
from .values import OFFER, Values, digest_settings, name_generators

logger = logging.getLogger(__name__)


class Build(Memory):
    """A run of Pelican, and what it knows of the one before."""

    running: ClassVar[list["Build"]] = []

    def __init__(self, pelican: Pelican) -> None:
        """Keep results in the folder that its settings name."""
        super().__init__(pelican, find_cache(pelican))
        self._output = os.path.abspath(pelican.output_path)
        self._wipes = wipes(pelican)
        self._is_doubtful = False
        self._before = State()
        self._outputs: Outputs | None = None
        self._stale: set[str] = set()
        """What the build before made: what this one does not make again is removed."""
        self._leftovers = Leftovers(self._output, time.time_ns())
        self._folders: dict[str, str] = {}
        """The folders that plugins look after in this build, with the keys that they gave."""
        self._documents: dict[str, tuple[str, Stamp]] = {}
        """The files that they keep, as in a `State`."""
        self._offers: dict[str, Callable[[str], object]] = {}
        self._endings: list[Callable[[], Callable[[], object]]] = []
        self._everything = Files(wants_reads=False, follows_programs=True)
        self._preparation: Preparation | None = getattr(pelican, "preparation", None)
        self._has_waited = False
        self._beginnings: list[Callable[[], None]] = []
        """What another process shall begin with once this one has waited."""
        self._generators: list[Generator] = []

    def run(self, run: Callable[[], None]) -> None:
        """Run Pelican, and leave what the next build needs once it is done."""
        with self.opened() as stack:
            self._stack = stack
            self._inventory = Inventory(self._cache / "made", self._pelican)
            stack.callback(setattr, self._pelican, "delete_outputdir", self._pelican.delete_outputdir)
            self._pelican.delete_outputdir = False  # see _clear
            self.running.append(self)
            stack.callback(self.running.remove, self)
            stack.enter_context(signals.all_generators_finalized.connected_to(self._wait_for_outputs))
            with unwatched() if self._preparation else nullcontext():
                self._clear()
            stack.enter_context(watching(self._everything))
            stack.enter_context(self._inventory.growing(self._everything))
            stack.enter_context(guarded(self._leftovers.meet))
            run()
            if self._outputs:
                self._outputs.end()
                outputs = self._outputs.state.outputs
                failed = {name for name, output in outputs.items() if output.problem == FAILED}
                written = len({*self._outputs.written} - failed)
                kept = len(outputs) - len({*self._outputs.written})
                if self._is_doubtful:
                    for output in self._outputs.state.outputs.values():
                        output.problem = "a plugin builds a site within this one"
                self._save(self._outputs)
                self._pelican.incremental = {"written": written, "kept": kept}
                self._explain(self._outputs.state)
                pages = "page or feed" if written == 1 else "pages and feeds"
                logger.info("%d %s written, %d unchanged.", written, pages, kept)

    def doubt(self) -> None:
        """Have the next build write all pages: another site is built within this one, by the same modules."""
        self._is_doubtful = True

    def _explain(self, state: State) -> None:
        """Say what is written in each build, and why."""
        problems: dict[str, list[str]] = {}
        for name, output in state.outputs.items():
            if output.problem:
                problems.setdefault(output.problem, []).append(name)
        for problem, names in problems.items():
            more = f" and {len(names) - 3} more" if len(names) > 3 else ""  # noqa: PLR2004
            logger.info("Written in each build, as %s: %s%s.", problem, ", ".join(names[:3]), more)

    # What plugins tell: see pelican_toolkit.incremental

    def note_file(self, path: Path) -> None:
        """Note that a page needs a file of the output folder."""
        if self._outputs:
            self._outputs.note_file(path)

    def keep_file(self, path: Path, key: str, write: Callable[[], object]) -> None:
        """Write a file of the output, unless it is as the build before wrote it with the same key."""
        name, key = os.path.abspath(path), self._name("file", key)
        known = self._documents.get(name) or self._before.documents.get(name)
        warned = self._warnings.count
        self.note_file(path)  # if a page is being made, which will not ask for it when it stays
        if known is None or None in known or known != (key, read_stamp(name)):
            if self._outputs:
                self._outputs.make_way(name)
            write()
        if self._warnings.count == warned:
            self._documents[name] = (key, read_stamp(name))
        self._leftovers.confirm([name])

    def keep_folder(self, path: Path, key: str) -> bool:
        """Whether a folder of the output is as a plugin left it in the build before, with the same key."""
        name, key = os.path.abspath(path), self._name("folder", key)
        self._folders[name] = key
        stays = self._before.folders.get(name) == (key, {file: read_stamp(file) for file in list_files(name)})
        if stays:
            self._leftovers.confirm(list_files(name))
        return stays

    def at_end(self, begin: Callable[[], Callable[[], object]]) -> None:
        """Call this when nothing is written any more, and what it returns when all else is done."""
        self._endings.append(begin)

    def begin(self, compute: Callable[[], Any]) -> Callable[[], Any]:  # any value
        """A function that returns what `compute` does, with which another process begins after the wait."""
        if not self._preparation or self._has_waited:
            return super().begin(compute)
        begin, begun = super().begin, list[Callable[[], Any]]()
        self._beginnings.append(lambda: begun.append(begin(compute)))

        def ask() -> Any:  # as above
            if not begun:
                raise OutdatedError
            return begun[0]()

        return ask

    def offer(self, kind: str, look_up: Callable[[str], object]) -> None:
        """Compare what is read by `note_read` with what this function returns."""
        self._offers[kind] = look_up

    def note_read(self, kind: str, key: str) -> None:
        """Note that the page being rendered depends on what is offered with this key."""
        note_name(f"{OFFER}{kind} {key}")

    # The steps of a build

    def _find_change(self, known: Base) -> str:
        """Also another output folder, with whose name all paths are noted.

        And new code of the site's, which could take the place of other.
        """
        if known.output != self._output:
            return f"the output folder was {known.output} and is {self._output}"
        new = [f"{path} is new" for path in sorted(list_sites_code() - known.code.keys())]
        return super()._find_change(known) or "".join(new[:1])

    def _start_anew(self) -> None:
        if self._preparation:
            raise OutdatedError
        super()._start_anew()

    def _observe(self, generator: Generator) -> None:
        """Also observe its templates, once all plugins have given them what they offer."""
        super()._observe(generator)
        if generator.settings is not self._pelican.settings:
            return
        observe_templates(generator.env)
        if self._preparation and isinstance(generator, ArticlesGenerator):
            generate = generator.generate_context

            def generate_context() -> None:
                self._prepare()
                generate()

            generator.generate_context = generate_context
        self._generators.append(generator)

    def _prepare(self) -> None:
        """Have ready what does not depend on the change to come."""
        if self._texts is None or self._preparation is None:
            return
        generators = name_generators(self._generators)
        for (environment, name), digest in self._before.templates.items():
            if environment in generators:
                load_template(generators[environment].env, name, digest)
        self._preparation.end_basis()
        time.sleep(TICK / 1e9)  # then what changes in these folders from now on shows
        files, top = list_files(self._output), self._output
        self._preparation.add_folders({top, *(above for file in files for above in list_parents(file, top))})
        self._texts.prepare(self._wait)

    def _wait(self) -> None:
        if self._preparation:
            with self._leave_lock():  # others may build meanwhile
                self._preparation.wait()
            for begin in self._beginnings:
                begin()
            self._has_waited = True

    def _wait_for_outputs(self, generators: Sequence[Generator]) -> None:
        """Begin with the outputs when Pelican asks for its writer, and clean up when the last is made."""
        if generators[0].settings is not self._pelican.settings:
            return  # of a site within this one
        get_writer, last = self._pelican._get_writer, generators[-1]
        generate_last = last.generate_output

        def get_observed_writer() -> writers.Writer:
            outputs = self._outputs = self._begin_outputs(generators)
            writer = get_writer()
            outputs.follow(writer)
            for generator in generators:
                if isinstance(generator, ArticlesGenerator):
                    outputs.divide(generator, writer, self._team)

            def finish(writer: writers.Writer) -> None:
                generate_last(writer)
                outputs.end()
                self._everything.add_from_programs()
                made = list_products(outputs.state) | self._everything.written | self._documents.keys()
                remove_all(self._stale - made, made, self._output)
                self._leftovers.clear()
                self._stack.enter_context(guarded(None))  # nothing is hidden any more

            last.generate_output = finish
            return writer

        # Called after all that all_generators_finalized has to do.
        self._stack.callback(setattr, self._pelican, "_get_writer", get_writer)
        self._pelican._get_writer = get_observed_writer

    def _begin_outputs(self, generators: Sequence[Generator]) -> Outputs:
        if self._preparation:
            self._preparation.confirm()
        for generator in generators:
            env = getattr(generator, "env", None)  # a plugin's may have none, or one of its own making
            if isinstance(env, Environment) and not hasattr(env, "sources"):
                observe_templates(env)
        settings = self._digest_settings()
        if usable := self._is_usable(settings):
            before = self._before
        else:
            before = State(copies=self._before.copies)
            self._everything.add_from_programs()
            made = self._everything.written | self._documents.keys()
            remove_all({*list_extras(self._before, self._output)} - made, made, self._output)
        values = Values(generators, self._offers)
        outputs = Outputs(
            before, values, warnings=self._warnings, leftovers=self._leftovers, documents=self._documents
        )
        outputs.state.settings = settings
        if usable:
            outputs.state.files = self._before.files
        self._observe_outputs(outputs, values)
        return outputs

    def _digest_settings(self) -> dict[str, bytes]:
        """The digests of the settings as they are now, but of MARKDOWN as it was before any text was read.

        Extensions of Markdown that plugins put there may hold what they last came across.
        """
        now = digest_settings(self._pelican.settings)
        early = {name: digest for name, digest in self._digests.items() if name.startswith("MARKDOWN")}
        return {name: digest for name, digest in now.items() if not name.startswith("MARKDOWN")} | early

    def _is_usable(self, settings: Mapping[str, bytes]) -> bool:
        """Whether pages of the build before may stay, by the settings and by the files that plugins read."""
        known = self._before
        changed = {name for name, _ in settings.items() ^ known.settings.items()}
        if known.outputs and changed:
            logger.info(
                "All is written anew, as these settings have changed: %s.", ", ".join(sorted(changed))
            )
        files = [path for path, stamp in known.files.items() if not is_same(path, stamp)]
        if files:
            message = "All is written anew, as a plugin read %s, which has changed."
            if os.path.isdir(files[0]):
                message = "All is written anew, as a plugin looked into %s, where something came or went."
            logger.info(message, files[0])
        return not changed and not files

    def _observe_outputs(self, outputs: Outputs, values: Values) -> None:
        """Observe what is read, and decide about what is written, until the run ends."""
        self._stack.enter_context(observed_attributes(values.ids))
        copy_file = utils.copy_file
        self._stack.callback(setattr, utils, "copy_file", copy_file)
        utils.copy_file = partial(outputs.copy_file, copy_file)
        is_due = StaticGenerator._file_update_required
        self._stack.callback(setattr, StaticGenerator, "_file_update_required", is_due)

        def is_due_now(generator: StaticGenerator, content: Static) -> bool:
            """`copy_file` decides about what an earlier build left; Pelican about what this one has made.

            What this one let stay counts as made just now, and so as newer than the source.
            """
            path = os.path.abspath(os.path.join(generator.output_path, content.save_as))
            if self._leftovers.hides(path):
                return True
            stays = path in self._leftovers.known and path not in self._everything.written and is_file(path)
            return not (stays and generator.settings["STATIC_CHECK_IF_MODIFIED"]) and is_due(
                generator, content
            )

        StaticGenerator._file_update_required = is_due_now
        send = signals.content_written.send
        self._stack.callback(setattr, signals.content_written, "send", send)
        signals.content_written.send = outputs.tell
        self._stack.callback(delattr, writers, "open")
        writers.open = outputs.open

    def _read_state(self) -> State:
        """What the build before left; an empty state if it left nothing of use."""
        data = self._store.get("state")
        state = self.unpack(data) if data else None
        return state if isinstance(state, State) else State()

    def _clear(self) -> None:
        """Remove what plugins wrote by themselves in the build before, and write again if it is still wanted.

        With DELETE_OUTPUT_DIRECTORY, also empty folders and everything that no build has made.
        This comes first, as plugins may write while texts are read.
        """
        before = self._before = self._read_state()
        folders = before.folders
        self._stale = list_products(before) | before.documents.keys() | self._inventory.pages
        loose = {*before.loose, *self._list_others()}
        hidden = self._stale - loose
        self._leftovers.add(hidden.union(*(stamps for _, stamps in folders.values())))
        self._leftovers.known.update(self._stale, loose)
        kept, empty, paths = {*hidden, *folders}, list[str](), iter(sorted(loose))
        if self._wipes:
            paths = list_files(self._output, self._pelican.output_retention, empty=empty)
        for path in paths:
            if path not in kept and folders.keys().isdisjoint(list_parents(path, self._output)):
                remove(path, self._output)
        for folder in empty:
            prune(folder, self._output)

    def _list_others(self) -> Iterator[str]:
        """What plugins have made of which the last build that went well knows nothing, or nobody any more."""
        for path in self._inventory.others - self._stale:
            is_whole = is_folder(path) and not path.endswith(os.sep)  # it was made elsewhere, and named so
            yield from list_files(path, hidden=False) if is_whole else [path]

    def _save(self, outputs: Outputs) -> None:
        endings = [begin() for begin in self._endings]
        meanwhile = getattr(self._pelican, "meanwhile", None)
        if endings and meanwhile:
            meanwhile()
        state = outputs.finish()
        for complete in endings:
            complete()
        for folder in self._before.folders.keys() - self._folders.keys():
            remove(os.path.join(folder, ""), self._output)
        state.folders = {
            folder: (key, {path: read_stamp(path) for path in list_files(folder)})
            for folder, key in self._folders.items()
        }
        noted = (path for output in state.outputs.values() for path in output.noted)
        documents = self._before.documents
        state.documents = {path: documents[path] for path in noted if path in documents} | self._documents
        known = list_products(state) | state.documents.keys()
        self._everything.add_from_programs()
        foreign = self._everything.replaced - self._leftovers.known
        state.loose = sorted(
            file
            for path in (self._everything.written - known - foreign) | outputs.shared
            if os.path.lexists(path)
            and not self._is_retained(path)
            and self._folders.keys().isdisjoint([path, *list_parents(path, self._output)])
            for file in (list_files(path, hidden=False) if is_folder(path) else [path])
        )
        self._store.put("state", pack(state))
        self.save()
        self._inventory.keep(known.union(state.loose, (os.path.join(path, "") for path in self._folders)))

    def _is_retained(self, path: str) -> bool:
        return os.path.relpath(path, self._output).partition(os.sep)[0] in self._pelican.output_retention


def find_cache(pelican: Pelican) -> Path:
    """The part of the cache that belongs to Pelican's output folder, whatever this is called.

    A link leads to the same part, and so does the folder of a blog that has moved with its cache.
    """
    folder = Path(pelican.settings["CACHE_PATH"], "incremental")
    output, cache = os.path.realpath(pelican.output_path), os.path.realpath(folder)
    if os.path.splitdrive(output)[0] == os.path.splitdrive(cache)[0]:  # otherwise Windows knows no way
        output = os.path.relpath(output, cache)
    return folder / blake2b(os.fsencode(output), digest_size=6).hexdigest()


def remove_all(paths: AbstractSet[str], made: AbstractSet[str], output: str) -> None:
    """Remove files in the output folder, but none that is a file which was made, in other letters.

    Where capital and small letters are the same in names, as on Windows and macOS, what was to be called
    `photo.jpg` was written to the `Photo.JPG` that was there; it gets its name now.
    """
    kept = {_fold(path): path for path in made} if paths else {}
    for path in paths:
        name = kept.get(_fold(path))
        if name and is_plain_file(path) and os.path.exists(name) and os.path.samefile(path, name):
            os.rename(path, name)
        else:
            remove(path, output)


def _fold(path: str) -> str:
    return normalize("NFC", path.casefold())


def wipes(pelican: Pelican) -> bool:
    """Whether Pelican would empty the output folder first; never if the texts are in there."""
    output, texts = os.path.realpath(pelican.output_path), os.path.realpath(pelican.path)
    return bool(pelican.delete_outputdir) and os.path.commonpath([output]) != os.path.commonpath(
        [output, texts]
    )
