"""The commands of the moderation, as they are typed; each one loads only what it needs."""
# ruff: noqa: PLC0415  # so that without the packages of the moderation, the command line can name them

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

import click
from pelican.plugins.comments.site import Site, load_site

P = ParamSpec("P")

_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")
_names = click.argument("names", metavar="NAME...", nargs=-1, required=True)


def pass_site(command: Callable[Concatenate[Site, P], None]) -> Callable[P, None]:
    """The function of a command, which gets the site of the option --settings as its first argument."""

    @wraps(command)
    def call(*arguments: P.args, **options: P.kwargs) -> None:
        command(load_site(click.get_current_context().find_root().obj), *arguments, **options)

    return call


@click.command("list")
@_json
@pass_site
def list_command(site: Site, *, as_json: bool) -> None:
    """List the comments that wait for a decision, oldest first."""
    from .telling import print_waiting

    print_waiting(site, as_json=as_json)


@click.command("show")
@click.argument("name")
@_json
@pass_site
def show_command(site: Site, name: str, *, as_json: bool) -> None:
    """Show a comment as readers will see it.

    NAME is SLUG/ID, as in the other commands; the ID is enough if no other comment has it.
    """
    from .telling import print_comment

    print_comment(name, site, as_json=as_json)


@click.command("find")
@click.argument("words", nargs=-1, required=True)
@_json
@pass_site
def find_command(site: Site, words: tuple[str, ...], *, as_json: bool) -> None:
    """Find comments by name or by words.

    Searches all articles, published and waiting; also websites and sources. Capitals and accents do not
    matter.
    """
    from .telling import print_found

    print_found(" ".join(words), site, as_json=as_json)


@click.command("check")
@_json
@pass_site
def check_command(site: Site, *, as_json: bool) -> None:
    """List every problem in comment files, published and waiting."""
    from .telling import print_problems

    click.get_current_context().exit(0 if print_problems(site, as_json=as_json) else 1)


@click.command("moderate")
@pass_site
def moderate_command(site: Site) -> None:
    """Decide on the waiting comments, one after the other.

    Each one can be published, edited, refused, or left for later.
    """
    from .review import review_waiting

    click.get_current_context().exit(0 if review_waiting(site) else 1)


@click.command("approve")
@_names
@click.option("--as-author", is_flag=True, help="As yours: it is marked as the author's.")
@pass_site
def approve_command(site: Site, names: tuple[str, ...], *, as_author: bool) -> None:
    """Publish waiting comments.

    Like `publish` in moderate; scripts know it by this name. If one of the NAMEs is unknown, nothing is done.
    Otherwise each one is tried, in this order.
    """
    from .deciding import approve_named

    approve_named(names, site, as_author=as_author)


@click.command("reject")
@_names
@pass_site
def reject_command(site: Site, names: tuple[str, ...]) -> None:
    """Refuse waiting comments.

    Like `refuse` in moderate: they are deleted for good. If one of them is unknown or cannot be refused,
    nothing is done.
    """
    from .deciding import reject_named

    reject_named(names, site)


@click.command("remove")
@_names
@pass_site
def remove_command(site: Site, names: tuple[str, ...]) -> None:
    """Take published comments back.

    Their files stay, without name and text, so that they do not come back. If one of them is unknown or
    cannot be read, nothing is done.
    """
    from .deciding import remove_named

    remove_named(names, site)


@click.command("anonymise")
@_names
@pass_site
def anonymise_command(site: Site, names: tuple[str, ...]) -> None:
    """Take the names off published comments.

    Website and source go too; the texts stay. If one of them is unknown, cannot be read, or was written by
    the article's author, nothing is done.
    """
    from .deciding import anonymise_named

    anonymise_named(names, site)


COMMANDS = (
    *(list_command, show_command, find_command, check_command, moderate_command),
    *(approve_command, reject_command, remove_command, anonymise_command),
)
