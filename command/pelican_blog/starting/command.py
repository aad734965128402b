"""The command `pelican-blog start`. It imports its code only when it runs, as every command loads this."""

# ruff: noqa: PLC0415

import os
from pathlib import Path

import click

from pelican_blog.goals import check_goals


@click.command("start")
@click.argument("blog", metavar="[FOLDER]", required=False)
@click.option("--sitename", help="Name of the blog.")
@click.option("--author", help="Author's name, as readers will see it.")
@click.option("--github-repository", help="Repository on GitHub, such as you/blog; empty for none.")
@click.option("--language", help="fr or en.")
@click.option("--timezone", help="Such as Europe/Paris; the machine's by default.")
@click.option("--given", envvar="GIVEN", default="", hidden=True)
@click.option("--goals", envvar="GOALS", default="", hidden=True)
def start_blog(goals: str, given: str, **typed: str | None) -> None:
    """Start a blog in a new folder. Run this in a clone of the tools; it asks for what is missing."""
    from .asking import find_answers
    from .clone import open_clone
    from .making import make_blog
    from .report import describe

    check_goals(goals, 'SITENAME="My blog"')
    clone = open_clone(Path())
    named = {name: os.environ.get(name, "") for name in given.split()}  # typed after make, even if empty
    named |= {name.upper(): value for name, value in typed.items() if value is not None}
    answers = find_answers(named, os.environ)
    make_blog(clone, answers)
    click.echo("\n".join(describe(answers)))
