"""An exemption holds for its rule on its pages, nothing else, and must be of use."""

import pytest

from tools.audit.exemptions import EXEMPTIONS, Exemption, apply_exemptions, list_exempt_rules
from tools.audit.findings import Finding

EXEMPTION = Exemption(
    tool="lighthouse", rule="is-crawlable", pages=("404", "theme/style.css"), why="…", sites=("demo",)
)


def make_finding(
    page: str, site: str = "demo /repo/", tool: str = "lighthouse", rule: str = "is-crawlable"
) -> Finding:
    return Finding(site=site, page=page, tool=tool, rule=rule)


USED = [make_finding("404.html"), make_finding("theme/style.css")]


def test_exempt_findings_do_not_count() -> None:
    assert apply_exemptions(USED, {"lighthouse"}, [EXEMPTION]) == []


@pytest.mark.parametrize(
    "finding",
    [
        make_finding("index.html"),
        make_finding("404.html", site="real /"),
        make_finding("404.html", tool="axe"),
        make_finding("404.html", rule="meta-description"),
    ],
)
def test_any_other_finding_counts(finding: Finding) -> None:
    assert apply_exemptions([finding, *USED], {"lighthouse"}, [EXEMPTION]) == [finding]


def test_exemption_of_no_use_is_a_failure_by_page() -> None:
    (finding,) = apply_exemptions(USED[:1], {"lighthouse"}, [EXEMPTION])
    assert (finding.page, finding.tool, finding.rule) == ("theme/style.css", "exemptions", "of no use")
    assert finding.where == "lighthouse: is-crawlable"


def test_exemption_of_a_tool_that_did_not_run_may_be_of_no_use() -> None:
    assert apply_exemptions([], {"axe"}, [EXEMPTION]) == []


def test_exempt_rules_are_known_beforehand() -> None:
    assert list_exempt_rules("lighthouse", "404.html") == {"is-crawlable"}
    assert list_exempt_rules("lighthouse", "index.html") == set()
    assert list_exempt_rules("axe", "404.html") == set()


@pytest.mark.parametrize("exemption", EXEMPTIONS, ids=lambda exemption: exemption.rule)
def test_every_exemption_has_a_reason(exemption: Exemption) -> None:
    assert len(exemption.why) > 10
    assert exemption.pages
