"""Decides for each page and feed whether the file of an earlier build can stay."""

import builtins
import io
import logging
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO, Any

from jinja2 import Template
from pelican import writers
from pelican.generators import ArticlesGenerator
from pelican.plugins import signals
from pelican.utils import sanitised_join
from pelican.writers import Writer
from pelican_toolkit.incremental import is_pure, list_impure, name_receiver

from .comparing import Comparison, find_local
from .digests import MISSING, UnobservableError
from .division import Call, Division
from .files import (
    FOUND,
    NEVER,
    Act,
    Files,
    Stamp,
    digest_file,
    discard,
    guarded,
    is_file,
    is_folder,
    is_output,
    is_settled,
    list_files,
    list_parents,
    read_stamp,
    unwatch,
    watch,
    watching,
)
from .installed import is_compiled, is_installed
from .leftovers import Leftovers, TooEarlyError
from .processes import Team
from .records import EVERYTHING, Record, recording
from .state import FAILED, Look, Names, Output, State, list_products
from .values import Values, describe_name
from .warnings import Warnings

logger = logging.getLogger(__name__)

_ARGUMENTS = frozenset({"relative_urls", "paginated", "template_name", "override_output", "url"})
"""What `write_file` takes for itself; everything else reaches the template."""
_BEFORE = (signals.article_generator_write_article, signals.page_generator_write_page)
"""What tells plugins of pages that are about to be written."""

Told = list[tuple[Callable[..., object], object]]
"""Receivers of a signal with what they return."""

_WRITING = frozenset({"write_file", "write_feed", "_open_w"})
"""The methods of a writer that we know what they do only if they are Pelican's."""


@dataclass(slots=True)
class Job:
    """An output that is being made."""

    name: str
    path: str
    environment: str
    template: str
    warnings: int
    record: Record = field(default_factory=Record)
    files: Files = field(default_factory=Files)
    own: bytes = MISSING
    local: Names = frozenset()
    noted: set[str] = field(default_factory=set)
    complete: Stamp = NEVER
    """The stamp of its file once Pelican, and what may change it then, is done with it."""
    problem: str = ""


