"""The median of the runs, without the rules that are broken on purpose, and what keeps it from 100."""

import json
from typing import Any

import pytest

from tools.audit import lighthouse
from tools.audit.lighthouse import Run, find_faults, is_settled, parse_runs, score_run, score_runs

URL = "http://127.0.0.1:8000/"


def make_run(form: str = "mobile", **scores: float) -> Run:
    """A run of four rules that weigh as in Lighthouse, one a category, and two more."""
    rules = [
        ("performance", "first-contentful-paint", 10),
        ("performance", "total-blocking-time", 30),
        ("accessibility", "color-contrast", 7),
        ("best-practices", "doctype", 1),
        ("seo", "is-crawlable", 4.043478260869565),
        ("seo", "meta-description", 1),
    ]
    report = {
        "url": URL,
        "form": form,
        "error": "",
        "rules": [
            {
                "category": category,
                "id": name,
                "weight": weight,
                "score": scores.get(name.replace("-", "_"), 1),
                "where": f"at {name}",
            }
            for category, name, weight in rules
        ],
    }
    return parse_runs([report])[0]


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ({}, (100, 100, 100, 100)),
        ({"first_contentful_paint": 0.97}, (99, 100, 100, 100)),
        ({"first_contentful_paint": 0.99}, (100, 100, 100, 100)),  # 99.75 is rounded, as Lighthouse does
        ({"total_blocking_time": 0.5}, (63, 100, 100, 100)),  # 62.5, half up
        ({"color_contrast": 0, "doctype": 0}, (100, 0, 0, 100)),
        ({"is_crawlable": 0}, (100, 100, 100, 20)),
    ],
)
def test_score_is_weighed(scores: dict[str, float], expected: tuple[int, ...]) -> None:
    assert score_run(make_run(**scores), ()) == expected


def test_exempt_rule_does_not_count_and_hides_no_other() -> None:
    assert score_run(make_run(is_crawlable=0), {"is-crawlable"})[3] == 100
    assert score_run(make_run(is_crawlable=0, meta_description=0), {"is-crawlable"})[3] == 0


def test_run_that_failed_scores_nothing() -> None:
    assert score_run(Run(url=URL, form="mobile", error="NO_FCP"), ()) == (0, 0, 0, 0)


def test_median_is_taken_by_category() -> None:
    runs = [make_run(total_blocking_time=0), make_run(color_contrast=0), make_run(color_contrast=0)]
    assert score_runs(runs, ()) == (100, 0, 100, 100)


@pytest.mark.parametrize(
    ("runs", "settled"),
    [
        ([], False),
        ([make_run()], False),
        ([make_run(), make_run()], True),
        ([make_run(), make_run(total_blocking_time=0)], False),
        ([make_run(total_blocking_time=0), make_run(total_blocking_time=0)], False),
        ([make_run(total_blocking_time=0), make_run(), make_run()], True),
        ([make_run(is_crawlable=0), make_run(is_crawlable=0)], True),
    ],
)
def test_two_full_scores_settle_a_median(runs: list[Run], *, settled: bool) -> None:
    assert is_settled(runs, {"is-crawlable"}) is settled


def test_fault_names_rule_form_category_and_place() -> None:
    runs = [make_run("desktop", color_contrast=0)] * 2
    assert find_faults(runs) == [("color-contrast", "desktop, accessibility: at color-contrast")]


def test_exempt_fault_is_still_named() -> None:
    """An exemption that is of no use any more could not be told otherwise."""
    assert [rule for rule, _ in find_faults([make_run(is_crawlable=0)] * 2)] == ["is-crawlable"]


def test_what_costs_no_median_its_100_is_no_fault() -> None:
    once = [make_run(), make_run(), make_run(total_blocking_time=0)]
    slightly = [make_run(first_contentful_paint=0.99)] * 2
    assert find_faults(once) == find_faults(slightly) == []


def test_run_that_failed_is_a_fault() -> None:
    runs = [make_run(), Run(url=URL, form="mobile", error="NO_FCP"), make_run()]
    assert find_faults(runs) == [("does not run", "mobile: NO_FCP")]


def test_third_round_has_only_what_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds: list[list[str]] = []

    def run_node(_script: str, *, data: str) -> list[dict[str, Any]]:
        visits: list[dict[str, str]] = json.loads(data)["visits"]
        rounds.append([f"{visit['url']} {visit['form']}" for visit in visits])
        disturbed = len(rounds) == 1
        return [{**visit, "error": "", "rules": list_rules(visit["url"], disturbed)} for visit in visits]

    def list_rules(url: str, disturbed: bool) -> list[dict[str, Any]]:  # noqa: FBT001
        score = 0.9 if disturbed and url == "/b" else 1
        return [{"category": name, "id": name, "weight": 1, "score": score} for name in lighthouse.CATEGORIES]

    monkeypatch.setattr(lighthouse, "run_node", run_node)
    runs = lighthouse.run_lighthouse({"/a": (), "/b": ()})
    every = ["/a mobile", "/a desktop", "/b mobile", "/b desktop"]
    assert rounds == [every, every, every[2:]]
    assert {key: len(done) for key, done in runs.items()} == {
        ("/a", "mobile"): 2,
        ("/a", "desktop"): 2,
        ("/b", "mobile"): 3,
        ("/b", "desktop"): 3,
    }
    assert lighthouse.score_runs(runs["/b", "mobile"], ()) == (100, 100, 100, 100)
