"""What any tool finds fails the audit; the tools themselves are in test_broken_page.py."""

import dataclasses
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tools.audit import __main__ as command
from tools.audit.budgets import Cost
from tools.audit.lighthouse import FORMS, Run
from tools.audit.pages import read_types
from tools.audit.programs import ToolError
from tools.audit.sites import BuiltSite, Finding

PATHS = {
    "home": "index.html",
    "article": "2015/11/20/a/index.html",
    "page": "a-propos/index.html",
    "archive": "archives/index.html",
    "category": "category/a/index.html",
    "tag": "tag/a/index.html",
    "author": "author/a/index.html",
    "404": "404.html",
    "search": "recherche/index.html",
    "thank-you": "merci/index.html",
}
CHEAP = Cost(total=20_000, pictures=0, css=3_000, js=500, requests=4, failed=0, third_party=0, shift=0)
LARGE = "2015/11/20/b/index.html"


@pytest.fixture
def site(tmp_path: Path) -> BuiltSite:
    assert set(PATHS) == set(read_types())
    for path in [*PATHS.values(), LARGE, "drafts/a/index.html"]:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    return BuiltSite(name="demo", base="/repo", folder=tmp_path, siteurl="http://127.0.0.1:1/repo")


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch, site: BuiltSite) -> SimpleNamespace:
    """Stand-ins for Java, Node and Chromium: they find nothing, until a test has them find something."""
    tools = SimpleNamespace(broken="", cost=CHEAP, score=100, visited=[])

    def find(tool: str) -> Callable[..., list[Finding]]:
        return lambda *_: [site.blame("index.html", tool, "rule", "there")] if tool == tools.broken else []

    def measure_page(_browser: object, url: str) -> Cost:
        return dataclasses.replace(tools.cost, total=tools.cost.total + url.endswith("/b/"))

    def run_lighthouse(visits: dict[str, Any], forms: Sequence[str]) -> dict[tuple[str, str], list[Run]]:
        tools.visited, tools.forms = [*visits], forms
        faults = [] if tools.score == 100 else [{"category": "seo", "rule": "seo-rule", "where": "there"}]
        run = Run(url="", form="mobile", error="", scores=[tools.score] * 4, faults=faults)
        return {(url, form): [run] * 2 for url in visits for form in forms}

    def check_page(_page: object, _site: BuiltSite, path: str) -> list[Finding]:
        return find("axe")() if path == "index.html" else []

    monkeypatch.setattr(command, "find_missing_tools", list)
    monkeypatch.setattr(command, "apply_exemptions", lambda findings, **_: findings)
    monkeypatch.setattr(command, "serve_sites", lambda *_: nullcontext([site]))
    monkeypatch.setattr(command, "open_browser", nullcontext)
    monkeypatch.setattr(command, "measure_page", measure_page)
    monkeypatch.setattr(command.links, "find_dead_links", lambda *_: [])
    monkeypatch.setattr(command.markup, "check_with_vnu", find("vnu"))
    monkeypatch.setattr(command.markup, "check_with_html_validate", find("html-validate"))
    monkeypatch.setattr(command.axe, "open_page", nullcontext)
    monkeypatch.setattr(command.axe, "check_page", check_page)
    monkeypatch.setattr(command.lighthouse, "run_lighthouse", run_lighthouse)
    return tools


def audit(*arguments: str) -> Result:
    return CliRunner().invoke(command.main, arguments)


def test_site_without_a_fault_passes_and_lighthouse_sees_its_largest_pages(
    tools: SimpleNamespace, site: BuiltSite
) -> None:
    result = audit()
    assert result.output.endswith("Every page passes every audit.\n")
    assert result.exit_code == 0
    assert set(tools.visited) == {site.link_to(path) for path in {**PATHS, "article": LARGE}.values()}


@pytest.mark.parametrize("tool", ["vnu", "html-validate", "axe"])
def test_what_a_tool_finds_fails_the_audit(tools: SimpleNamespace, tool: str) -> None:
    tools.broken = tool
    result = audit()
    assert f"index.html: {tool}: rule\n    demo /repo/: there\n" in result.output
    assert result.output.endswith("1 failure\n")
    assert result.exit_code == 1


def test_dead_link_missing_type_and_exceeded_budget_fail_the_audit(
    tools: SimpleNamespace, site: BuiltSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command.links, "find_dead_links", lambda *_: [("index.html", "<a>")])
    tools.cost = dataclasses.replace(CHEAP, total=30_000)
    (site.folder / PATHS["search"]).unlink()
    result = audit()
    assert "index.html: links: leads nowhere\n    demo /repo/: <a>" in result.output
    assert "search: pages: missing\n    demo /repo/: no page of this type was built" in result.output
    assert f"{LARGE}: budget: total\n    demo /repo/: 30,001 where 30,000 is allowed" in result.output
    assert result.output.endswith("3 failures\n")
    assert result.exit_code == 1


def test_pictures_of_a_writer_s_own_are_outside_the_budget(site: BuiltSite) -> None:
    cost = dataclasses.replace(CHEAP, total=120_000, pictures=90_000 + 10_000)
    assert [finding.rule for finding in command.list_excess(site, "index.html", cost)] == ["total"]
    assert command.list_excess(dataclasses.replace(site, name="real"), "index.html", cost) == []


@pytest.mark.parametrize(("extent", "forms"), [("full", FORMS), ("phone", ("mobile",))])
def test_score_below_100_fails_the_audit(tools: SimpleNamespace, extent: str, forms: Sequence[str]) -> None:
    tools.score = 99
    result = audit(f"--lighthouse={extent}")
    assert tools.forms == forms
    assert "404.html: lighthouse: seo-rule" in result.output
    assert "99/99/99/99" in result.output
    assert result.exit_code == 1


def test_lighthouse_can_be_left_out(tools: SimpleNamespace) -> None:
    tools.score = 99
    assert audit("--lighthouse=none").exit_code == 0
    assert tools.visited == []


def test_tool_that_fails_stops_the_audit(tools: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_site: object) -> list[Finding]:
        raise ToolError("out of memory")

    monkeypatch.setattr(command.markup, "check_with_vnu", fail)
    result = audit()
    assert (result.exit_code, result.output.splitlines()[-1]) == (1, "out of memory")
    assert tools.visited == []
