"""The rules that our pages break on purpose, each with its reason.

All else fails, and so does an exemption that is of no use.
"""

from collections.abc import Collection, Iterable, Mapping

from tools.audit.markup import DATA_BLOCK
from tools.audit.pages import name_type
from tools.audit.sites import Finding

Exemptions = Mapping[tuple[str, str], Collection[str]]

EXEMPTIONS: Exemptions = {
    # noindex on purpose: who searches elsewhere should land on a text, not here
    ("lighthouse", "is-crawlable"): ("404", "search", "thank-you"),
    # vnu's tables of CSS are older than CSS View Transitions Level 2
    ("vnu", "CSS: Unrecognized at-rule “@view-transition”"): ("theme/style.css",),
    # No browser runs a data block, and no policy concerns it (HTML, 4.12.1.1)
    ("vnu", DATA_BLOCK): ("home", "article", "page", "thank-you", "other"),
    # It shows every component once, and so has the scripts of all of them
    ("budget", "js"): ("composants/index.html",),
    ("budget", "requests"): ("composants/index.html",),
}
"""The types of pages, or the files, for which a rule of a tool does not hold."""


def list_exempt_rules(tool: str, path: str) -> list[str]:
    """The rules of a tool that do not hold for a page."""
    names = {path, name_type(path)}
    return [rule for (by, rule), pages in EXEMPTIONS.items() if by == tool and names & {*pages}]


def apply_exemptions(
    findings: Iterable[Finding], *, skipped: Collection[str] = (), exemptions: Exemptions = EXEMPTIONS
) -> list[Finding]:
    """The findings that count, and one for each exemption of no use unless its tool was `skipped`."""
    counted, used = [], set()
    for finding in findings:
        key = finding.tool, finding.rule
        names = {finding.page, name_type(finding.page)} & {*exemptions.get(key, ())}
        used |= {(*key, name) for name in names}
        if not names:
            counted.append(finding)
    unused = {(*key, name) for key, names in exemptions.items() for name in names} - used
    return counted + [
        Finding(site="-", page=name, tool="exemptions", rule="of no use", where=f"{tool}: {rule}")
        for tool, rule, name in unused
        if tool not in skipped
    ]
