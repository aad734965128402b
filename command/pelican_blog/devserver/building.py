"""The processes that build, of which each ends with its build, so that nothing is left behind.

Pelican never frees the texts it has rendered, and a settings file is a program: in one process, memory would
grow with each build, and changed settings would have no effect. The processes are forks of one that has
already loaded Pelican and the plugins (multiprocessing's forkserver), so builds start quickly; after a change
to their code, the dev server has to be restarted.
"""

import multiprocessing
import shutil
import signal
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import forkserver
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from pelican.plugins.comments.settings import KEY
from pelican.plugins.incremental.code import list_code
from pelican.plugins.incremental.values import digest_settings
from pelican.plugins.pagefind.plugin import KEY as SEARCH_KEY
from pelican.plugins.pagefind.plugin import find_lang
from pelican.plugins.pagefind.settings import PagefindSettings
from pelican_toolkit.incremental import pure, unnoted

from pelican_blog.building.build import CACHE
from pelican_blog.building.faults import list_plugins

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
    code: frozenset[Path]
    """The modules of the site that it has loaded."""
    endpoint: str | None
    """Where the form sends comments."""
    siteurl: str
    search: Search | None
    """How to index the site, which the build leaves out; None if it has no search."""
    digests: Mapping[str, bytes]
    """What tells these settings from all others."""


def start_process(target: Callable[..., None], *arguments: object, **keywords: object) -> BaseProcess:
    """A process that runs this and ignores Ctrl-C, which reaches the whole group; its parent ends it.

    The fork server inherits that when it starts, and its forks do too. Only then it is ignored here: later,
    Ctrl-C would be lost. While a process starts, signals wait: half started, it would fail aloud.
    """
    process = CONTEXT.Process(target=target, args=arguments, kwargs=keywords, daemon=True)
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        forkserver.ensure_running()
    finally:
        signal.signal(signal.SIGINT, handler)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return process


@pure
def show(path: str, context: Mapping[str, Any] | None = None) -> None:
    """Copy a page that was just written to SITE, atomically, so that it shows before the others."""
    del context
    target = SITE / Path(path).relative_to(STAGING.absolute())
    draft = target.with_name(f".{target.name}.new")
    # No page depends on SITE. An error, such as a folder with its name: it comes with the others.
    with unnoted(), suppress(OSError):
        if not SITE.is_dir():  # the first build is shown when complete: theme files come last
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, draft)
        draft.replace(target)


def describe_settings(settings: Mapping[str, Any]) -> Announcement:
    """What needs to be known about the settings outside the build."""
    from .preloaded import PRELOADED  # noqa: PLC0415  # the fork server's

    named = [settings["PATH"], settings["THEME"], *settings["THEME_TEMPLATES_OVERRIDES"]]
    here = Path.cwd()
    plugins = (Path(folder).absolute() for folder in settings["PLUGIN_PATHS"])
    folders = [Path(folder).absolute() for folder in named]
    folders += [folder for folder in plugins if not here.is_relative_to(folder)]
    return Announcement(
        folders=tuple(folders),
        code=frozenset(map(Path, list_code().keys() - PRELOADED)),
        endpoint=settings[KEY].endpoint if KEY in settings else None,
        siteurl=settings["SITEURL"],
        search=Search(lang=find_lang(settings), settings=settings[SEARCH_KEY])
        if SEARCH_KEY in settings
        else None,
        digests=digest_settings({f"{name} ": value for name, value in settings.items()}),  # leaves out none
    )
