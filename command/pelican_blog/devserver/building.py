"""One build after another, each in a process of its own, so that none leaves anything behind.

Pelican keeps every text that it has rendered in memory for good, and a settings file is a program: in one
process, memory would grow with each build, and the settings would be those of the beginning. The processes
are forks of one that has loaded Pelican and the plugins (multiprocessing's forkserver), so that a build need
not wait for that: whoever changes their code starts the server again.
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

from pelican_blog.building.build import Outcome, replace_output, run_pelican
from pelican_blog.building.faults import list_plugins

SITE = Path(".cache/devserver")
"""What is served: not output/, which may be published meanwhile."""
STAGING = Path(".cache/preview")
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
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What a build goes by, told before it reads a text."""

    folders: tuple[Path, ...]
    """Those that it reads."""
    endpoint: str | None
    """Where the form is sent to."""
    siteurl: str


def start_process(target: Callable[..., None], *arguments: object, **keywords: object) -> BaseProcess:
    """A process that runs this and ignores Ctrl-C, which reaches the whole group: its parent ends it.

    The fork server inherits that when it is started, and hands it down to its forks.
    """
    process = CONTEXT.Process(target=target, args=arguments, kwargs=keywords, daemon=True)
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        process.start()
    finally:
        signal.signal(signal.SIGINT, handler)
    return process


def build(settings: str, options: Sequence[str], prepare: Callable[[Announcement], None]) -> Outcome:
    """What became of a build, whose good pages are in SITE then.

    `prepare` is called once the settings are read, and before the texts are.
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
        fault = f"The build came to a sudden end ({process.exitcode}); is there memory left?"
        return Outcome(faults=(fault,), is_complete=False)
    finally:
        process.terminate()  # it is done, or nobody waits for it any more
        ours.close()  # only now: it would complain that nobody listens
        process.join()
    return message


def _build(connection: Connection, settings: str, options: Sequence[str]) -> None:
    """Build, in the process for it."""

    def announce(values: Mapping[str, Any]) -> None:
        connection.send(describe_settings(values))
        connection.recv()

    with signals.content_written.connected_to(show):
        outcome = run_pelican(settings, options, STAGING, announce)
    if outcome.is_complete:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})  # nothing ends us between two folders
        replace_output(SITE, STAGING)
    with suppress(BrokenPipeError):  # nobody waits for it any more
        connection.send(outcome)


def show(path: str, context: Mapping[str, Any] | None = None) -> None:
    """Put a page that has just been written into SITE, whole, so that nobody waits for all the others."""
    del context
    if not SITE.is_dir():  # the first build comes as a whole: the theme's files are written after the pages
        return
    target = SITE / Path(path).relative_to(STAGING.absolute())
    draft = target.with_name(f".{target.name}.new")
    with suppress(OSError):  # such as a folder of its name: it comes with all the others
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, draft)
        draft.replace(target)


def describe_settings(settings: Mapping[str, Any]) -> Announcement:
    """What there is to be known of the settings outside of a build."""
    folders = [settings["PATH"], settings["THEME"], *settings["THEME_TEMPLATES_OVERRIDES"]]
    return Announcement(
        folders=tuple(Path(folder).absolute() for folder in folders),
        endpoint=settings[KEY].endpoint if KEY in settings else None,
        siteurl=settings["SITEURL"],
    )
