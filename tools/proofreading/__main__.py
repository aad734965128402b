"""The command behind `make proofread`: a line for each problem in posts and pages, by file and line."""

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
    """Name every problem in posts and pages at once; the exit status is 1 where there is one."""
    logging.getLogger("pelican").setLevel(logging.ERROR)  # its warnings of settings are the build's to say
    try:
        blog = load_plugins(load_blog(settings))
    except WritingError as error:
        raise click.ClickException(str(error)) from error
    report = proofread(blog, datetime.now(UTC))
    click.echo(describe_report(report))
    sys.exit(1 if report.problems else 0)


def describe_report(report: Report) -> str:
    """What to print: each problem in its line, and how many there are."""
    texts = "1 text" if report.count == 1 else f"{report.count} texts"
    if not report.problems:
        return f"{texts} read, and nothing to put right."
    number = len(report.problems)
    files = len({problem.file for problem in report.problems})
    counted = f"{number} problem{'s' * (number > 1)} in {files} file{'s' * (files > 1)}, of {texts} read."
    return "\n".join([*map(str, report.problems), counted])


if __name__ == "__main__":
    main()
