"""Runs each build in its own process, which has begun before it is known what it is for.

As soon as a build is done, two processes are made for the next one. The early one reads settings, loads
plugins and templates, gives Pelican what the build before has left of articles, and waits. The late one
waits before all that. After a change, the early one reads what is new, and the late one looks at
everything else: if the settings and what the early one has found are as they were, the early one builds,
else the late one, as if there had been no other.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from pelican import Pelican  # type: ignore[attr-defined]  # mypy sees the namespace only
from pelican.plugins import signals  # type: ignore[attr-defined]  # as above
from pelican.plugins.incremental import Basis, OutdatedError, Preparation
from pelican.plugins.pagefind.index import FOLDER
from pelican.plugins.pagefind.plugin import index_site

from pelican_blog.building.build import CACHE, Outcome, run_pelican
from pelican_blog.building.guarding import GuardedPelican
from pelican_blog.building.mirror import Mirror
from pelican_blog.devserver.building import (
    CONTEXT,
    SITE,
    STAGING,
    Announcement,
    describe_settings,
    show,
    start_process,
)

OLDEST = 600.0
"""Seconds after which an early process is made anew: a plugin may have asked for the time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What a process has found before it builds."""

    announcement: Announcement
    basis: Basis | None = None
    """All that it has looked at, of the early one."""
    is_current: bool = False
    """Whether that is as it was, of the late one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A process that builds, as the dev server sees it."""

    process: BaseProcess
    connection: Connection
    born: float

    def tell(self, message: object = None) -> None:
        """Let it go on."""
        with suppress(OSError):  # it is dead, which shows when it is asked
            self.connection.send(message)

    def ask(self) -> Beginning | Outcome | None:
        """What it says next; None if it cannot build."""
        try:
            message: Beginning | Outcome = self.connection.recv()
        except (EOFError, OSError):
            self.process.join()
            return None
        return message

    def end(self) -> None:
        """End it: it is done or no longer needed."""
        self.process.terminate()
        self.connection.close()  # not earlier, or it would fail to send
        self.process.join()


class Builder:
    """Builds the site again and again, and leaves its good pages in SITE."""

    def __init__(
        self, settings: str, options: Sequence[str], prepare: Callable[[Announcement], None]
    ) -> None:
        """Call `prepare` in each build before texts are read."""
        self._settings, self._options, self._prepare = settings, options, prepare
        self.early: Candidate | None = None
        """The process that has begun, until it is needed."""
        self._late: Candidate | None = None

    def begin(self) -> None:
        """Begin with the next build, as far as that can be done before it is known what has changed."""
        self.end()
        self._late, self.early = self._start(build_late), self._start(build_early)

    def build(self) -> Outcome:
        """The result of a build of all that was saved before."""
        start, early, late = time.perf_counter(), self.early, self._late or self._start(build_late)
        self.early = self._late = None
        try:
            begun = self._go_on(early) if early else None
            late.tell(begun.basis if begun else None)
            message = late.ask()
            if isinstance(message, Beginning):
                if early and begun and message.is_current and message.announcement == begun.announcement:
                    early.tell()
                    outcome = early.ask()
                    if isinstance(outcome, Outcome):
                        return replace(outcome, seconds=time.perf_counter() - start)
                if early:
                    early.end()
                self._prepare(message.announcement)
                late.tell()
                message = late.ask()
            if isinstance(message, Outcome):
                return message
        finally:
            for candidate in filter(None, (early, late)):
                candidate.end()
        fault = f"The build ended unexpectedly ({late.process.exitcode}); check that there is enough memory."
        return Outcome(faults=(fault,), is_complete=False)

    def end(self) -> None:
        """End the processes that wait."""
        for candidate in filter(None, (self.early, self._late)):
            candidate.end()
        self.early = self._late = None

    def _go_on(self, early: Candidate) -> Beginning | None:
        """Let the early process read what has changed; what it found before, or None if it is of no use."""
        begun = early.ask() if time.time() - early.born < 2 * OLDEST else None
        if not isinstance(begun, Beginning):
            return None
        self._prepare(begun.announcement)
        early.tell()
        return begun

    def _start(self, target: Callable[..., None]) -> Candidate:
        ours, theirs = CONTEXT.Pipe()
        process = start_process(target, theirs, self._settings, self._options)
        theirs.close()
        return Candidate(process=process, connection=ours, born=time.time())


def build_late(connection: Connection, settings: str, options: Sequence[str]) -> None:
    """Build when told to, in a child process."""
    try:
        basis: Basis | None = connection.recv()
    except EOFError:  # the parent is gone
        return
    is_current = basis is not None and basis.is_current()

    def announce(values: Mapping[str, Any]) -> None:
        connection.send(Beginning(announcement=describe_settings(values), is_current=is_current))
        connection.recv()

    _build(connection, settings, options, announce)


def build_early(connection: Connection, settings: str, options: Sequence[str]) -> None:
    """Build in a child process, once told to, with what was prepared until then."""
    announcements: list[Announcement] = []

    def announce(values: Mapping[str, Any]) -> None:
        announcements.append(describe_settings(values))

    def wait(basis: Basis) -> None:
        connection.send(Beginning(announcement=announcements[0], basis=basis))
        connection.recv()

    preparation = Preparation(wait, connection.recv)

    def prepare(site: Pelican) -> None:
        site.preparation = preparation

    with (
        suppress(OutdatedError, EOFError),
        preparation.begun(str(STAGING)),
        signals.initialized.connected_to(prepare),
    ):
        _build(connection, settings, options, announce)


def _build(
    connection: Connection,
    settings: str,
    options: Sequence[str],
    announce: Callable[[Mapping[str, Any]], None],
) -> None:
    def begin(site: GuardedPelican) -> None:
        announce(site.settings)
        signals.finalized.disconnect(index_site)  # see indexing

    with signals.content_written.connected_to(show):
        outcome = run_pelican(settings, options, STAGING, begin, is_incremental=True)
    if outcome.is_complete:
        outcome = _take_over(outcome)
    with suppress(BrokenPipeError):  # the parent is gone
        connection.send(outcome)


def _take_over(outcome: Outcome) -> Outcome:
    """Have a build's pages served; the same outcome, or that it failed."""
    mirror = Mirror(STAGING, SITE, CACHE / "devserver-mirror")
    try:
        # A text or a template that is broken for a moment must not take its pages away.
        mirror.complete(stays=lambda name: bool(outcome.faults) or name.startswith(f"{FOLDER}/"))
    except OSError as error:  # a full disk, or somebody empties the cache
        fault = f"{error.filename or SITE}: {error.strerror or error}; correct that, and save a text again."
        return Outcome(faults=(*outcome.faults, fault), is_complete=False)
    return outcome
