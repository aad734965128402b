"""What the tools report becomes findings: each exceeded limit, fault and failed run, unless it is exempt."""

import dataclasses
from types import SimpleNamespace
from typing import Any

from tools.audit.budgets import LIMITS, Cost, add_up, find_excess
from tools.audit.exemptions import apply_exemptions, list_exempt_rules
from tools.audit.lighthouse import Run, describe_slowdown, find_faults, is_settled, score_runs
from tools.audit.sites import Finding

URL = "http://127.0.0.1:8000/repo/"
ICON = "https://elsewhere.example/icon.png"
LARGEST = Cost(total=30_000, pictures=0, css=4_000, js=1_500, requests=4, failed=0, third_party=0, shift=0)


def ask(url: str, kind: str, size: int = 0, *, ok: bool = True) -> Any:
    """A request as Playwright reports it."""
    return SimpleNamespace(
        url=url,
        resource_type=kind,
        sizes=lambda: {"responseBodySize": size},
        response=lambda: SimpleNamespace(ok=ok),
        is_navigation_request=lambda: kind == "document",
    )


def test_requests_are_added_up_by_kind_and_each_limit_can_be_exceeded() -> None:
    """Icons do not count, and of pictures after the first only their bytes."""
    requests = [
        ask(URL, "document", 5_000, ok=False),  # the page for what is not there
        ask(f"{URL}theme/style.css", "stylesheet", 3_000),
        ask(f"{URL}theme/js/video.js", "script", 500),
        ask(f"{URL}images/a.avif", "image", 2_000, ok=False),
        ask(f"{URL}images/b.avif", "image", 4_000),
        ask(f"{URL}logo.svg", "image", 300),
    ]
    assert add_up(URL, requests, icons=[f"{URL}logo.svg"], shift=0.123456) == Cost(
        total=14_500, pictures=6_000, css=3_000, js=500, requests=4, failed=1, third_party=0, shift=0.1235
    )
    for url in ("https://127.0.0.1:8001/a.js", "http://localhost:8000/a.js", ICON):  # even if nothing came
        requests = [ask(URL, "document", 1), ask(url, "script")]
        assert add_up(URL, requests, icons=[ICON], shift=0).third_party == 1
    assert find_excess(LARGEST) == []
    for name in LIMITS:
        more = getattr(LARGEST, name) + (0.001 if name == "shift" else 1)
        ((rule, where),) = find_excess(dataclasses.replace(LARGEST, **{name: more}))
        assert rule == name
        assert name != "total" or where == "30,001, but 30,000 is the limit"


def test_exemption_applies_to_its_rule_on_its_pages_and_must_be_used_unless_its_tool_was_skipped() -> None:
    exemptions = {("lighthouse", "is-crawlable"): ("404", "theme/style.css")}

    def find(page: str, tool: str = "lighthouse", rule: str = "is-crawlable") -> Finding:
        return Finding(site="demo /repo/", page=page, tool=tool, rule=rule)

    used = [find("404.html"), find("theme/style.css")]
    others = [find("index.html"), find("404.html", tool="axe"), find("404.html", rule="meta-description")]
    assert apply_exemptions([*others, *used], exemptions=exemptions) == others
    assert list_exempt_rules("lighthouse", "404.html") == ["is-crawlable"]
    assert list_exempt_rules("lighthouse", "index.html") == list_exempt_rules("axe", "404.html") == []
    (finding,) = apply_exemptions(used[:1], exemptions=exemptions)
    assert (finding.page, finding.tool) == ("theme/style.css", "exemptions")
    assert apply_exemptions([], skipped=["lighthouse"], exemptions=exemptions) == []


FAILED = Run(url=URL, form="mobile", error="NO_FCP", slowdown=4, scores=[0] * 4, faults=[])


def make_run(score: int, *categories: str) -> Run:
    """A run with this score of accessibility, and a fault in some categories."""
    faults = [{"category": name, "rule": f"{name}-rule", "where": "there"} for name in categories]
    return Run(url=URL, form="mobile", error="", slowdown=4, scores=[100, score, 100, 100], faults=faults)


def test_lighthouse_takes_the_median_by_category_and_two_full_scores_settle_it() -> None:
    """A fault is found even if its rule is exempt: an unused exemption could not be found otherwise."""
    full, slow, exempt = make_run(100), make_run(99, "seo"), make_run(100, "seo")
    assert score_runs([make_run(70), make_run(90), full]) == (100, 90, 100, 100)
    for settled in ([full, full], [slow, full, full], [exempt, exempt]):
        assert is_settled(settled)
    for open_yet in ([full], [full, slow], [slow, slow], [full, FAILED]):
        assert not is_settled(open_yet)
    for runs in ([slow, slow], [exempt, exempt]):
        assert find_faults(runs) == [("seo-rule", "mobile, seo: there")]
    assert find_faults([full, full, slow]) == []
    assert find_faults([full, FAILED, full]) == [("does not run", "mobile: NO_FCP")]


def test_slowdown_of_the_phone_is_told_if_it_is_not_the_usual_one() -> None:
    usual, almost, less, also, least = (
        dataclasses.replace(FAILED, slowdown=slowdown) for slowdown in (4, 3.98, 2.52, 2.54, 1)
    )
    assert not describe_slowdown([])
    assert not describe_slowdown([usual, almost, dataclasses.replace(least, form="desktop")])
    assert "counted as 2.5 times slower, not 4" in describe_slowdown([less, also])
    assert "counted as 1 to 4 times slower, not 4" in describe_slowdown([usual, less, least])
