"""The commands of the moderation that decide: approve, reject, remove and anonymise."""

import re
from collections.abc import Callable, Iterable

import click
from pelican.plugins.comments.site import Site

from .actions import anonymise, approve, list_refusals, reject, remove
from .commands import pass_site, refuse
from .filing import Filed, Place, find_filed, read_filed

_names = click.argument("names", metavar="NAME...", nargs=-1, required=True)


@click.command("approve")
@_names
@click.option("--as-author", is_flag=True, help="As your own answer: it is marked as the author's.")
@pass_site
def approve_command(site: Site, names: tuple[str, ...], *, as_author: bool) -> None:
    """Publish comments that wait.

    Where one of the names is unknown, nothing is done. Otherwise each is tried, in this order.
    """

    def decide(filed: Filed) -> str:
        approve(filed, site, as_author=as_author)
        return f"{filed.name}: published."

    _decide(find_filed(names, site, Place.INBOX), decide)


@click.command("reject")
@_names
@pass_site
def reject_command(site: Site, names: tuple[str, ...]) -> None:
    """Delete comments that wait, for good.

    Where one of the names is unknown, nothing is done.
    """

    def decide(filed: Filed) -> str:
        reject(filed, site)
        return f"{filed.name}: deleted."

    _decide(find_filed(names, site, Place.INBOX), decide)


@click.command("remove")
@_names
@pass_site
def remove_command(site: Site, names: tuple[str, ...]) -> None:
    """Take published comments back.

    A tombstone stays where replies hang below. Where one of the names is unknown, nothing is done.
    """

    def decide(filed: Filed) -> str:
        remains = _name_remains(filed, site)
        is_tombstone = remove(filed, site)
        done = "removed; a tombstone stays, because of the replies" if is_tombstone else "deleted"
        return f"{filed.name}: {done}. {remains}"

    _decide(find_filed(names, site, Place.PUBLISHED), decide)


@click.command("anonymise")
@_names
@pass_site
def anonymise_command(site: Site, names: tuple[str, ...]) -> None:
    """Take the names from published comments.

    Website and source go too, the texts stay. Where one of the names is unknown, nothing is done.
    """

    def decide(filed: Filed) -> str:
        remains = _name_remains(filed, site)
        anonymise(filed, site)
        return f"{filed.name}: anonymous. Its text is as it was: read it for names. {remains}"

    _decide(find_filed(names, site, Place.PUBLISHED), decide)


def _name_remains(filed: Filed, site: Site) -> str:
    """Where else a published comment can still be read, and what to do about that."""
    issue = re.fullmatch(r"github:(\d+)", read_filed(filed, site).source or "")
    if not issue:
        return "If it was ever committed, the history of git still holds what was there."
    address = f"https://github.com/{site.settings.repository}/issues/{issue[1]}"
    place = address if site.settings.repository else f"issue {issue[1]} on GitHub"
    return f"If it was ever committed, the history of git still holds it; so does {place}: delete it there."


def _decide(comments: Iterable[Filed], decide: Callable[[Filed], str]) -> None:
    """Try a decision on each comment and say what came of it; at last all that was refused, at once."""
    refusals: list[str] = []
    for filed in comments:
        refusals += list_refusals(lambda filed: click.echo(decide(filed)), filed)
    refuse(refusals)


DECIDING = (approve_command, reject_command, remove_command, anonymise_command)
