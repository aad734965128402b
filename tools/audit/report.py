"""The table of what each page type costs and scores, and below it each failure by page and rule."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from tools.audit.budgets import Cost
from tools.audit.lighthouse import FORMS
from tools.audit.pages import group_pages
from tools.audit.sites import BuiltSite, Finding

TITLE = (
    "Bytes on the wire, the most of any page opened of the type; mobile and desktop: Lighthouse’s "
    "performance, accessibility, best practices, SEO"
)
COSTS = [item.name for item in fields(Cost)]
TOOLS = ("axe", "reflow", "vnu", "html-validate", "links")
WIDTH = 160
"""Characters: the table stays whole outside a terminal."""


Scores = dict[tuple[str, str], tuple[int, ...]]
"""Lighthouse's, by a page's address and the form in which it was seen."""


def print_report(
    console: Console,
    sites: Iterable[BuiltSite],
    findings: Sequence[Finding],
    costs: Mapping[str, Cost],
    scores: Scores,
) -> None:
    """Print a row for each page type of each site, and the failures."""
    headings = ["site", "page type", "pages", *(name.replace("_", " ") for name in COSTS), *FORMS, *TOOLS]
    table = Table(*(Column(heading, no_wrap=True) for heading in headings), title=TITLE, padding=0)
    for site in sites:
        for name, pages in group_pages(site.list_pages()).items():
            urls = [site.link_to(page) for page in pages]
            broken = Counter(
                found.tool for found in findings if found.site == site.label and found.page in pages
            )
            cells = [*list_figures([costs[url] for url in urls if url in costs]), *list_marks(urls, scores)]
            table.add_row(site.label, name, str(len(pages)), *cells, *(str(broken[tool]) for tool in TOOLS))
        table.add_section()
    console.print(table)
    for (page, tool, rule), places in group_findings(findings).items():
        console.print(Text(f"{page}: {tool}: {rule}", style="bold red"))
        for where, labels in places.items():
            console.print(Text(f"    {', '.join(labels)}: {where}"))


def list_figures(costs: Sequence[Cost]) -> list[str]:
    """The maximum of each figure, or a dash if no page was opened."""
    return [f"{max(getattr(cost, name) for cost in costs):,}" if costs else "–" for name in COSTS]


def list_marks(urls: Sequence[str], scores: Scores) -> list[str]:
    """Lighthouse's scores in each form, for the one page among these that it has seen."""
    return ["/".join(map(str, max(scores.get((url, form), ()) for url in urls))) or "–" for form in FORMS]


def group_findings(findings: Iterable[Finding]) -> dict[tuple[str, str, str], dict[str, list[str]]]:
    """The places at which each page breaks a tool's rule, and the sites: often one at both base paths."""
    groups: dict[tuple[str, str, str], dict[str, list[str]]] = {}
    for finding in sorted(findings):
        places = groups.setdefault((finding.page, finding.tool, finding.rule), {})
        places.setdefault(finding.where, []).append(finding.site)
    return groups
