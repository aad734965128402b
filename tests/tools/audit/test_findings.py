"""What the tools report becomes findings: each exceeded limit, fault and failed run, unless it is exempt."""

import dataclasses
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tools.audit import lighthouse, markup
from tools.audit.budgets import LIMITS, Cost, add_up, find_excess
from tools.audit.exemptions import apply_exemptions, list_exempt_rules
from tools.audit.lighthouse import Run, find_faults, is_settled, score_runs
from tools.audit.sites import BuiltSite, Finding

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


FAILED = Run(url=URL, form="mobile", error="NO_FCP", scores=[0] * 4, faults=[])


def make_run(*, exempt: bool = False, **broken: int) -> Run:
    """A run in which some categories score less than 100, because of a rule that is exempt or not."""
    faults = [{"category": name, "rule": f"{name}-rule", "where": "there"} for name in broken]
    scores = [100 if exempt else broken.get(name, 100) for name in ("performance", "accessibility")]
    return Run(url=URL, form="mobile", error="", scores=[*scores, 100, 100], faults=faults)


def test_lighthouse_takes_the_median_by_category_and_two_full_scores_settle_it() -> None:
    """A fault is found even if its rule is exempt: an unused exemption could not be found otherwise."""
    full, slow = make_run(), make_run(performance=99)
    runs = [make_run(performance=70), make_run(accessibility=90), make_run(accessibility=80)]
    assert score_runs(runs) == (100, 90, 100, 100)
    assert score_runs([FAILED, FAILED, full]) == (0, 0, 0, 0)
    exempt = make_run(performance=99, exempt=True)
    for settled in ([full, full], [slow, full, full], [exempt, exempt]):
        assert is_settled(settled)
    for open_yet in ([], [full], [full, slow], [slow, slow], [full, FAILED]):
        assert not is_settled(open_yet)
    for is_exempt in (False, True):
        runs = [make_run(accessibility=90, exempt=is_exempt)] * 2
        assert find_faults(runs) == [("accessibility-rule", "mobile, accessibility: there")]
    assert find_faults([full, full, slow]) == []
    assert find_faults([full, FAILED, full]) == [("does not run", "mobile: NO_FCP")]


def test_third_round_of_lighthouse_has_only_what_is_not_settled(monkeypatch: pytest.MonkeyPatch) -> None:
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


def test_reports_of_the_validators_become_findings_with_page_and_rule(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    site = BuiltSite(name="demo", base="/repo", folder=Path("/built/demo"), siteurl="http://127.0.0.1:2/repo")
    addresses = {
        f"{site.siteurl}/": "index.html",
        f"{site.siteurl}/404.html": "404.html",
        f"{site.siteurl}/a%20b/": "a b/index.html",
        "file:/built/demo/x.svg": "x.svg",
    }
    json_ld = '<script type="application/ld+json">{}'
    stray = {"type": "error", "message": "Stray start tag “p”.", "extract": "</html><p>\n", "lastLine": 52}
    script = {"url": site.siteurl + "/", "message": "Inline script is forbidden", "extract": json_ld}
    messages = [{**stray, "url": url} for url in addresses] + [script, {**script, "extract": "<script>"}]
    monkeypatch.setattr(markup, "read_json", lambda *_: {"messages": messages})
    *strays, data, inline = markup.check_with_vnu(site)
    place = "line 52: </html><p>"
    assert strays == [site.blame(page, "vnu", "Stray start tag “p”.", place) for page in addresses.values()]
    assert (data.rule, data.where) == (markup.DATA_BLOCK, f"line ?: {json_ld}")
    assert inline.rule == script["message"]

    message = {"ruleId": "no-dup-id", "severity": 2, "message": "Duplicate ID “a”", "line": 3, "column": 8}
    printed = [{"filePath": "/built/demo/a/index.html", "messages": [message], "errorCount": 1}]
    monkeypatch.setattr(markup, "run_node", lambda *_: printed)
    (finding,) = markup.check_with_html_validate(site)
    assert finding == site.blame("a/index.html", "html-validate", "no-dup-id", "line 3: Duplicate ID “a”")
