"""The command behind `make proofread`: a line for each problem in posts, pages and comments."""

import logging
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from tools.blog import load_blog
from tools.errors import WritingError
from tools.proofreading.engine import load_plugins
from tools.proofreading.report import Report, proofread


@click.command()
@click.option(
    "--settings", default="publishconf.py", type=click.Path(path_type=Path), help="The published site's."
)
def main(settings: Path) -> None:
    """Name every problem in posts, pages and comments at once; the exit status is 1 where there is one."""
    logging.getLogger("pelican").setLevel(logging.ERROR)  # its warnings of settings are the build's to say
    try:
        report = proofread(load_plugins(load_blog(settings)), datetime.now(UTC))
    except WritingError as error:
        raise click.ClickException(str(error)) from error
    click.echo(describe_report(report))
    sys.exit(1 if report.problems else 0)


def describe_report(report: Report) -> str:
    """What to print: each problem in its line, and how many there are."""
    read = _count(report.texts, "text")
    if report.comments:
        read += f" and {_count(report.comments, 'comment')}"
    if not report.problems:
        return f"{read} read, and nothing to put right."
    found = _count(len(report.problems), "problem")
    files = _count(len({problem.file for problem in report.problems}), "file")
    return "\n".join([*map(str, report.problems), f"{found} in {files}, of {read} read."])


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


if __name__ == "__main__":
    main()
