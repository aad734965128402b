"""Lighthouse: the median of three runs of each page, as a phone and as a desktop."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from tools.audit.chromium import ARGUMENTS, find_chromium
from tools.audit.programs import run_node

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FORMS = ("mobile", "desktop")
FULL = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a run says of a rule: its weight in the category's score, and how well it is kept (0 to 1)."""

    category: str
    id: str
    weight: float
    score: float
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run; `error` says why it came to nothing."""

    url: str
    form: str
    error: str = ""
    rules: tuple[Rule, ...] = ()


def run_lighthouse(visits: Mapping[str, Collection[str]]) -> dict[tuple[str, str], list[Run]]:
    """The runs of each address in each form; `visits` has the rules that do not count, by address.

    Rounds, not three runs in a row: what disturbs the machine for a moment then does not disturb a median.
    The third round has only what the first two leave open, for the median of 100, 100 and anything is 100.
    """
    runs: dict[tuple[str, str], list[Run]] = {(url, form): [] for url in visits for form in FORMS}
    for _ in range(3):
        open_visits = [key for key, done in runs.items() if not is_settled(done, visits[key[0]])]
        for run in run_once(open_visits):
            runs[run.url, run.form].append(run)
    return runs


def run_once(visits: Sequence[tuple[str, str]]) -> list[Run]:
    """A run of each address and form, one after the other, for two at a time disturb each other."""
    if not visits:
        return []
    wanted = [{"url": url, "form": form} for url, form in visits]
    data = {"chromium": find_chromium(), "flags": ARGUMENTS, "visits": wanted}
    return parse_runs(run_node("lighthouse.mjs", data=json.dumps(data)))


def parse_runs(report: Any) -> list[Run]:  # noqa: ANN401  # read from JSON
    """The runs in what lighthouse.mjs prints."""
    return [Run(**{**run, "rules": tuple(Rule(**rule) for rule in run["rules"])}) for run in report]


def score_run(run: Run, exempt: Collection[str]) -> tuple[int, ...]:
    """The score of each category, 0 to 100, weighed as Lighthouse does but without the exempt rules."""
    return tuple(_weigh([rule for rule in run.rules if rule.category == name], exempt) for name in CATEGORIES)


def _weigh(rules: Sequence[Rule], exempt: Collection[str]) -> int:
    counted = [rule for rule in rules if rule.id not in exempt]
    total = sum(rule.weight for rule in counted)
    # Rounded half up, as JavaScript does
    return int(sum(rule.weight * rule.score for rule in counted) / total * FULL + 0.5) if total else 0


def score_runs(runs: Sequence[Run], exempt: Collection[str]) -> tuple[int, ...]:
    """The median of each category's score."""
    scores = zip(*(score_run(run, exempt) for run in runs), strict=True)
    return tuple(round(median(category)) for category in scores)


def is_settled(runs: Sequence[Run], exempt: Collection[str]) -> bool:
    """Whether a further run would change no median: each category was full twice."""
    scores = [score_run(run, exempt) for run in runs]
    return all(sum(score[index] == FULL for score in scores) > 1 for index in range(len(CATEGORIES)))


def find_faults(runs: Sequence[Run]) -> list[tuple[str, str]]:
    """Each rule that costs a category its 100, with form and place, exempt or not."""
    short = {name for name, score in zip(CATEGORIES, score_runs(runs, ()), strict=True) if score < FULL}
    faults = {("does not run", f"{run.form}: {run.error}") for run in runs if run.error}
    for name in short:
        rules = {
            rule.id: rule for run in runs for rule in run.rules if rule.category == name and rule.score < 1
        }
        faults |= {(rule.id, f"{runs[0].form}, {name}: {rule.where}") for rule in rules.values()}
    return sorted(faults)
