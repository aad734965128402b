"""The command `pelican-blog upgrade`. It imports its code only when it runs, as every command loads this."""

# ruff: noqa: PLC0415

from pathlib import Path

import click

from pelican_blog.errors import WritingError


@click.command("upgrade")
@click.argument("clone", envvar="FROM", default="")
def upgrade_blog(clone: str) -> None:
    """Upgrade the tools from a newer clone. Your texts, settings and theme stay as they are."""
    from pelican_blog.starting.clone import open_clone

    from .upgrade import upgrade

    if not clone:
        raise WritingError("FROM is missing; give the folder of a newer clone: make upgrade FROM=../tools")
    for line in upgrade(Path(), open_clone(Path(clone).expanduser())):
        click.echo(line)
