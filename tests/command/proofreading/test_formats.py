from dataclasses import replace

from pelican_blog.proofreading.report import format_github, format_text
from pelican_blog.proofreading.report import Report
from pelican_blog.proofreading.rules import Problem, Rule

ERROR = Problem(file="content/a,b.md", line=3, rule=Rule.LINK_DEAD, message="100% of it\nleads: nowhere")
WARNING = Problem(file="content/c.md", line=1, rule=Rule.HEADINGS, message="# is reserved")
REPORT = Report(texts=2, comments=0, problems=(ERROR, WARNING))


def test_problem_is_one_line_with_its_severity_and_its_rule() -> None:
    assert format_text(REPORT).splitlines() == [
        "content/a,b.md:3: error: 100% of it leads: nowhere [link-dead]",
        "content/c.md:1: warning: # is reserved [headings]",
        "1 error and 1 warning in 2 files, of 2 texts read.",
    ]


def test_warnings_alone_are_said_not_to_stop() -> None:
    report = replace(REPORT, problems=(WARNING, replace(WARNING, line=2)))
    assert report.errors == 0
    last = "2 warnings in 1 file, of 2 texts read. Warnings do not stop `make publish`."
    assert format_text(report).splitlines()[-1] == last


def test_count_speaks_of_one_as_of_one() -> None:
    report = Report(texts=1, comments=0, problems=())
    assert format_text(report) == "1 text read, and nothing to put right."
    assert format_text(replace(report, comments=1, problems=(ERROR,))).splitlines()[-1] == (
        "1 error in 1 file, of 1 text and 1 comment read."
    )


def test_workflow_gets_annotations() -> None:
    """https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions."""
    assert format_github(REPORT).splitlines() == [
        "::error file=content/a%2Cb.md,line=3,title=link-dead::100%25 of it leads: nowhere",
        "::warning file=content/c.md,line=1,title=headings::# is reserved",
        "1 error and 1 warning in 2 files, of 2 texts read.",
    ]
    assert format_github(replace(REPORT, problems=())) == "2 texts read, and nothing to put right."
