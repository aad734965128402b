"""An exemption holds for its rule on its pages, nothing else, and must be of use."""

import pytest

from tools.audit.exemptions import apply_exemptions, list_exempt_rules
from tools.audit.sites import Finding

EXEMPTIONS = {("lighthouse", "is-crawlable"): ("404", "theme/style.css")}


def make_finding(page: str, tool: str = "lighthouse", rule: str = "is-crawlable") -> Finding:
    return Finding(site="demo /repo/", page=page, tool=tool, rule=rule)


USED = [make_finding("404.html"), make_finding("theme/style.css")]


@pytest.mark.parametrize(
    "finding",
    [
        make_finding("index.html"),
        make_finding("404.html", tool="axe"),
        make_finding("404.html", rule="meta-description"),
    ],
)
def test_exempt_findings_do_not_count_but_any_other_does(finding: Finding) -> None:
    assert apply_exemptions([finding, *USED], exemptions=EXEMPTIONS) == [finding]


def test_exemption_of_no_use_is_a_failure_by_page() -> None:
    (finding,) = apply_exemptions(USED[:1], exemptions=EXEMPTIONS)
    assert (finding.page, finding.tool, finding.rule) == ("theme/style.css", "exemptions", "of no use")
    assert finding.where == "lighthouse: is-crawlable"


def test_exemption_of_a_tool_that_did_not_run_may_be_of_no_use() -> None:
    assert apply_exemptions([], skipped=["lighthouse"], exemptions=EXEMPTIONS) == []


def test_exempt_rules_are_known_beforehand() -> None:
    assert list_exempt_rules("lighthouse", "404.html") == ["is-crawlable"]
    assert list_exempt_rules("lighthouse", "index.html") == list_exempt_rules("axe", "404.html") == []
