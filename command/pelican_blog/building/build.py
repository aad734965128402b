"""Builds the site whole or not at all, and says in plain words all that is wrong.

Pelican says one thing after another, and writes over what was there. Here it goes on to its end whatever is
wrong, in a folder of its own, which takes the place of output/ if nothing was.
For tracebacks: make html PELICANOPTS=--debug
"""

import logging
import shutil
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pelican
from dateutil.parser import UnknownTimezoneWarning
from pelican.contents import Article, Content
from pelican.log import DEFAULT_LOG_HANDLER, LimitFilter, console
from pelican.settings import read_settings

from pelican_blog.blog import describe_fault, find_fault
from pelican_blog.building.faults import Faults
from pelican_blog.building.guarding import GuardedPelican, describe_error
from pelican_blog.building.speed import quickened
from pelican_blog.progress import show_progress

OUTPUT = Path("output")
STAGING = Path(".cache/output")

ADVICE = "make proofread names every mistake in the texts, with its file and its line."
DEBUG = "For the traceback: make html PELICANOPTS=--debug"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a build."""

    faults: tuple[str, ...]
    """What is wrong."""
    notices: tuple[str, ...] = ()
    """What the writer should know, and which does not keep the site from its readers."""
    is_complete: bool
    """Whether Pelican came to its end: all is written but what the faults name."""
    built: str = ""
    """What was, such as `12 posts and 1 page`."""
    seconds: float = 0.0

    def describe(self) -> str:
        """One line about the build."""
        return f"Built {self.built} in {self.seconds:.1f} s."


def run_pelican(
    settings: str,
    options: Sequence[str],
    staging: Path,
    announce: Callable[[Mapping[str, Any]], None] = lambda _: None,
) -> Outcome:
    """What became of building the site of this settings file into the folder `staging`, which is new then.

    `announce` is given the settings before a text is read.
    """
    start, faults = time.perf_counter(), Faults()
    shutil.rmtree(staging, ignore_errors=True)
    arguments = ["--settings", settings, "--output", str(staging), *options]
    try:
        parsed = pelican.parse_arguments(arguments)  # type: ignore[attr-defined]  # mypy sees the namespace only
        with listening(faults, parsed.verbosity or logging.WARNING):
            site = load_pelican(settings, pelican.get_config(parsed), faults)  # type: ignore[attr-defined]
            announce(site.settings)
            with quickened():
                site.run()
    except SystemExit as stop:
        faults.report(str(stop.code) if isinstance(stop.code, str) else "")
    except Exception as error:  # noqa: BLE001  # a theme or a plugin may raise anything
        faults.report(f"The build stopped: {describe_error(error)}\n{DEBUG}")
    else:
        built, seconds = count_contents(site.contents), time.perf_counter() - start
        return Outcome(
            faults=faults.messages,
            notices=faults.notices,
            is_complete=staging.is_dir(),
            built=built,
            seconds=seconds,
        )
    return Outcome(faults=faults.messages, notices=faults.notices, is_complete=False)


@contextmanager
def listening(faults: Faults, level: int) -> Iterator[None]:
    """Have the faults hear all that is logged meanwhile; what is asked for besides (-v, -D) is printed."""
    root, threshold, quiet = logging.getLogger(), LimitFilter.LOGS_DEDUP_MIN_LEVEL, console.quiet
    handlers = [faults, *([DEFAULT_LOG_HANDLER] if level < logging.WARNING else [])]
    LimitFilter.LOGS_DEDUP_MIN_LEVEL = logging.NOTSET  # of two texts with one dead link, it tells of one
    console.quiet = level >= logging.WARNING
    root.setLevel(min(level, logging.WARNING))  # a quiet build hears of faults as well
    for handler in handlers:
        root.addHandler(handler)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UnknownTimezoneWarning)  # proofreading names it, with its line
            yield
    finally:
        for handler in handlers:
            root.removeHandler(handler)
        LimitFilter.LOGS_DEDUP_MIN_LEVEL, console.quiet = threshold, quiet


def load_pelican(settings: str, overrides: dict[str, Any], faults: Faults) -> GuardedPelican:
    """Pelican with the settings in this file.

    Raises SystemExit, with what is wrong, where the file or a plugin refuses.
    """
    try:
        return GuardedPelican(read_settings(settings, override=overrides), faults)
    except Exception as error:  # they are programs, which may raise anything
        if type(error).__module__.startswith("pelican.plugins."):  # in words that say what to do
            raise SystemExit(str(error)) from error
        fault = f"{find_fault(error, Path(settings))}: {describe_fault(error)}"
        raise SystemExit(f"{fault}; correct the settings.\n{DEBUG}") from error


def count_contents(contents: Iterable[Content]) -> str:
    """How many texts have become a page, of each kind, such as `12 posts, 3 pages and 1 draft`."""
    kinds = [
        "draft" if content.status == "draft" else "post" if isinstance(content, Article) else "page"
        for content in contents
        if content.save_as
    ]
    counts = {kind: kinds.count(kind) for kind in ("post", "page", "draft")}
    named = [
        f"{count:,} {kind}{'' if count == 1 else 's'}"
        for kind, count in counts.items()
        if count or kind == "post"
    ]
    return " and ".join(filter(None, [", ".join(named[:-1]), named[-1]]))


def replace_output(output: Path, staging: Path) -> None:
    """Put the folder `staging` in the place of the folder `output`."""
    previous = staging.with_name(f"{staging.name}-before")
    shutil.rmtree(previous, ignore_errors=True)
    if output.exists():
        output.rename(previous)
    staging.rename(output)
    shutil.rmtree(previous, ignore_errors=True)


def build(settings: str, options: Sequence[str], inspect: Callable[[Path], list[str]] | None = None) -> int:
    """The exit status of a build: 0 when output/ is new and whole, 1 when it was left as it was.

    `inspect` returns what is wrong with the built files in a folder, before they take the place of output/.
    Who inspects has proofread, and is not sent to do so again.
    """
    with show_progress("Building"):
        outcome = run_pelican(settings, options, STAGING)
    sys.stdout.writelines(f"{notice}\n" for notice in outcome.notices)
    obstacles = [*outcome.faults]
    if outcome.is_complete and inspect:
        obstacles += inspect(STAGING)
    if obstacles or not outcome.is_complete:
        return refuse(obstacles if inspect else [*obstacles, ADVICE])
    replace_output(OUTPUT, STAGING)
    sys.stdout.write(f"{outcome.describe()}\n")
    return 0


def refuse(obstacles: Iterable[str]) -> int:
    """The exit status of a build that did not happen, after all that stands in its way is printed."""
    sys.stderr.writelines(f"{obstacle}\n" for obstacle in obstacles)
    sys.stderr.write("output/ was left untouched. Fix the problems above and try again.\n")
    return 1
