"""What `make proofread` prints: for people and their editors, or for the workflows of GitHub."""

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import click

from pelican_blog.blog import load_blog
from pelican_blog.errors import WritingError
from pelican_blog.progress import show_progress

from .report import Report, proofread
from .rules import Problem


def print_report(settings: Path, form: str) -> int:
    """The exit status after all problems of the blog with these settings are printed: 1 if one is an error.

    Raises WritingError where the texts could not be read at all.
    """
    logging.getLogger("pelican.settings").setLevel(logging.ERROR)  # nothing is published here
    try:
        with show_progress("Proofreading"):
            report = proofread(load_blog(settings), datetime.now(UTC))
    except WritingError as error:
        if form == "github":
            click.echo(annotate_refusal(str(error)))
        raise
    click.echo(FORMATS[form](report))
    return 1 if report.errors else 0


def format_text(report: Report) -> str:
    """A line for each problem, and how many there are."""
    read = _count(report.texts, "text")
    if report.comments:
        read += f" and {_count(report.comments, 'comment')}"
    if not report.problems:
        return f"{read} read, and nothing to put right."
    warnings = len(report.problems) - report.errors
    found = " and ".join(
        _count(number, noun) for number, noun in ((report.errors, "error"), (warnings, "warning")) if number
    )
    files = _count(len({problem.file for problem in report.problems}), "file")
    advice = "" if report.errors else " Warnings do not stop `make publish`."
    return "\n".join([*map(str, report.problems), f"{found} in {files}, of {read} read.{advice}"])


def format_github(report: Report) -> str:
    """A workflow command for each problem, which GitHub shows beside its line, and how many there are.

    https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
    """
    *_, summary = format_text(report).splitlines()
    return "\n".join([*map(_annotate, report.problems), summary])


def annotate_refusal(message: str) -> str:
    """A workflow command for why the texts could not be read at all."""
    return f"::error::{message.replace('%', '%25').replace(chr(10), '%0A')}"


def _annotate(problem: Problem) -> str:
    place = f"file={_escape(problem.file)},line={problem.line},title={_escape(problem.rule.title)}"
    message = " ".join(problem.message.splitlines()).replace("%", "%25")
    return f"::{problem.rule.severity} {place}::{message}"


def _escape(value: str) -> str:
    """A property of a workflow command: no sign in it ends it."""
    for sign, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C")):
        value = value.replace(sign, code)
    return value


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


FORMATS: Mapping[str, Callable[[Report], str]] = {"text": format_text, "github": format_github}
"""What `make proofread FORMAT=` may say."""
