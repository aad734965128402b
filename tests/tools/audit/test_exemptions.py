"""An exemption applies to its rule on its pages, nothing else, and must be used."""

from tools.audit.exemptions import apply_exemptions, list_exempt_rules
from tools.audit.sites import Finding

EXEMPTIONS = {("lighthouse", "is-crawlable"): ("404", "theme/style.css")}


def make_finding(page: str, tool: str = "lighthouse", rule: str = "is-crawlable") -> Finding:
    return Finding(site="demo /repo/", page=page, tool=tool, rule=rule)


USED = [make_finding("404.html"), make_finding("theme/style.css")]


def test_exempt_findings_do_not_count_but_any_other_does() -> None:
    others = [
        make_finding("index.html"),
        make_finding("404.html", tool="axe"),
        make_finding("404.html", rule="meta-description"),
    ]
    assert apply_exemptions([*others, *USED], exemptions=EXEMPTIONS) == others
    assert list_exempt_rules("lighthouse", "404.html") == ["is-crawlable"]
    assert list_exempt_rules("lighthouse", "index.html") == list_exempt_rules("axe", "404.html") == []


def test_unused_exemption_is_a_failure_unless_its_tool_was_skipped() -> None:
    (finding,) = apply_exemptions(USED[:1], exemptions=EXEMPTIONS)
    assert (finding.page, finding.tool) == ("theme/style.css", "exemptions")
    assert finding.where == "lighthouse: is-crawlable"
    assert apply_exemptions([], skipped=["lighthouse"], exemptions=EXEMPTIONS) == []
