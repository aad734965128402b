"""The command `pelican-comments import`, with a command for each source."""

import click

from .wordpress.command import wordpress_command


@click.group("import")
def import_command() -> None:
    """Bring comments over from elsewhere."""


for source in (wordpress_command,):
    import_command.add_command(source)