class Outputs:
    """The pages, feeds and copied files of one build."""

    def __init__(
        self,
        before: State,
        values: Values,
        *,
        warnings: Warnings,
        leftovers: Leftovers,
        documents: dict[str, tuple[str, Stamp]],
    ) -> None:
        """Compare with the state that the build before left; an empty one keeps nothing.

        `documents` are the files that plugins have kept in this build, as in a `State`.
        """
        self.state = State()
        """What this build leaves, as far as it has come."""
        self.written: list[str] = []
        """The pages and feeds that were written."""
        self.left: list[str] = []
        """Those that were written or kept."""
        self.looking: set[str] = set()
        """The outputs that were made after a look at other files in the output folder."""
        self.shared: set[str] = set()
        """Files that several pages have written: the next build begins without."""
        self.leftovers, self.documents = leftovers, documents
        self.was_too_early = False
        """Whether a page had to wait for its turn, also if a plugin has caught the error that says so."""
        self._division: Division | None = None
        self._before, self._values, self.warnings = before, values, warnings
        self._output = os.path.join(leftovers.output, "")
        self._job: Job | None = None
        self._kept = ""
        self._kept_output: Output | None = None
        self._interned: dict[Names, Names] = {}
        self._problems: dict[tuple[str, Names, Names], str] = {}
        self._foreign: list[str] = []
        """The methods of the writer that are a plugin's."""
        self._looks: dict[str, Look] = {}
        """What files of the output folder hold, as far as somebody has looked at them."""
        self._comparison = Comparison(before, values, self._finds)
        with suppress(UnobservableError):
            values.name("", EVERYTHING)  # now: plugins may put more into the context as they write

    def follow(self, writer: Writer) -> None:
        """Decide about everything that this writer is to write."""
        write_file, write_feed = writer.write_file, writer.write_feed
        methods = [getattr(type(writer), name) for name in sorted(_WRITING)]
        self._foreign = [name_receiver(method) for method in methods if method.__module__ != writers.__name__]

        def write_pages(
            name: str, template: Template, context: Mapping[str, Any], *more: Any, **values: Any
        ) -> None:  # Pelican's
            def make() -> None:
                with self._apart():
                    is_shared = context is self._values.context
                    if is_shared and not more and self._stays(writer, name, template, values):
                        return
                    start = len(self.left)
                    write_file(name, StandIn(self, template), context, *more, **values)
                    self.end()
                    if is_shared and not more and is_list(writer, values):
                        self._note_list(name, template, values, self.left[start:])

            if self._division and not self._job and name and not more:
                overrides = bool(values.get("override_output"))
                self._division.take(Call(name=name, overrides=overrides, make=make))
            else:
                make()

        def write_a_feed(
            elements: Any, context: Any, path: str | None = None, *more: Any, **values: Any
        ) -> Any:  # Pelican's
            if not path:
                return write_feed(elements, context, path, *more, **values)
            with self._apart():
                return self._write_feed(writer, write_feed, elements, context, path, *more, **values)

        writer.write_file, writer.write_feed = write_pages, write_a_feed

    def divide(self, generator: ArticlesGenerator, writer: Writer, team: Team) -> None:
        """Have the pages of this generator made by a team, unless one may depend on another."""
        generate = generator.generate_pages

        def generate_pages(*arguments: Any) -> None:
            is_whole = self._find_doubt() or self._is_heard() or self._values.movable
            if is_whole or team.size == 1:
                generate(*arguments)
                return
            writes_all = not self._before.outputs and len(generator.articles) >= team.fewest
            # One page first, so that its templates are compiled for all.
            division = self._division = Division(self, writer, team, 1 if writes_all else team.fewest)
            try:
                division.divide(partial(generate, *arguments))
            finally:
                self._division = None
            division.join()

        generator.generate_pages = generate_pages

    def adopt(self, name: str, output: Output, *, is_written: bool) -> None:
        """Take over an output that another process has made."""
        if is_written:
            self.written.append(name)
        for read in output.names:
            with suppress(UnobservableError, KeyError):
                self._values.name(output.environment, read)
        output.names, output.templates = self._intern(output.names), self._intern(output.templates)
        self._leave(name, output)

    def note_file(self, path: Path) -> None:
        """Note that the output being made needs a file."""
        if self._job:
            self._job.noted.add(os.path.abspath(path))

    def settle_documents(self) -> None:
        """Note the files that plugins keep as they are now: several processes may have written the same."""
        for path, (key, _) in self.documents.items():
            self.documents[path] = (key, read_stamp(path))
        for output in self.state.outputs.values():
            for path in output.noted & self.documents.keys():
                output.products[path] = self.documents[path][1]

    def forget(self, names: Iterable[str]) -> None:
        """Forget outputs that are about to be made once more."""
        for name in names:
            self.state.outputs.pop(name, None)

    @contextmanager
    def _apart(self) -> Iterator[None]:
        """Make outputs meanwhile; one that is being made may then have a part in them."""
        outer = self._job, self._kept, self._kept_output
        if made := self._job or self._kept_output:
            made.problem = made.problem or "a plugin writes another page meanwhile"
        self._job, self._kept, self._kept_output = None, "", None
        try:
            yield
        finally:
            self.end()
            self._job, self._kept, self._kept_output = outer

    def _find_doubt(self) -> str:
        """Why nothing can be kept; empty if something can."""
        if self._foreign:
            return f"{self._foreign[0]} writes it, which may do more than Pelican's own"
        if hearers := [hearer for signal in _BEFORE for hearer in list_impure(signal)]:
            return f"{hearers[0]} may change or count each page before it is written"
        return ""

    def _find_feed_doubt(self) -> str:
        if hearers := list_impure(signals.feed_written):
            return f"{hearers[0]} may change or count each feed that is written"
        return self._find_doubt()

    def _is_heard(self) -> bool:
        """Whether a plugin wants to hear of each page, also of those that stay."""
        return not is_pure(signals.content_written)

    def is_too_early(self, path: str, act: Act) -> bool:
        """Whether a page, while several processes make them, must not yet see what is there.

        A file that is not there yet may be written, and one that was made for the page alone be removed: if
        another page has to do with it, both are made again in order.
        """
        job = self._job
        if not job:
            return False
        is_own = path == job.path or path in job.files.written or path in job.noted
        is_early = act in {Act.LIST, Act.RUN} or (not is_own and is_file(path))
        if act in {Act.OPEN, Act.MAKE_FOLDER}:
            is_early |= is_folder(path) and not self.leftovers.is_made(path)
        self.was_too_early |= is_early
        return is_early

    def _stays(
        self,
        writer: Writer,
        name: str,
        template: Template,
        values: Mapping[str, Any],
    ) -> bool:
        """Whether all pages of a call of `write_file` stay, in the usual case: no need to call it."""
        before = self._before.outputs.get(name)
        if before is None or self._is_heard() or self._values.movable or values.get("override_output"):
            return False
        if is_list(writer, values):
            names = () if self._find_doubt() else self._comparison.find_list(name, template, values)
        else:
            own = {key: value for key, value in values.items() if key not in _ARGUMENTS}
            names = (name,) if self._is_of(before, template, own) else ()
        paths = {sanitised_join(writer.output_path, page) for page in names}
        if not names or not paths.isdisjoint(writer._written_files):
            return False
        writer._written_files |= paths
        if is_list(writer, values):
            self.state.lists[name] = self._before.lists[name]
        for page in names:
            self._leave(page, self._before.outputs[page])
        return True

    def _note_list(
        self, name: str, template: Template, values: Mapping[str, Any], pages: Sequence[str]
    ) -> None:
        """Note of a call of `write_file` what the pages of a list are made from."""
        with suppress(UnobservableError):
            self.state.lists[name] = (self._comparison.digest_list(template, values), tuple(pages))

    def render(self, template: Template, context: Mapping[str, Any]) -> str:
        """The text of a page; an empty one for `open` to drop if its file stays."""
        self.end()
        name = str(context["output_file"])
        before = self._before.outputs.get(name)
        lacks = not self._values.context.keys() <= context.keys()
        if before and not lacks and self._is_of(before, template, context):
            self._keep(before, name)
            return ""
        job = self._start(name, self._values.find_environment(template.environment), str(template.name))
        job.record.templates.add(job.template)
        if lacks:
            job.problem = "a plugin leaves out what all pages share"
        elif template.name is None:
            job.problem = "its template is in no file"
        elif not job.environment:
            job.problem = "a plugin has made the environment of its template"
        with self._failing_safely(), recording(job.record):
            text = template.render(context)
            job.local = find_local(job.record.names, context, self._values.context)
            self._take(job, {name: context[name] for name in job.local})
        return text

    def _write_feed(
        self,
        writer: Writer,
        write: Callable[..., Any],
        elements: Any,
        context: Any,
        path: str,
        *more: Any,
        **values: Any,
    ) -> Any:  # Pelican's
        shared = self._values.context
        changed = (
            {}
            if context is shared
            else {key: context[key] for key in find_local([EVERYTHING], context, shared)}
        )
        items = [*elements[: writer.settings["FEED_MAX_ITEMS"]]]
        own = {"elements": items, "more": more, "values": values, "context": changed}
        before = self._before.outputs.get(path) if own["elements"] and not self._find_feed_doubt() else None
        if before and self._comparison.is_current(before, own):
            self._keep(before, path)
            complete = sanitised_join(self._output, path)
            override = values.get("override_output", more[2] if len(more) > 2 else False)  # noqa: PLR2004
            writer._open_w(complete, "utf-8", override).close()  # it notes what is written
            return None
        job = self._start(path, "", "")
        job.record.names.add(EVERYTHING)
        with self._failing_safely(), recording(job.record):
            feed = write(elements, context, path, *more, **values)
            job.local = frozenset(own)
            job.record.names |= job.local
            self._take(job, own)
        return feed

    def open(self, file: Any, *arguments: Any, **options: Any) -> IO[Any]:  # like open
        """Open a file for Pelican's writer; what is written to a file that stays is dropped."""
        if self._kept and os.path.abspath(file) == self._kept:
            return io.StringIO()
        opened: IO[Any] = builtins.open(file, *arguments, **options)  # noqa: SIM115  # the writer closes it
        return opened

    def tell(self, path: str, **values: Any) -> Told:
        """Tell plugins of a page as `content_written` does; of one that stays all but those that are pure.

        They left its file alone when it was written; if they do not now, the next build writes it.
        """
        told: Told = []
        if signals.content_written.is_muted:
            return told
        page = os.path.abspath(path)
        kept = self._kept_output if page == self._kept else None
        job = self._job if self._job and self._job.path == page else None
        if job:
            job.complete = read_stamp(page)
        for receiver in signals.content_written.receivers_for(path):
            if not getattr(receiver, "is_pure", False):
                told.append((receiver, self._tell(receiver, kept or job, path, values)))
            elif not kept:
                told.append((receiver, self._tell_pure(receiver, job, path, values)))
        return told

    def _tell(
        self, receiver: Callable[..., Any], made: Output | Job | None, path: str, values: Mapping[str, Any]
    ) -> object:
        files, before = Files(), read_stamp(path)
        with watching(files):
            result = receiver(path, **values)
        looks = files.starts_programs or self._looks_around(files)
        if made and (files.written or looks or read_stamp(path) != before):
            made.problem = made.problem or f"{name_receiver(receiver)} changes or reads it once it is written"
        if isinstance(made, Output):  # a job is watched itself
            made.products |= {written: read_stamp(written) for written in files.written}
        return result

    def _tell_pure(
        self, receiver: Callable[..., Any], job: Job | None, path: str, values: Mapping[str, Any]
    ) -> object:
        files = Files(wants_reads=False)
        with watching(files):
            result = receiver(path, **values)
        if job and job.path in files.written:
            job.complete = read_stamp(job.path)
        return result

    def _looks_around(self, files: Files, own: AbstractSet[str] = frozenset()) -> bool:
        """Whether somebody looked for other files in the output folder, or at them."""
        return any(
            path.startswith(self._output) or (path in files.listed and is_output(path))
            for path in files.read.keys() - own
        )

    def _list_looks(self, files: Files, own: AbstractSet[str]) -> dict[str, Look]:
        """What was found in the output folder besides an output's own files, just before it was looked at."""
        looks = {}
        for path, stamp in files.read.items():
            if path not in own and is_output(path):
                found, digest = self._look(path) if stamp else (None, b"")
                looks[path] = (found if is_settled(found) else NEVER), digest
        return looks

    def _look(self, path: str) -> Look:
        """What a clean build would have at this path by now."""
        stamp = read_stamp(path)
        if stamp is None or not self.leftovers.shows(path):
            return None, b""
        if is_folder(path):
            return FOUND, b""
        known = self._looks.get(path)
        if known is None or known[0] != stamp or not is_settled(stamp):
            known = self._looks[path] = stamp, digest_file(path)
        return known

    def _finds(self, path: str, before: Look) -> bool:
        """Whether an output that is due would find the same here; raises TooEarlyError if nobody knows."""
        if self.leftovers.watches_order:
            self.was_too_early = True
            raise TooEarlyError
        if before[0] == read_stamp(path) and self.leftovers.shows(path):
            return True
        now = self._look(path)
        return (now[0] is None, now[1]) == (before[0] is None, before[1])

    def copy_file(self, copy: Callable[[str, str], None], source: str, destination: str) -> None:
        """Copy a file as Pelican does, unless the same copy is there."""
        destination = os.path.abspath(destination)  # Pelican's for a theme has dots
        before = self._before.copies.get(destination)
        now = read_stamp(source)
        if before != (source, now, read_stamp(destination)):
            self.make_way(destination)
            self.leftovers.remove([destination])  # it may not be readable, of which Pelican only warns
            copy(source, destination)
        self.leftovers.confirm([destination])
        stamp = now if is_settled(now) else NEVER
        if copied := read_stamp(destination):
            self.state.copies[destination] = (source, stamp, copied)

    def end(self) -> None:
        """End the output that was being made: everything for it is written now."""
        self._kept, self._kept_output = "", None
        job, self._job = self._job, None
        if job is None:
            return
        unwatch(job.files)
        self.written.append(job.name)
        for path, stamp in job.files.list_stamps().items():
            if not (is_output(path) or is_installed(path) or is_compiled(path)):
                self.note_read_file(path, stamp)
        names = self._intern(job.record.names)
        problem = job.problem or self._find_problem(job, names)
        if job.files.starts_programs:
            problem = problem or "a plugin starts a program"
        looks = self._list_looks(job.files, job.files.written | job.noted)
        if looks:
            self.looking.add(job.name)
        if not looks.keys().isdisjoint(job.files.listed):
            problem = problem or "a plugin lists what is in the output folder"
        if job.complete not in (NEVER, read_stamp(job.path)):
            problem = problem or "something changes it once it is written"
        output = Output(
            job.environment,
            job.template,
            names,
            self._intern(job.local),
            {owner: self._intern(read) for owner, read in job.record.attributes.items()},
            self._intern(job.record.templates),
            job.own,
            {path: read_stamp(path) for path in job.files.written | job.noted},
            self._intern(job.noted),
            problem,
            looks,
        )
        self._leave(job.name, output)

    def note_read_file(self, path: str, stamp: Stamp) -> None:
        """Note a file that a page was made from; that it was only found says less than its stamp.

        If it changes during the build, no stamp is that of what all pages have read.
        """
        known = self.state.files.get(path, FOUND)
        if stamp == FOUND:
            self.state.files.setdefault(path, stamp)
        else:
            self.state.files[path] = stamp if known in (FOUND, stamp) else NEVER

    def _leave(self, name: str, output: Output) -> None:
        """Leave an output for the next build; if two have the same file, that cannot be told apart."""
        if name in self.state.outputs:
            output.problem = self.state.outputs[name].problem = "two pages or feeds have this address"
        self.state.outputs[name] = output
        self.left.append(name)
        self.leftovers.confirm(output.products)

    def _start(self, name: str, environment: str, template: str) -> Job:
        path = os.path.abspath(sanitised_join(self._output, name))
        self.make_way(path)
        before = self._before.outputs.get(name)
        if before:
            self.leftovers.remove(before.products.keys() - before.noted - {path})
        self._job = Job(name, path, environment, template, self.warnings.count)
        watch(self._job.files)
        return self._job

    @guarded(None)  # what is there stays until something takes its place
    def make_way(self, path: str) -> None:
        """Remove what an earlier build, which made other files, left where this file is to be."""
        obstacles = [*filter(os.path.isfile, list_parents(path, self._output)), path]
        if len(obstacles) == 1 and not os.path.isdir(path):
            return
        made = list_products(self.state)
        for obstacle in obstacles:
            files = {obstacle} if os.path.isfile(obstacle) else {*list_files(obstacle)}
            if made.isdisjoint(files) and files <= self.leftovers.known:
                discard(obstacle)

    @contextmanager
    def _failing_safely(self) -> Iterator[None]:
        """Leave nothing of an output that failed."""
        try:
            yield
        except BaseException:
            if self._job:
                self._job.problem = FAILED
            raise

    def _take(self, job: Job, values: Mapping[str, Any]) -> None:
        with recording(None):
            try:
                job.own = self._values.own(values)
            except UnobservableError as error:
                job.problem = f"what it alone is made from cannot be compared ({error})"

    def _find_problem(self, job: Job, names: Names) -> str:
        if self.warnings.count > job.warnings:
            return "it warned"
        if doubt := self._find_doubt() if job.template else self._find_feed_doubt():
            return doubt
        key = (job.environment, names, job.local)
        if key not in self._problems:
            self._problems[key] = ""
            for name in sorted(names - job.local):
                try:
                    self._values.name(job.environment, name)
                except UnobservableError as error:
                    self._problems[key] = f"{describe_name(name)} cannot be compared ({error})"
                    break
        return self._problems[key]

    def _keep(self, output: Output, name: str) -> None:
        """Let the file of a page or feed stay."""
        self._leave(name, output)
        self._kept, self._kept_output = os.path.abspath(sanitised_join(self._output, name)), output
        for owner, names in output.attributes.items() if self._values.movable else ():
            self._values.move_files(owner, names)

    def _is_of(self, before: Output, template: Template, context: Mapping[str, Any]) -> bool:
        return not self._find_doubt() and self._comparison.is_of(before, template, context)

    def _intern(self, names: AbstractSet[str]) -> Names:
        frozen = frozenset(names)
        return self._interned.setdefault(frozen, frozen)

    def finish(self) -> State:
        """What this build leaves to the next one."""
        outputs = self.state.outputs.values()
        written = Counter(path for output in outputs for path in output.products.keys() - output.noted)
        self.shared = {path for path, count in written.items() if count > 1}
        for output in outputs:
            if not self.shared.isdisjoint(output.products):
                output.problem = output.problem or "a plugin writes a file for it and for others"
        self._comparison.complete(self.state)
        return self.state


class StandIn:
    """Stands for a template where Pelican's writer renders it."""

    def __init__(self, outputs: Outputs, template: Template) -> None:
        """Render this template if need be."""
        self._outputs, self._template = outputs, template

    def __getattr__(self, name: str) -> Any:  # whatever a template has
        """The template's own attribute."""
        return getattr(self._template, name)

    def render(self, context: Mapping[str, Any]) -> str:
        """The text of the page, which counts only if its file does not stay."""
        return self._outputs.render(self._template, context)


def is_list(writer: Writer, values: Mapping[str, Any]) -> bool:
    """Whether the writer may make several pages of a call with these values."""
    return (
        bool(values.get("paginated")) or values.get("template_name") in writer.settings["PAGINATED_TEMPLATES"]
    )
