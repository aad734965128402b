"""Builds the site completely or not at all, and reports all problems in plain words.

Pelican reports one problem at a time and overwrites the previous build. Here it always runs to its end, in a
separate folder, which replaces output/ if there were no problems.
For tracebacks: make html PELICANOPTS=--debug
"""

import logging
import shutil
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pelican
from dateutil.parser import UnknownTimezoneWarning
from pelican.contents import Article, Content
from pelican.log import DEFAULT_LOG_HANDLER, LimitFilter, console
from pelican.plugins.incremental import remembering
from pelican.plugins.incremental.locks import locked
from pelican.settings import read_settings

from pelican_blog.blog import describe_fault, find_fault
from pelican_blog.building.faults import Faults, describe_error, describe_exit
from pelican_blog.building.guarding import GuardedPelican
from pelican_blog.building.mirror import Mirror
from pelican_blog.building.speed import quickened
from pelican_blog.progress import show_progress

OUTPUT = Path("output")
CACHE = Path(".cache")
STAGING = Path(".cache/output")
"""Where a build for readers starts from nothing."""
SITE = Path(".cache/site")
"""What the build before made, where the next one writes only what has changed."""

ADVICE = "make proofread lists every problem in the texts, with its file and line."
DEBUG = "For the traceback: make html PELICANOPTS=--debug"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The result of a build."""

    faults: tuple[str, ...]
    """The problems that keep the site from being published."""
    notices: tuple[str, ...] = ()
    """What the writer should know but need not fix."""
    is_complete: bool
    """Whether Pelican ran to its end: everything is written except what the faults name."""
    built: str = ""
    """What was built, such as `12 posts and 1 page`."""
    seconds: float = 0.0
    written: int = 0
    """Pages and feeds that were written."""
    kept: int | None = None
    """Those of the build before that could stay; None if it started from nothing."""

    def describe(self) -> str:
        """One line about the build."""
        if self.kept is None:
            return f"Built {self.built} in {self.seconds:.1f} s."
        pages = f"{self.written:,} page{'' if self.written == 1 else 's'} written, {self.kept:,} unchanged"
        return f"Built {self.built}: {pages}, {self.seconds:.1f} s."


def run_pelican(
    settings: str,
    options: Sequence[str],
    staging: Path,
    prepare: Callable[[GuardedPelican], None] = lambda _: None,
    *,
    is_incremental: bool = False,
) -> Outcome:
    """The result of building the site with these settings into the folder `staging`.

    An incremental build goes on from what the one before left there. Any other empties the folder first and
    writes every page, of texts that may have been read before, for instance by proofreading.
    `prepare` gets Pelican before any text is read.
    """
    start, faults = time.perf_counter(), Faults()
    if not is_incremental:
        shutil.rmtree(staging, ignore_errors=True)
    if staging.is_file():
        staging.unlink()
    arguments = ["--settings", settings, "--output", str(staging), *options]
    try:
        parsed = pelican.parse_arguments(arguments)  # type: ignore[attr-defined]  # mypy sees the namespace only
        with listening(faults, parsed.verbosity or logging.WARNING):
            overrides = pelican.get_config(parsed)  # type: ignore[attr-defined]  # as above
            site = load_pelican(settings, overrides, faults, is_incremental=is_incremental)
            prepare(site)
            with nullcontext() if is_incremental else remembering(site), quickened():
                site.run()
                built = count_contents(site.contents)
    except SystemExit as stop:
        faults.report(describe_exit(stop))
    except Exception as error:  # noqa: BLE001  # a theme or a plugin may raise anything
        faults.report(f"The build stopped: {describe_error(error)}\n{DEBUG}")
    else:
        return Outcome(
            faults=faults.messages,
            notices=faults.notices,
            is_complete=staging.is_dir(),
            built=built,
            seconds=time.perf_counter() - start,
            **getattr(site, "incremental", {}),
        )
    return Outcome(faults=faults.messages, notices=faults.notices, is_complete=False)


@contextmanager
def listening(faults: Faults, level: int) -> Iterator[None]:
    """Collect everything logged meanwhile in the faults; what -v or -D ask for is printed as well."""
    root, threshold, quiet = logging.getLogger(), LimitFilter.LOGS_DEDUP_MIN_LEVEL, console.quiet
    handlers = [faults, *([DEFAULT_LOG_HANDLER] if level < logging.WARNING else [])]
    # Else only the first few texts with the same dead link would be named.
    LimitFilter.LOGS_DEDUP_MIN_LEVEL = logging.NOTSET
    console.quiet = level >= logging.WARNING
    root.setLevel(min(level, logging.WARNING))  # faults count in quiet builds too
    for handler in handlers:
        root.addHandler(handler)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UnknownTimezoneWarning)  # proofreading reports it with its line
            yield
    finally:
        for handler in handlers:
            root.removeHandler(handler)
        LimitFilter.LOGS_DEDUP_MIN_LEVEL, console.quiet = threshold, quiet


def load_pelican(
    settings: str, overrides: dict[str, Any], faults: Faults, *, is_incremental: bool
) -> GuardedPelican:
    """Pelican with the settings in this file; the plugin `incremental` counts only if the build is to be one.

    Raises SystemExit with the problem if the file or a plugin refuses.
    """
    try:
        values = read_settings(settings, override=overrides)
        values["INCREMENTAL"] = is_incremental
        if not is_incremental:  # its texts are read already, by proofreading
            values["INCREMENTAL_PROCESSES"] = 1
        values["DELETE_OUTPUT_DIRECTORY"] = True  # nothing else belongs there
        return GuardedPelican(values, faults)
    except Exception as error:  # settings and plugins may raise anything
        if type(error).__module__.startswith("pelican.plugins."):  # its message says what to do
            raise SystemExit(str(error)) from error
        if str(error).startswith("You need to specify a path"):  # Pelican means PATH
            raise SystemExit(f"{settings}: PATH leads to no folder; write where your texts are.") from error
        place = find_fault(error, Path(settings))
        what = "the settings" if place.startswith(Path(settings).name) else "that"
        raise SystemExit(f"{place}: {describe_fault(error)}; correct {what}.\n{DEBUG}") from error


def count_contents(contents: Iterable[Content]) -> str:
    """How many texts became pages, by kind, such as `12 posts, 3 pages and 1 draft`."""
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
    """Replace the folder `output` with the folder `staging`."""
    previous = staging.with_name(f"{staging.name}-before")
    shutil.rmtree(previous, ignore_errors=True)
    if output.exists():
        output.rename(previous)
    staging.rename(output)
    shutil.rmtree(previous, ignore_errors=True)


def build(settings: str, options: Sequence[str], inspect: Callable[[Path], list[str]] | None = None) -> int:
    """The exit status of a build: 0 if output/ was replaced, 1 if it was left untouched.

    `inspect` returns the problems of the built files in a folder before they replace output/. With it,
    nobody is advised to proofread, since that has already happened; and the build starts from nothing.
    """
    CACHE.mkdir(exist_ok=True)
    with (
        locked(CACHE / "lock"),
        nullcontext() if inspect else closing(Mirror(SITE, OUTPUT, CACHE / "mirror")) as mirror,
    ):
        if mirror:
            mirror.begin_listing()

        def prepare(site: GuardedPelican) -> None:
            site.meanwhile = mirror.copy_ahead if mirror else None

        with show_progress("Building"):
            folder = STAGING if inspect else SITE
            outcome = run_pelican(settings, options, folder, prepare, is_incremental=not inspect)
        sys.stdout.writelines(f"{notice}\n" for notice in outcome.notices)
        obstacles = [*outcome.faults]
        if outcome.is_complete and inspect:
            obstacles += inspect(STAGING)
        if obstacles or not outcome.is_complete:
            return refuse(obstacles if inspect else [*obstacles, ADVICE])
        if mirror:
            mirror.complete()
        else:
            replace_output(OUTPUT, STAGING)
    sys.stdout.write(f"{outcome.describe()}\n")
    return 0


def refuse(obstacles: Iterable[str]) -> int:
    """The exit status of a failed build, after printing what stopped it."""
    sys.stderr.writelines(f"{obstacle}\n" for obstacle in obstacles)
    sys.stderr.write("output/ was left untouched. Fix the problems above and try again.\n")
    return 1
