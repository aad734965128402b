"""Runs each build in its own process, so that nothing is left behind.

Pelican never frees the texts it has rendered, and a settings file is a program: in one process, memory would
grow with each build, and changed settings would have no effect. The processes are forks of one that has
already loaded Pelican and the plugins (multiprocessing's forkserver), so builds start quickly; after a change
to their code, the dev server has to be restarted.
"""

import multiprocessing
import shutil
import signal
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from pelican.plugins import signals  # type: ignore[attr-defined]  # mypy sees the namespace only
from pelican.plugins.comments.settings import KEY
from pelican.plugins.pagefind.index import FOLDER
from pelican.plugins.pagefind.plugin import KEY as SEARCH_KEY
from pelican.plugins.pagefind.plugin import find_lang, index_site
from pelican.plugins.pagefind.settings import PagefindSettings
from pelican_toolkit.incremental import pure

from pelican_blog.building.build import CACHE, Outcome, run_pelican
from pelican_blog.building.faults import list_plugins
from pelican_blog.building.mirror import mirror

SITE = CACHE / "devserver"
"""What is served instead of output/, which may be published meanwhile."""
STAGING = CACHE / "preview"
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(
    [
        *(
            "PIL.Image",
            "babel.dates",
            "docutils.core",
            "markdown_it",
            "pygments.lexers",
            "pelican_blog.building.build",
        ),
        *(f"pelican.plugins.{name}" for name in list_plugins()),
        "pelican_blog.devserver.preloaded",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What the search index of a site depends on besides its pages."""

    lang: str
    settings: PagefindSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """The settings of a build that others need, sent before it reads a text."""

    folders: tuple[Path, ...]
    """The folders that it reads."""
    endpoint: str | None
    """Where the form sends comments."""
    siteurl: str
    search: Search | None
    """How to index the site, which the build leaves out; None if it has no search."""


def start_process(target: Callable[..., None], *arguments: object, **keywords: object) -> BaseProcess:
    """A process that runs this and ignores Ctrl-C, which reaches the whole group; its parent ends it.

    The fork server inherits that when it starts, and its forks do too.
    """
    process = CONTEXT.Process(target=target, args=arguments, kwargs=keywords, daemon=True)
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        process.start()
    finally:
        signal.signal(signal.SIGINT, handler)
    return process


def build(settings: str, options: Sequence[str], prepare: Callable[[Announcement], None]) -> Outcome:
    """The result of a build, which leaves its good pages in SITE.

    `prepare` is called after the settings are read and before the texts are.
    """
    ours, theirs = CONTEXT.Pipe()
    process = start_process(_build, theirs, settings, options)
    theirs.close()
    try:
        message: Announcement | Outcome = ours.recv()
        while isinstance(message, Announcement):
            prepare(message)
            ours.send(None)
            message = ours.recv()
    except EOFError:
        process.join()
        fault = f"The build ended unexpectedly ({process.exitcode}); check that there is enough memory."
        return Outcome(faults=(fault,), is_complete=False)
    finally:
        process.terminate()  # it is done or no longer needed
        ours.close()  # not earlier, or it would fail to send
        process.join()
    return message


def _build(connection: Connection, settings: str, options: Sequence[str]) -> None:
    """Build, in a child process."""

    def announce(values: Mapping[str, Any]) -> None:
        connection.send(describe_settings(values))
        connection.recv()
        signals.finalized.disconnect(index_site)  # see indexing

    with signals.content_written.connected_to(show):
        outcome = run_pelican(settings, options, STAGING, announce, is_incremental=True)
    if outcome.is_complete:
        # A text or a template that is broken for a moment must not take its pages away.
        mirror(
            STAGING,
            SITE,
            CACHE / "devserver-mirror",
            stays=lambda name: bool(outcome.faults) or name.startswith(f"{FOLDER}/"),
        )
    with suppress(BrokenPipeError):  # the parent is gone
        connection.send(outcome)


@pure
def show(path: str, context: Mapping[str, Any] | None = None) -> None:
    """Copy a page that was just written to SITE, atomically, so that it shows before the others."""
    del context
    if not SITE.is_dir():  # the first build is shown when complete: theme files come last
        return
    target = SITE / Path(path).relative_to(STAGING.absolute())
    draft = target.with_name(f".{target.name}.new")
    with suppress(OSError):  # such as a folder with its name: it comes with the others
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, draft)
        draft.replace(target)


def describe_settings(settings: Mapping[str, Any]) -> Announcement:
    """What needs to be known about the settings outside the build."""
    folders = [settings["PATH"], settings["THEME"], *settings["THEME_TEMPLATES_OVERRIDES"]]
    return Announcement(
        folders=tuple(Path(folder).absolute() for folder in folders),
        endpoint=settings[KEY].endpoint if KEY in settings else None,
        siteurl=settings["SITEURL"],
        search=Search(lang=find_lang(settings), settings=settings[SEARCH_KEY])
        if SEARCH_KEY in settings
        else None,
    )
