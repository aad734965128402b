"""The table: what each type of page costs and scores, and below it each failure by page and rule."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from tools.audit import lighthouse
from tools.audit.budgets import Cost
from tools.audit.findings import Finding
from tools.audit.pages import group_pages
from tools.audit.sites import BuiltSite

TITLE = (
    "Bytes on the wire, the most of any page of the type; mobile and desktop: Lighthouse’s performance, "
    "accessibility, best practices, SEO"
)
COLUMNS = (
    "page type",
    "pages",
    "total",
    "pictures",
    "CSS",
    "JS",
    "icon",
    "requests",
    "failed",
    "3rd party",
    "CLS",
)
TOOLS = ("axe", "reflow", "vnu", "html-validate", "links")
WIDTH = 160
"""Characters: the table stays whole where it is no terminal that shows it."""

Scores = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What was measured and found; costs by site and page, scores by site, page and form."""

    findings: Sequence[Finding]
    costs: Mapping[tuple[str, str], Cost]
    scores: Mapping[tuple[str, str, str], Scores] = field(default_factory=dict)


def print_report(console: Console, sites: Iterable[BuiltSite], results: Results) -> None:
    """Print the table and the failures."""
    console.print(build_table(sites, results))
    for (page, tool, rule), places in group_findings(results.findings).items():
        console.print(Text(f"{page}: {tool}: {rule}", style="bold red"))
        for where, labels in places.items():
            console.print(Text(f"    {', '.join(labels)}: {where}"))


def build_table(sites: Iterable[BuiltSite], results: Results) -> Table:
    """A row for each type of page of each site: the most that any such page costs, and all their failures."""
    headings = ["site", *COLUMNS, *lighthouse.FORMS, *TOOLS]
    table = Table(*(Column(heading, no_wrap=True) for heading in headings), title=TITLE, padding=0)
    for site in sites:
        for name, pages in group_pages(site.list_pages()).items():
            table.add_row(site.label, name, *list_cells(site, pages, results))
        table.add_section()
    return table


def list_cells(site: BuiltSite, pages: Sequence[str], results: Results) -> list[str]:
    """The cells of a row, from the number of pages on."""
    cost = take_worst(
        [results.costs[site.label, page] for page in pages if (site.label, page) in results.costs]
    )
    costs = [f"{getattr(cost, item.name):,}" for item in fields(Cost)] if cost else ["–"] * len(fields(Cost))
    marks = [show_scores(results, site, pages, form) for form in lighthouse.FORMS]
    broken = Counter(
        finding.tool for finding in results.findings if finding.site == site.label and finding.page in pages
    )
    return [str(len(pages)), *costs, *marks, *(str(broken[tool]) if pages else "–" for tool in TOOLS)]


def take_worst(costs: Sequence[Cost]) -> Cost | None:
    """The most of each figure, if there is any."""
    return (
        Cost(**{item.name: max(getattr(cost, item.name) for cost in costs) for item in fields(Cost)})
        if costs
        else None
    )


def show_scores(results: Results, site: BuiltSite, pages: Iterable[str], form: str) -> str:
    """The scores of the one page of a type that Lighthouse has seen."""
    seen = [
        results.scores[site.label, page, form] for page in pages if (site.label, page, form) in results.scores
    ]
    return "/".join(map(str, seen[0])) if seen else "–"


def group_findings(findings: Iterable[Finding]) -> dict[tuple[str, str, str], dict[str, list[str]]]:
    """The places at which each page breaks a tool's rule, with the sites: mostly both base paths of one."""
    groups: dict[tuple[str, str, str], dict[str, list[str]]] = {}
    for finding in sorted(findings):
        places = groups.setdefault((finding.page, finding.tool, finding.rule), {})
        places.setdefault(finding.where, []).append(finding.site)
    return groups
