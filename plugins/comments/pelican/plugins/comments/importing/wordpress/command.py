"""The command `pelican-comments import wordpress`, as it is typed."""

from pathlib import Path

import click
from pelican.plugins.comments.moderation.commands import pass_site
from pelican.plugins.comments.site import Site


@click.command("wordpress")
@click.argument("exports", metavar="EXPORT...", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("--recover", is_flag=True, help="Leave out what is broken in an export, and list it.")
@click.option("--dry-run", "is_dry_run", is_flag=True, help="Only say what would be written.")
@click.option(
    "--pingbacks",
    type=click.Choice(["keep", "skip"]),
    default="keep",
    show_default=True,
    help="Whether pingbacks and trackbacks come along; they are listed apart.",
)
@pass_site
def wordpress_command(
    site: Site, exports: tuple[Path, ...], *, recover: bool, is_dry_run: bool, pingbacks: str
) -> None:
    """Bring over the comments of WordPress.

    EXPORT is what Tools → Export → All content downloads: .xml, also as .gz or .zip; several files are one
    export. Approved comments are published, pending ones wait in the inbox, spam and trash stay behind. Texts
    are matched by slug or by address, those that the site does not have are listed. Doing it again writes
    nothing, and never writes over a file that you edited.
    """
    from .importing import import_comments  # noqa: PLC0415  # a command loads what it needs
    from .summary import format_summary  # noqa: PLC0415

    settings = click.get_current_context().find_root().obj
    outcome = import_comments(
        site,
        exports,
        state=settings.absolute().parent / "import" / "wordpress-comments.json",
        recover=recover,
        pingbacks=pingbacks == "keep",
        is_dry_run=is_dry_run,
    )
    click.echo(format_summary(outcome, is_dry_run=is_dry_run))
