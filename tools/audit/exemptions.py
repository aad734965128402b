"""The rules that our pages break on purpose, each with its reason.

All else fails, and so does an exemption that is of no use.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from tools.audit.findings import Finding
from tools.audit.markup import DATA_BLOCK
from tools.audit.pages import name_type


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """A rule of a tool that does not hold for some types of pages, or files, of the sites of these names."""

    tool: str
    rule: str
    pages: tuple[str, ...]
    why: str
    sites: tuple[str, ...] = ("real", "demo")

    def covers(self, finding: Finding, page: str) -> bool:
        """Whether it is about a finding, on one of its types of pages or files."""
        return (
            (self.tool, self.rule) == (finding.tool, finding.rule)
            and finding.site.split(" ", 1)[0] in self.sites
            and page in {finding.page, name_type(finding.page)}
        )


EXEMPTIONS = (
    Exemption(
        tool="lighthouse",
        rule="is-crawlable",
        pages=("404", "search", "thank-you"),
        why="noindex on purpose: who searches elsewhere should land on a text, not here",
    ),
    Exemption(
        tool="vnu",
        rule="CSS: Unrecognized at-rule “@view-transition”",
        pages=("theme/style.css",),
        why="vnu's tables of CSS are older than CSS View Transitions Level 2",
    ),
    Exemption(
        tool="vnu",
        rule=DATA_BLOCK,
        pages=("home", "article", "page", "thank-you", "other"),
        why="no browser runs a data block, and no policy concerns it (HTML, 4.12.1.1)",
    ),
    *(
        Exemption(
            tool="budget",
            rule=rule,
            pages=("composants/index.html",),
            sites=("demo",),
            why="it shows every component once, and so has the scripts of all of them",
        )
        for rule in ("js", "requests")
    ),
)


def list_exempt_rules(tool: str, page: str) -> frozenset[str]:
    """The rules of a tool that do not hold for a page."""
    return frozenset(
        exemption.rule
        for exemption in EXEMPTIONS
        if exemption.tool == tool and {page, name_type(page)} & set(exemption.pages)
    )


def apply_exemptions(
    findings: Iterable[Finding], tools: Collection[str], exemptions: Sequence[Exemption] = EXEMPTIONS
) -> list[Finding]:
    """The findings that count, and one for each exemption of no use among those of the `tools` that ran."""
    unused = {(exemption, page) for exemption in exemptions for page in exemption.pages}
    counted = []
    for finding in findings:
        covering = {
            (exemption, page)
            for exemption in exemptions
            for page in exemption.pages
            if exemption.covers(finding, page)
        }
        unused -= covering
        if not covering:
            counted.append(finding)
    return counted + [
        Finding(
            site="-",
            page=page,
            tool="exemptions",
            rule="of no use",
            where=f"{exemption.tool}: {exemption.rule}",
        )
        for exemption, page in unused
        if exemption.tool in tools
    ]
