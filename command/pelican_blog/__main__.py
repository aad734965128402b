"""The command `pelican-blog`, which the Makefile's targets call.

What the writer types after `make` comes through the environment, so that neither make nor a shell interprets
its dollars and quotes. Each subcommand only loads what it needs, so `pelican-blog new` starts at once.
"""

# ruff: noqa: PLC0415

import atexit
import gc
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NoReturn

import click

from .errors import WritingError
from .goals import check_goals
from .importing.command import import_blog
from .starting.command import start_blog
from .upgrading.command import upgrade_blog

SITE, PUBLISHED = "pelicanconf.py", "publishconf.py"


class BlogGroup(click.Group):
    """Commands that report errors as a sentence, with exit status 1."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  # click's own
        """Run the command; an error ends it with a message on standard error."""
        try:
            return super().invoke(ctx)
        except WritingError as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:  # a full disk or a folder without write permission
            problem = f"{error.filename}: {error.strerror}" if error.filename else str(error)
            raise click.ClickException(problem) from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order a writer needs them."""
        del ctx
        return [*self.commands]


@click.group(cls=BlogGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="pelican-blog")
def main() -> None:
    """Write, check, publish and answer: what you do with your blog.

    Run it in the folder of the blog. `make` calls it for you: `make new TITLE="My title"` is
    `pelican-blog new --title "My title"`.
    """


def take_settings(default: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option that names the settings file."""
    return click.option(
        "-s",
        "--settings",
        default=default,
        show_default=True,
        type=click.Path(path_type=Path),
        help="The settings of the blog.",
    )


_title = click.option("--title", envvar="TITLE", default="", help="The title, as readers will see it.")
_slug = click.option(
    "--slug", envvar="SLUG", default="", help="The end of its address, if not made from the title."
)
_goals = click.option("--goals", envvar="GOALS", default="", hidden=True)
"""The goals of make, which reveal a value without quotes."""
_port = click.option("--port", envvar="PORT", default=8000, show_default=True, type=click.IntRange(0, 65535))
_pelican_options = click.argument("options", nargs=-1, type=click.UNPROCESSED, metavar="[PELICAN'S OPTIONS]")
_passing_on = {"ignore_unknown_options": True, "help_option_names": ["--help"]}


@main.command("new")
@_title
@_slug
@_goals
@take_settings(SITE)
def begin_post(title: str, slug: str, goals: str, settings: Path) -> None:
    """Begin a post dated today."""
    from .blog import load_blog
    from .writing import beginning

    check_goals(goals, 'TITLE="My title"')
    tell(beginning.begin_post(title, slug, load_blog(settings)))


@main.command("page")
@_title
@_slug
@_goals
@take_settings(SITE)
def begin_page(title: str, slug: str, goals: str, settings: Path) -> None:
    """Begin a page, such as one about you."""
    from .blog import load_blog
    from .writing import beginning

    check_goals(goals, 'TITLE="My title"')
    tell(beginning.begin_page(title, slug, load_blog(settings)))


@main.command("video")
@click.option("--url", envvar="URL", default="", help="Where it is: https://… or a file, videos/film.mp4.")
@click.option("--post", envvar="POST", default="", help="The post to put it above: its path or its slug.")
@_title
@_slug
@_goals
@take_settings(SITE)
def add_video(goals: str, settings: Path, **typed: str) -> None:
    """Put a video above a post, or begin a post with it."""
    from .blog import load_blog
    from .writing import beginning
    from .writing.videos import Request

    check_goals(goals, 'TITLE="My title"')
    tell(beginning.add_video(Request(**typed), load_blog(settings)))


@main.command("proofread")
@click.option(
    "--format",
    "form",
    envvar="FORMAT",
    default="text",
    type=click.Choice(["text", "github"]),
    help="github: as annotations, for a workflow.",
)
@take_settings(PUBLISHED)
def proofread(form: str, settings: Path) -> None:
    """List what is wrong in texts and comments. Each line says file, line and what to do."""
    gc.disable()  # as below
    from .proofreading.report import print_report

    end_at_once(print_report(settings, form))


@main.command("build", context_settings=_passing_on)
@_pelican_options
@take_settings(SITE)
def build(options: tuple[str, ...], settings: Path) -> None:
    """Build the site into output/, to read it on this machine."""
    gc.disable()  # it would search all modules again and again while they load
    from .building.build import build as build_site

    status = build_site(str(settings), options)
    if not status:
        click.echo("The site is in output/; to view it: make serve")
    end_at_once(status)


@main.command("verify", context_settings=_passing_on)
@_pelican_options
@take_settings(SITE)
def verify(options: tuple[str, ...], settings: Path) -> None:
    """Build the site into output/, and check that a build from nothing would make the same."""
    from .building.verifying import verify as verify_site

    sys.exit(verify_site(str(settings), options))


@main.command("publish", context_settings=_passing_on)
@_pelican_options
def publish(options: tuple[str, ...]) -> None:
    """Build the site for its readers. Nothing is built if something in it must not be public."""
    gc.disable()  # as above
    from .publication.publishing import publish as publish_site

    end_at_once(publish_site(options))


@main.command("github", context_settings=_passing_on)
@_pelican_options
def push_branch(options: tuple[str, ...]) -> None:
    """Publish, and push output/ to the branch gh-pages."""
    from .publication.branch import main as push

    sys.exit(push(options))


@main.command("devserver", context_settings=_passing_on)
@_port
@_pelican_options
def run_devserver(port: int, options: tuple[str, ...]) -> None:
    """Build at each change, serve, and receive comments. The site is at http://localhost:8000."""
    click.echo("Building…")  # loading takes a second
    from .devserver.running import main as run

    sys.exit(run(port, options))


@main.command("serve")
@_port
@take_settings(SITE)
def serve(port: int, settings: Path) -> None:
    """Serve output/ and receive comments. The site is at http://localhost:8000."""
    from pelican.plugins.comments.errors import CommentsError
    from pelican.plugins.comments.inbox.server import serve as serve_site

    try:
        serve_site(settings, bind="127.0.0.1", port=port, origins=())
    except CommentsError as error:
        raise WritingError(str(error)) from error


@main.command("comments")
@click.option("--find", envvar="FIND", metavar="WORDS", help="Find comments by name or by words instead.")
@click.option("--remove", envvar="REMOVE", metavar="NAMES", help="Take published comments back instead.")
@click.option(
    "--anonymise", envvar="ANONYMISE", metavar="NAMES", help="Take only the names from them instead."
)
@_goals
@take_settings(SITE)
def decide(goals: str, settings: Path, **asked: str | None) -> None:
    """Decide on the comments that wait.

    NAMES are such as --find prints, my-article/12, with blanks between them.
    """
    from pelican.plugins.comments.errors import CommentsError
    from pelican.plugins.comments.moderation.deciding import handle
    from pelican.plugins.comments.site import load_site

    check_goals(goals, 'FIND="some words"')
    try:
        is_done = handle(load_site(settings), **asked)
    except CommentsError as error:
        raise WritingError(str(error)) from error
    sys.exit(0 if is_done else 1)


main.add_command(start_blog)
main.add_command(upgrade_blog)
main.add_command(import_blog)


def end_at_once(status: int) -> NoReturn:
    """End without freeing all that a site was made of, object by object: the system does that in no time."""
    atexit._run_exitfuncs()  # noqa: SLF001  # plugins may have registered some
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(status)


def tell(lines: Iterable[str]) -> None:
    """Print lines as they arrive."""
    for line in lines:
        click.echo(line)


if __name__ == "__main__":
    main(prog_name="pelican-blog")
