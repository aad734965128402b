"""The commands of `pelican-comments`; each one loads only the packages that it needs."""

import json
import logging
import os
from pathlib import Path
from typing import Any

import click

from .errors import CommentsError
from .extras import explain_missing
from .importing.commands import import_command
from .moderation.commands import COMMANDS, pass_site
from .site import Site


class CommentsGroup(click.Group):
    """Commands whose errors are sentences for the writer, with exit status 1."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  # click's own
        """Run the command; errors, and packages it lacks, end it with a message on standard error."""
        try:
            return super().invoke(ctx)
        except CommentsError as error:
            raise click.ClickException(str(error)) from error
        except ModuleNotFoundError as error:
            explanation = explain_missing(error, [ctx.invoked_subcommand or ""])
            if explanation is None:
                raise
            click.echo(explanation, err=True)
            ctx.exit(1)


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
    """Receive, read and moderate readers' comments.

    Exit status: 0 if everything was done, 1 if something was refused or has problems, 2 for wrong usage.
    """
    logging.basicConfig(format="%(message)s", level=logging.WARNING)
    context.obj = settings


@main.command("from-github")
@click.argument("event", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option(
    "--edits",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="What GitHub's API answered about edits of the issue.",
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
    """Put the comments in e-mail messages, one per file (.eml), into the inbox.

    Prints a line for each file. Receiving a message again changes nothing.
    """
    from .characters import neutralize  # noqa: PLC0415
    from .mail.reception import receive_messages  # noqa: PLC0415

    is_complete = True
    for receipt in receive_messages(files, site):
        click.echo(neutralize(receipt.text))
        is_complete &= receipt.is_kept
    click.get_current_context().exit(0 if is_complete else 1)


@main.command("serve")
@click.option("--bind", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--origin", "origins", multiple=True, help="Another address that the form may be sent from.")
@click.pass_context
def serve_site(context: click.Context, bind: str, port: int, origins: tuple[str, ...]) -> None:
    """Serve the built site, and put what its form sends into the inbox."""
    from .inbox.server import serve  # noqa: PLC0415

    serve(context.find_root().obj, bind=bind, port=port, origins=origins)


for command in (*COMMANDS, import_command):
    main.add_command(command)
