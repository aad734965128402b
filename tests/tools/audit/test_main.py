"""What any tool finds fails the audit; the tools themselves are in test_broken_page.py."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tools.audit import __main__ as command
from tools.audit.budgets import Cost
from tools.audit.findings import Finding
from tools.audit.lighthouse import CATEGORIES, Rule, Run
from tools.audit.pages import read_types
from tools.audit.programs import ToolError
from tools.audit.sites import BuiltSite

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
CHEAP = Cost(
    total=20_000, pictures=0, css=3_000, js=500, icon=300, requests=4, failed=0, third_party=0, shift=0
)
LABEL = "demo /repo/"
LARGE = "2015/11/20/b/index.html"


class Tools(SimpleNamespace):
    """What the tools find: nothing, until a test has them find something."""

    broken: tuple[str, ...] = ()
    cost: Cost = CHEAP
    score: float = 1
    visited: tuple[str, ...] = ()


@pytest.fixture
def site(tmp_path: Path) -> BuiltSite:
    assert set(PATHS) == set(read_types())
    for path in [*PATHS.values(), LARGE, "drafts/a/index.html"]:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    return BuiltSite(name="demo", base="/repo", folder=tmp_path, siteurl="http://127.0.0.1:1/repo")


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch, site: BuiltSite) -> Tools:
    """Stand-ins for Java, Node and Chromium."""
    tools = Tools()

    def find(tool: str) -> list[Finding]:
        finding = Finding(site=LABEL, page="index.html", tool=tool, rule="rule", where="there")
        return [finding] if tool in tools.broken else []

    @contextmanager
    def open_something(*_arguments: object) -> Iterator[None]:
        yield None

    @contextmanager
    def serve_sites(*_bases: str) -> Iterator[list[BuiltSite]]:
        yield [site]

    def measure_page(_browser: object, url: str) -> Cost:
        return Cost(**{**_as_dict(tools.cost), "total": tools.cost.total + url.endswith("/b/")})

    def run_lighthouse(visits: dict[str, Any]) -> dict[tuple[str, str], list[Run]]:
        tools.visited = tuple(visits)
        rules = [Rule(category=name, id=f"{name}-rule", weight=1, score=tools.score) for name in CATEGORIES]
        return {
            (url, form): [Run(url=url, form=form, rules=tuple(rules))] * 2
            for url in visits
            for form in ("mobile", "desktop")
        }

    monkeypatch.setattr(command, "find_missing_tools", list)
    monkeypatch.setattr(command, "apply_exemptions", lambda findings, _tools: findings)
    monkeypatch.setattr(command, "serve_sites", serve_sites)
    monkeypatch.setattr(command, "open_browser", open_something)
    monkeypatch.setattr(command, "measure_page", measure_page)
    monkeypatch.setattr(command.links, "check_links", lambda _site: find("links"))
    monkeypatch.setattr(command.markup, "check_with_vnu", lambda _sites: find("vnu"))
    monkeypatch.setattr(command.markup, "check_with_html_validate", lambda _sites: find("html-validate"))
    monkeypatch.setattr(command.axe, "open_page", open_something)
    monkeypatch.setattr(
        command.axe,
        "check_page",
        lambda _page, url: (
            [("axe", "rule", "there")] if "axe" in tools.broken and url.endswith("/repo/") else []
        ),
    )
    monkeypatch.setattr(command.lighthouse, "run_lighthouse", run_lighthouse)
    return tools


def _as_dict(cost: Cost) -> dict[str, Any]:
    return {name: getattr(cost, name) for name in Cost.__slots__}


def test_site_without_a_fault_passes(tools: Tools, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([]) == 0
    assert capsys.readouterr().out.endswith("Every page passes every audit.\n")
    assert tools.visited


@pytest.mark.parametrize("tool", ["links", "vnu", "html-validate", "axe"])
def test_what_a_tool_finds_fails_the_audit(
    tools: Tools, capsys: pytest.CaptureFixture[str], tool: str
) -> None:
    tools.broken = (tool,)
    assert command.main([]) == 1
    printed = capsys.readouterr().out
    assert f"index.html: {tool}: rule\n    {LABEL}: there\n" in printed
    assert printed.endswith("1 failure\n")


def test_missing_type_of_page_fails_the_audit(
    tools: Tools, capsys: pytest.CaptureFixture[str], site: BuiltSite
) -> None:
    (site.folder / PATHS["search"]).unlink()
    assert command.main([]) == 1
    assert f"search: pages: missing\n    {LABEL}: no page of this type was built" in capsys.readouterr().out
    assert len(tools.visited) == len(read_types()) - 1


def test_exceeded_budget_fails_the_audit(tools: Tools, capsys: pytest.CaptureFixture[str]) -> None:
    tools.cost = Cost(**{**_as_dict(CHEAP), "total": 30_000})
    assert command.main([]) == 1
    assert f"{LARGE}: budget: total\n    {LABEL}: 30,001 where 30,000 is allowed" in capsys.readouterr().out


def test_pictures_of_a_writer_s_own_are_outside_the_budget() -> None:
    cost = Cost(**{**_as_dict(CHEAP), "total": 120_000, "pictures": 90_000})
    (finding,) = command.list_excess({("demo /", "index.html"): cost, ("real /", "index.html"): cost})
    assert (finding.site, finding.rule) == ("demo /", "total")


def test_score_below_100_fails_the_audit(tools: Tools, capsys: pytest.CaptureFixture[str]) -> None:
    tools.score = 0.99
    assert command.main([]) == 1
    printed = capsys.readouterr().out
    assert "404.html: lighthouse: seo-rule" in printed
    assert "99/99/99/99" in printed


def test_lighthouse_sees_the_largest_page_of_each_type(tools: Tools, site: BuiltSite) -> None:
    command.main([])
    expected = {site.link_to(path) for name, path in PATHS.items() if name != "article"}
    assert set(tools.visited) == expected | {site.link_to(LARGE)}


def test_quick_audit_leaves_lighthouse_out(tools: Tools) -> None:
    tools.score = 0
    assert command.main(["--quick"]) == 0
    assert tools.visited == ()


def test_tool_that_fails_stops_the_audit(tools: Tools, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_sites: object) -> list[Finding]:
        raise ToolError("out of memory")

    monkeypatch.setattr(command.markup, "check_with_vnu", fail)
    with pytest.raises(SystemExit, match="out of memory"):
        command.main([])
    assert tools.visited == ()
