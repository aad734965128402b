"""What `make proofread` prints."""

import logging
from datetime import UTC, datetime
from pathlib import Path

import click

from pelican_blog.blog import load_blog
from pelican_blog.errors import WritingError

from .engine import load_plugins
from .formats import FORMATS, annotate_refusal
from .report import proofread


def print_report(settings: Path, form: str) -> int:
    """The exit status after all problems of the blog with these settings are printed: 1 if one is an error.

    Raises WritingError where the texts could not be read at all.
    """
    logging.getLogger("pelican").setLevel(logging.CRITICAL)  # what it warns of is said here with its line
    try:
        report = proofread(load_plugins(load_blog(settings)), datetime.now(UTC))
    except WritingError as error:
        if form == "github":
            click.echo(annotate_refusal(str(error)))
        raise
    click.echo(FORMATS[form](report))
    return 1 if report.errors else 0
