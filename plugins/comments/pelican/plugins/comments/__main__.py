"""The command `pelican-comments`: what came in, what waits, what is published."""

import json
import logging
import os
from pathlib import Path
from typing import Any

import click

from .errors import CommentsError
from .moderation.commands import TELLING, pass_site
from .moderation.deciding import DECIDING
from .site import Site


class CommentsGroup(click.Group):
    """Commands whose errors are sentences for the writer, with exit status 1."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  # click's own
        """Run the command; a CommentsError ends it with its message on standard error."""
        try:
            return super().invoke(ctx)
        except CommentsError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=CommentsGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-s",
    "--settings",
    default="pelicanconf.py",
    show_default=True,
    type=click.Path(path_type=Path),
    help="The site's settings.",
)
@click.version_option(package_name="pelican-comments")
@click.pass_context
def main(context: click.Context, settings: Path) -> None:
    """Receive, read and decide on readers' comments.

    Exit status: 0 when all is done, 1 when something was refused or found wrong, 2 for a wrong call.
    """
    logging.basicConfig(format="%(message)s", level=logging.WARNING)
    context.obj = settings


@main.command("from-github")
@click.argument("event", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option(
    "--edits",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="The answer of GitHub's API about edits of the issue.",
)
@pass_site
def receive_issue(site: Site, event: Path, edits: Path | None) -> None:
    """Publish the comment in an issue that its owner labelled.

    EVENT is the file that a GitHub Action finds at $GITHUB_EVENT_PATH. Prints, as JSON, what to answer on
    which issues. A rejection is such an answer, so its exit status is 0.
    """
    from .github import receive_file  # noqa: PLC0415  # a command loads what it needs

    if edits is None and os.environ.get("GITHUB_ACTIONS"):  # a workflow of an older version
        click.echo(
            "::warning::This workflow does not check whether the text was edited just before you labelled "
            "the issue. Update it from docs/github.md of pelican-comments: it asks GitHub, and adds --edits.",
            err=True,
        )
    outcome = receive_file(event, edits, site)
    click.echo(json.dumps(outcome.describe(), ensure_ascii=False, indent=2))


@main.command("from-mail")
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True)
@pass_site
def receive_mail(site: Site, files: tuple[Path, ...]) -> None:
    """Put the comments in e-mail messages, one a file (.eml), into the inbox.

    Prints a line for each file. The same message received twice changes nothing.
    """
    from .mail.reception import receive_messages  # noqa: PLC0415
    from .moderation.reading import neutralize  # noqa: PLC0415

    is_complete = True
    for receipt in receive_messages(files, site):
        click.echo(neutralize(receipt.text))
        is_complete &= receipt.is_kept
    click.get_current_context().exit(0 if is_complete else 1)


@main.command("serve")
@click.option("--bind", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--origin", "origins", multiple=True, help="Another address that the form may be sent from.")
@click.pass_context
def run_server(context: click.Context, bind: str, port: int, origins: tuple[str, ...]) -> None:
    """Serve the built site, and receive what its form sends into the inbox."""
    try:
        from .inbox.server import serve  # noqa: PLC0415
    except ModuleNotFoundError as error:
        problem = f"{error.name} is not installed; run: python -m pip install 'pelican-comments[inbox]'"
        raise CommentsError([problem]) from error
    serve(context.find_root().obj, bind=bind, port=port, origins=origins)


for command in (*TELLING, *DECIDING):
    main.add_command(command)

if __name__ == "__main__":
    main(prog_name="pelican-comments")
