"""Proves that output/, which builds change bit by bit, is what one that starts from nothing would make."""

import multiprocessing
import re
import shutil
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from pelican_blog.progress import show_progress

from .build import CACHE, OUTPUT, Outcome, build, run_pelican

CLEAN = CACHE / "clean"
"""Where the site is built from nothing; it is removed afterwards."""
_SHOWN = 10
"""How many of the files that differ are named."""


def verify(settings: str, options: Sequence[str]) -> int:
    """The exit status: 0 if output/ is what a clean build makes, 1 if it differs or cannot be built.

    The site is built into output/ first, as `make html` does; the clean build is made elsewhere.
    """
    if status := build(settings, options):
        return status
    try:
        with show_progress("Building again, from nothing"):
            outcome = build_anew(settings, options)
        ours = list_files(OUTPUT)
        differences = [*outcome.faults, *find_differences(ours, list_files(CLEAN))]
    finally:
        shutil.rmtree(CLEAN, ignore_errors=True)
    if differences:
        return report(differences)
    sys.stdout.write(f"output/ is what a clean build makes: {len(ours):,} files.\n")
    return 0


def build_anew(settings: str, options: Sequence[str]) -> Outcome:
    """The result of a build from nothing, in a process that remembers nothing either."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(run_pelican, settings, options, CLEAN).result()


def list_files(folder: Path) -> dict[str, Path]:
    """The files below a folder, by their names there."""
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if not path.is_dir()}


def find_differences(ours: dict[str, Path], clean: dict[str, Path]) -> list[str]:
    """The names of files that only one of two folders has, or that are not equal, each with what is wrong."""
    return [
        f"{OUTPUT}/{name}: {problem}"
        for name in sorted(ours.keys() | clean.keys())
        if (problem := compare(ours.get(name), clean.get(name)))
    ]


def compare(ours: Path | None, clean: Path | None) -> str:
    """What is wrong with a file of ours; empty if it is equal."""
    if ours is None:
        return "missing"
    if clean is None:
        return "left over"
    return "" if read(ours) == read(clean) else "differs"


def read(path: Path) -> bytes:
    """What a file holds, without the moment of the build, which a feed without entries has."""
    data = path.read_bytes()
    if path.suffix != ".xml" or b"<entry>" in data or b"<item>" in data:
        return data
    return re.sub(rb"<(updated|lastBuildDate)>[^<]*", b"", data)


def report(differences: Sequence[str]) -> int:
    """The exit status 1, after naming what differs and saying what to do."""
    more = len(differences) - _SHOWN
    lines = [*differences[:_SHOWN], *([f"and {more:,} more"] if more > 0 else [])]
    sys.stderr.writelines(f"{line}\n" for line in lines)
    sys.stderr.write(
        "output/ is not what a clean build makes. Run make clean, then make html; please report the bug.\n"
    )
    return 1
