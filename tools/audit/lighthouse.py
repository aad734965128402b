"""Lighthouse: the median of three runs of each page, as a phone and as a desktop.

Lighthouse takes a phone to be four times slower than the machine it runs on, so pages that pass on a fast
machine would fail on a slow one. But each run also measures the machine: where it is slower than the four
presumes, the four is lowered in proportion, as its docs/throttling.md advises, and the phone stays the same.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from tools.audit.chromium import ARGUMENTS, find_chromium
from tools.audit.programs import run_node

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FORMS = ("mobile", "desktop")
FULL = 100
PHONE_SLOWDOWN = 4
"""How many times slower than the machine a phone is, unless the machine is slow."""
PRESUMED_INDEX = 1500
"""The lowest `benchmarkIndex` of the machines for which that is meant: Lighthouse's high-end desktops."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run: each category's score without the exempt rules, and every fault, exempt or not."""

    url: str
    form: str
    error: str
    """Why the run failed; empty if it did not."""
    slowdown: float
    """How many times slower than this machine the device was."""
    scores: Sequence[int]
    faults: Sequence[Mapping[str, str]]
    """Each `category`, `rule` and `where`."""


def run_lighthouse(
    visits: Mapping[str, Collection[str]], forms: Iterable[str] = FORMS
) -> dict[tuple[str, str], list[Run]]:
    """The runs of each address in each form; `visits` maps addresses to their exempt rules.

    Rounds rather than three runs in a row, so that a busy moment does not affect a median. The third round
    has only what the first two leave open: the median of 100, 100 and anything is 100.
    """
    runs: dict[tuple[str, str], list[Run]] = {(url, form): [] for url in visits for form in forms}
    for _ in range(3):
        waiting = [
            {"url": url, "form": form, "exempt": [*visits[url]]}
            for (url, form), done in runs.items()
            if not is_settled(done)
        ]
        for run in run_once(waiting):
            runs[run.url, run.form].append(run)
    return runs


def run_once(visits: Sequence[Mapping[str, object]]) -> list[Run]:
    """One run per address and form, one after the other: simultaneous runs would slow each other down."""
    if not visits:
        return []
    data = {
        "chromium": find_chromium(),
        "flags": ARGUMENTS,
        "categories": CATEGORIES,
        "presumedIndex": PRESUMED_INDEX,
        "visits": visits,
    }
    return [Run(**run) for run in run_node("lighthouse.mjs", data=json.dumps(data))]


def is_settled(runs: Sequence[Run]) -> bool:
    """Whether two runs were full, so that another cannot change the median."""
    return len(list_full(runs)) > 1


def list_full(runs: Sequence[Run]) -> list[Run]:
    """The runs in which every category scores 100."""
    return [run for run in runs if min(run.scores) == FULL]


def score_runs(runs: Sequence[Run]) -> tuple[int, ...]:
    """The median of each category's score."""
    return tuple(round(median(scores)) for scores in zip(*(run.scores for run in runs), strict=True))


def describe_slowdown(runs: Iterable[Run]) -> str:
    """How much slower than this machine the phone was, if ever by less than usual."""
    slowdowns = {round(run.slowdown, 1) for run in runs if run.form == "mobile"}
    if slowdowns <= {PHONE_SLOWDOWN}:
        return ""
    times = " to ".join(f"{times:g}" for times in sorted({min(slowdowns), max(slowdowns)}))
    return f"This machine is slow: the phone counted as {times} times slower, not {PHONE_SLOWDOWN}"


def find_faults(runs: Sequence[Run]) -> list[tuple[str, str]]:
    """The rules that keep a page from two full runs, and the exempt ones it breaks, with form and place."""
    judged = list_full(runs) if is_settled(runs) else runs
    faults = {("does not run", run.form): run.error for run in runs if run.error}
    for run in judged:
        faults |= {
            (fault["rule"], f"{run.form}, {fault['category']}"): fault["where"] for fault in run.faults
        }
    return [(rule, f"{what}: {where}") for (rule, what), where in sorted(faults.items())]
