"""The median of two or three runs, and what keeps it below 100."""

import json
from typing import Any

import pytest

from tools.audit import lighthouse
from tools.audit.lighthouse import Run, find_faults, is_settled, score_runs

URL = "http://127.0.0.1:8000/"
FAILED = Run(url=URL, form="mobile", error="NO_FCP", scores=[0] * 4, faults=[])


def make_run(*, exempt: bool = False, **broken: int) -> Run:
    """A run in which some categories score less than 100, because of a rule that is exempt or not."""
    faults = [{"category": name, "rule": f"{name}-rule", "where": "there"} for name in broken]
    scores = [100 if exempt else broken.get(name, 100) for name in ("performance", "accessibility")]
    return Run(url=URL, form="mobile", error="", scores=[*scores, 100, 100], faults=faults)


FULL, SLOW = make_run(), make_run(performance=99)


def test_median_is_taken_by_category_and_two_full_scores_settle_it() -> None:
    runs = [make_run(performance=70), make_run(accessibility=90), make_run(accessibility=80)]
    assert score_runs(runs) == (100, 90, 100, 100)
    assert score_runs([FAILED, FAILED, FULL]) == (0, 0, 0, 0)
    exempt = make_run(performance=99, exempt=True)
    for settled in ([FULL, FULL], [SLOW, FULL, FULL], [exempt, exempt]):
        assert is_settled(settled)
    for open_yet in ([], [FULL], [FULL, SLOW], [SLOW, SLOW], [FULL, FAILED]):
        assert not is_settled(open_yet)


def test_fault_names_rule_form_category_and_place() -> None:
    """Even if the rule is exempt: an unused exemption could not be found otherwise."""
    for exempt in (False, True):
        runs = [make_run(accessibility=90, exempt=exempt)] * 2
        assert find_faults(runs) == [("accessibility-rule", "mobile, accessibility: there")]
    assert find_faults([FULL, FULL, SLOW]) == []
    assert find_faults([FULL, FAILED, FULL]) == [("does not run", "mobile: NO_FCP")]


def test_third_round_has_only_what_is_not_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds: list[list[str]] = []

    def run_node(_script: str, *, data: str) -> list[dict[str, Any]]:
        visits = json.loads(data)["visits"]
        rounds.append([f"{visit['url']} {visit['form']} {visit['exempt']}" for visit in visits])
        return [
            {"url": visit["url"], "form": visit["form"], "error": "", "scores": [score] * 4, "faults": []}
            for visit in visits
            for score in [90 if len(rounds) == 1 and visit["url"] == "/b" else 100]
        ]

    monkeypatch.setattr(lighthouse, "run_node", run_node)
    runs = lighthouse.run_lighthouse({"/a": ["is-crawlable"], "/b": []})
    rest = ["/b mobile []", "/b desktop []"]
    every = ["/a mobile ['is-crawlable']", "/a desktop ['is-crawlable']", *rest]
    assert rounds == [every, every, rest]
    assert score_runs(runs["/b", "mobile"]) == (100, 100, 100, 100)
