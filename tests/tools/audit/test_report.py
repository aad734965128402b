"""One table, and below it each failure by page and rule."""

import dataclasses

import pytest
from rich.console import Console

from tests.tools.audit.conftest import MakeSite
from tools.audit.budgets import Cost
from tools.audit.report import WIDTH, print_report
from tools.audit.sites import BuiltSite, Finding

COST = Cost(total=20_000, pictures=0, css=3_000, js=500, requests=4, failed=0, third_party=0, shift=0)
ARTICLE, LARGER, UNSEEN = (f"2015/11/20/{slug}/index.html" for slug in "abc")


@pytest.fixture
def site(make_site: MakeSite) -> BuiltSite:
    return make_site(["index.html", ARTICLE, LARGER, UNSEEN, "tags/index.html"])


def render(site: BuiltSite, *findings: Finding) -> str:
    costs = {"index.html": COST, ARTICLE: COST, LARGER: dataclasses.replace(COST, total=25_000, js=0)}
    scores = {(site.link_to(ARTICLE), "mobile"): (100, 99, 98, 97)}
    console = Console(width=WIDTH)
    with console.capture() as capture:
        print_report(console, [site], findings, {site.link_to(path): costs[path] for path in costs}, scores)
    return capture.get()


def read_row(text: str, name: str) -> list[str]:
    (row,) = [line for line in text.splitlines() if line.startswith("│") and f"│{name} " in line]
    return [cell.strip() for cell in row.strip("│").split("│")]


def test_row_has_the_most_that_a_page_of_its_type_costs_and_counts_failures_by_tool(site: BuiltSite) -> None:
    finding = site.blame(ARTICLE, "axe", "image-alt", "[b]img")
    text = render(
        site, finding, dataclasses.replace(finding, rule="list"), dataclasses.replace(finding, site="demo /")
    )
    assert read_row(text, "article") == [
        *["demo /repo/", "article", "3", "25,000", "0", "3,000", "500", "4", "0", "0", "0"],
        *["100/99/98/97", "–", "2", "0", "0", "0", "0"],
    ]
    assert read_row(text, "other")[3:13] == ["–"] * 10  # none of its pages was opened
    assert f"{ARTICLE}: axe: image-alt\n    demo /, demo /repo/: [b]img\n" in text
    for heading in ("page type", "third party", "html-validate", "links", "mobile", "desktop", "reflow"):
        assert heading in text  # whole where there is no terminal
    assert "…" not in text
