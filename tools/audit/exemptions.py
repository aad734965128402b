"""The rules that our pages break on purpose, each with its reason.

Anything else fails the audit, and so does an exemption that is no longer used.
"""

from collections.abc import Collection, Iterable, Mapping

from tools.audit.markup import DATA_BLOCK
from tools.audit.pages import name_type
from tools.audit.sites import Finding

Exemptions = Mapping[tuple[str, str], Collection[str]]

EXEMPTIONS: Exemptions = {
    # noindex on purpose: search engines should lead to texts, not here
    ("lighthouse", "is-crawlable"): ("404", "search", "thank-you"),
    # vnu does not know CSS View Transitions Level 2 yet
    ("vnu", "CSS: Unrecognized at-rule “@view-transition”"): ("theme/style.css",),
    # Browsers do not run data blocks, and no policy applies to them (HTML, 4.12.1.1)
    ("vnu", DATA_BLOCK): ("home", "article", "page", "thank-you", "other"),
    # It shows every component, so it loads all their scripts
    ("budget", "js"): ("composants/index.html",),
    ("budget", "requests"): ("composants/index.html",),
}
"""The page types, or files, to which a tool's rule does not apply."""


def list_exempt_rules(tool: str, path: str) -> list[str]:
    """The rules of a tool that do not apply to a page."""
    names = {path, name_type(path)}
    return [rule for (by, rule), pages in EXEMPTIONS.items() if by == tool and names & {*pages}]


def apply_exemptions(
    findings: Iterable[Finding], *, skipped: Collection[str] = (), exemptions: Exemptions = EXEMPTIONS
) -> list[Finding]:
    """The findings that count, and one for each unused exemption whose tool was not `skipped`."""
    counted, used = [], set()
    for finding in findings:
        key = finding.tool, finding.rule
        names = {finding.page, name_type(finding.page)} & {*exemptions.get(key, ())}
        used |= {(*key, name) for name in names}
        if not names:
            counted.append(finding)
    unused = {(*key, name) for key, names in exemptions.items() for name in names} - used
    return counted + [
        Finding(site="-", page=name, tool="exemptions", rule="unused", where=f"{tool}: {rule}")
        for tool, rule, name in unused
        if tool not in skipped
    ]
