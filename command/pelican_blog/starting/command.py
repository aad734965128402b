"""The command `pelican-blog start`, which loads its room only when it runs: every command loads this."""

# ruff: noqa: PLC0415

import os
from pathlib import Path

import click

from pelican_blog.goals import check_goals


@click.command("start")
@click.argument("blog", metavar="[FOLDER]", required=False)
@click.option("--sitename", help="The blog's name.")
@click.option("--author", help="Its author's name, as readers will see it.")
@click.option("--github-repository", help="Its repository on GitHub, you/blog; or empty: none.")
@click.option("--language", help="fr or en.")
@click.option("--timezone", help="Such as Europe/Paris; else the machine's.")
@click.option("--given", envvar="GIVEN", default="", hidden=True)
@click.option("--goals", envvar="GOALS", default="", hidden=True)
def start_blog(goals: str, given: str, **typed: str | None) -> None:
    """Begin a blog in a new folder. Run it in a clone of the tools; it asks what is missing."""
    from .asking import find_answers
    from .clone import open_clone
    from .making import make_blog
    from .report import describe

    check_goals(goals, 'SITENAME="My blog"')
    clone = open_clone(Path())
    named = {name: os.environ.get(name, "") for name in given.split()}  # behind make, empty ones too
    named |= {name.upper(): value for name, value in typed.items() if value is not None}
    answers = find_answers(named, os.environ)
    make_blog(clone, answers)
    click.echo("\n".join(describe(answers)))
