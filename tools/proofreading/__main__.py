"""The command behind `make proofread`: a line for each problem in posts, pages and comments."""

import logging
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from tools.blog import load_blog
from tools.errors import WritingError
from tools.proofreading.engine import load_plugins
from tools.proofreading.formats import FORMATS, annotate_refusal
from tools.proofreading.report import proofread


@click.command()
@click.option(
    "--settings", default="publishconf.py", type=click.Path(path_type=Path), help="The published site's."
)
@click.option(
    "--format",
    "form",
    default="text",
    type=click.Choice([*FORMATS]),
    help="github: annotations for a workflow.",
)
def main(settings: Path, form: str) -> None:
    """Name every problem in posts, pages and comments at once; exit with 1 if one of them is an error."""
    logging.getLogger("pelican").setLevel(logging.CRITICAL)  # what it warns of is said here with its line
    try:
        report = proofread(load_plugins(load_blog(settings)), datetime.now(UTC))
    except WritingError as error:
        if form == "github":
            click.echo(annotate_refusal(str(error)))
        raise click.ClickException(str(error)) from error
    click.echo(FORMATS[form](report))
    sys.exit(1 if report.errors else 0)


if __name__ == "__main__":
    main()
