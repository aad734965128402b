"""Any finding fails the audit; test_broken_page.py tests the tools themselves."""

import dataclasses
import json
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.tools.audit.test_sites import EXAMPLES
from tools.audit import __main__ as command
from tools.audit.budgets import Cost
from tools.audit.lighthouse import FORMS
from tools.audit.pages import OTHER, read_types
from tools.audit.sites import BuiltSite, Finding

PATHS = {name: paths[0] for name, paths in EXAMPLES.items() if name != OTHER}
CHEAP = Cost(total=20_000, pictures=0, css=3_000, js=500, requests=4, failed=0, third_party=0, shift=0)
LARGE, DRAFT = "2015/11/20/b/index.html", "drafts/a/index.html"


@pytest.fixture
def site(tmp_path: Path) -> BuiltSite:
    """A demo site of empty files but for one, which is not served."""
    assert set(PATHS) == set(read_types())
    for path in (*PATHS.values(), LARGE, DRAFT):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("large" if path == LARGE else "")
    return BuiltSite(name="demo", base="/repo", folder=tmp_path, siteurl="http://127.0.0.1:1/repo")


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch, site: BuiltSite) -> SimpleNamespace:
    """Stand-ins for Java, Node and Chromium, which find nothing unless a test makes them."""
    tools = SimpleNamespace(broken="", cost=CHEAP, score=100, slowdown=4, scored=[], opened=[], dead=[])

    def find(tool: str) -> Callable[..., list[Finding]]:
        return lambda *_: [site.blame("index.html", tool, "rule", "there")] if tool == tools.broken else []

    def measure_page(_browser: object, url: str) -> Cost:
        tools.opened.append(url)
        return dataclasses.replace(tools.cost, total=tools.cost.total + url.endswith("/b/"))

    def run_node(_script: str, *, data: str) -> list[dict[str, Any]]:
        visits = [(visit["url"], visit["form"]) for visit in json.loads(data)["visits"]]
        tools.scored += visits
        faults = [] if tools.score == 100 else [{"category": "seo", "rule": "seo-rule", "where": "there"}]
        found = {"error": "", "slowdown": tools.slowdown, "scores": [tools.score] * 4, "faults": faults}
        return [{"url": url, "form": form, **found} for url, form in visits]

    def check_page(_page: object, _site: BuiltSite, path: str) -> list[Finding]:
        return find("axe")() if path == "index.html" else []

    for name, stand_in in {
        "find_missing_tools": list,
        "apply_exemptions": lambda findings, **_: findings,
        "serve_sites": lambda *_: nullcontext([site]),
        "open_browser": nullcontext,
        "measure_page": measure_page,
    }.items():
        monkeypatch.setattr(command, name, stand_in)
    monkeypatch.setattr(command.links, "find_dead_links", lambda *_: tools.dead)
    monkeypatch.setattr(command.markup, "check_with_vnu", find("vnu"))
    monkeypatch.setattr(command.markup, "check_with_html_validate", find("html-validate"))
    monkeypatch.setattr(command.axe, "open_page", nullcontext)
    monkeypatch.setattr(command.axe, "check_page", check_page)
    monkeypatch.setattr(command.lighthouse, "run_node", run_node)
    return tools


def audit(*arguments: str) -> Result:
    return CliRunner().invoke(command.main, arguments)


def test_faultless_site_passes_and_its_largest_pages_are_chosen(
    tools: SimpleNamespace, site: BuiltSite
) -> None:
    result = audit()
    assert result.output.endswith("Every page passes every audit.\n")
    assert result.exit_code == 0
    assert len(tools.opened) == len(PATHS) + 2
    largest = {**PATHS, "article": LARGE}
    visits = [(site.link_to(path), form) for path in largest.values() for form in FORMS]
    assert sorted(tools.scored) == sorted(4 * visits)  # twice each, for the first site and for the last
    assert "This machine is slow" not in result.output
    tools.opened.clear()
    tools.slowdown = 2.5
    result = audit("--pages=types")
    assert result.exit_code == 0
    assert "This machine is slow: the phone counted as 2.5 times slower, not 4…" in result.output
    assert sorted(tools.opened) == sorted(map(site.visit, {**largest, "other": DRAFT}.values()))


def test_each_finding_fails_the_audit(tools: SimpleNamespace, site: BuiltSite) -> None:
    for tools.broken in ("vnu", "html-validate", "axe"):
        result = audit()
        assert f"index.html: {tools.broken}: rule\n    demo /repo/: there\n" in result.output
        assert result.output.endswith("1 failure\n")
        assert result.exit_code == 1
    tools.broken, tools.score = "", 99
    for extent, forms in (("full", 2), ("phone", 1), ("none", 0)):
        result = audit(f"--lighthouse={extent}")
        assert result.output.count("99/99/99/99") == forms * len(PATHS)
        assert ("404.html: lighthouse: seo-rule" in result.output) == bool(forms)
        assert result.exit_code == bool(forms)
    tools.score, tools.dead = 100, [("index.html", "<a>")]
    tools.cost = dataclasses.replace(CHEAP, total=30_000)
    (site.folder / PATHS["search"]).unlink()
    result = audit()
    assert "index.html: links: leads nowhere\n    demo /repo/: <a>" in result.output
    assert "search: pages: missing\n    demo /repo/: " in result.output
    assert f"{LARGE}: budget: total\n    demo /repo/: 30,001" in result.output
    assert result.output.endswith("3 failures\n")
    cost = dataclasses.replace(CHEAP, total=120_000, pictures=90_000 + 10_000)
    assert [finding.rule for finding in command.list_excess(site, "index.html", cost)] == ["total"]
    assert command.list_excess(dataclasses.replace(site, name="real"), "index.html", cost) == []
