"""One table, and below it each failure by page and rule."""

import dataclasses
from pathlib import Path

import pytest
from rich.console import Console

from tools.audit.budgets import Cost
from tools.audit.report import WIDTH, print_report
from tools.audit.sites import BuiltSite, Finding

COST = Cost(total=20_000, pictures=0, css=3_000, js=500, requests=4, failed=0, third_party=0, shift=0)
LABEL = "demo /repo/"
ARTICLE = "2015/11/20/a/index.html"


@pytest.fixture
def site(tmp_path: Path) -> BuiltSite:
    for path in ("index.html", ARTICLE, ARTICLE.replace("/a/", "/b/")):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    return BuiltSite(name="demo", base="/repo", folder=tmp_path, siteurl="http://127.0.0.1:1/repo")


def render(site: BuiltSite, *findings: Finding) -> str:
    large = dataclasses.replace(COST, total=25_000, js=0)
    costs = {"": COST, "2015/11/20/a/": COST, "2015/11/20/b/": large}
    scores = {(site.link_to(ARTICLE), "mobile"): (100, 99, 98, 97)}
    console = Console(width=WIDTH)
    with console.capture() as capture:
        print_report(console, [site], findings, {site.link_to(path): costs[path] for path in costs}, scores)
    return capture.get()


def read_row(text: str, name: str) -> list[str]:
    (row,) = [line for line in text.splitlines() if line.startswith("│") and f"│{name} " in line]
    return [cell.strip() for cell in row.strip("│").split("│")]


def test_row_has_the_most_that_a_page_of_its_type_costs_and_counts_failures_by_tool(site: BuiltSite) -> None:
    finding = site.blame(ARTICLE, "axe", "image-alt", "img")
    elsewhere = dataclasses.replace(finding, site="demo /")
    text = render(site, finding, dataclasses.replace(finding, rule="list"), elsewhere)
    assert read_row(text, "article") == [
        *[LABEL, "article", "2", "25,000", "0", "3,000", "500", "4", "0", "0", "0"],
        *["100/99/98/97", "–", "2", "0", "0", "0", "0"],
    ]


def test_failure_names_page_tool_rule_and_sites(site: BuiltSite) -> None:
    finding = site.blame(ARTICLE, "axe", "image-alt", "[b]img")
    text = render(site, finding, dataclasses.replace(finding, site="demo /"))
    assert f"{ARTICLE}: axe: image-alt\n    demo /, demo /repo/: [b]img\n" in text


def test_table_is_whole_where_there_is_no_terminal(site: BuiltSite) -> None:
    text = render(site)
    for heading in ("page type", "third party", "html-validate", "links", "mobile", "desktop", "reflow"):
        assert heading in text
    assert "…" not in text
