"""The commands of the moderation that decide: moderate, which asks, approve, reject, remove and anonymise."""

from collections.abc import Callable, Iterable

import click
from pelican.plugins.comments.errors import CommentsError
from pelican.plugins.comments.issues import parse_source
from pelican.plugins.comments.site import Site

from .actions import (
    anonymise,
    approve,
    check_anonymising,
    check_rejection,
    check_removal,
    list_refusals,
    reject,
    remove,
)
from .commands import pass_site, print_found, refuse
from .filing import FiledComment, Place, find_filed, read_filed
from .reading import neutralize
from .review import review_waiting


@click.command("moderate")
@pass_site
def moderate_command(site: Site) -> None:
    """Decide on what waits, one after the other.

    Each may be published, edited, refused, or left for later.
    """
    click.get_current_context().exit(0 if review_waiting(site) else 1)


def handle(
    site: Site, *, find: str | None = None, remove: str | None = None, anonymise: str | None = None
) -> bool:
    """Find, remove or anonymise what is asked for, else walk through what waits; whether nothing went wrong.

    `remove` and `anonymise` are names with blanks between them. Raises CommentsError where one of these means
    no comment or nothing can be done, and where more than one thing is asked for.
    """
    if len([asked for asked in (find, remove, anonymise) if asked]) > 1:
        raise CommentsError(["FIND, REMOVE and ANONYMISE go one at a time; nothing was done."])
    if find:
        print_found(find, site)
    elif remove:
        remove_named(remove.split(), site)
    elif anonymise:
        anonymise_named(anonymise.split(), site)
    else:
        return review_waiting(site)
    return True


_names = click.argument("names", metavar="NAME...", nargs=-1, required=True)


@click.command("approve")
@_names
@click.option("--as-author", is_flag=True, help="As yours: it is marked as the author's.")
@pass_site
def approve_command(site: Site, names: tuple[str, ...], *, as_author: bool) -> None:
    """Publish comments that wait.

    It is what `publish` does in moderate; scripts know it by this name. Where one of the NAMEs is unknown,
    nothing is done. Otherwise each is tried, in this order.
    """

    def decide(filed: FiledComment) -> str:
        approve(filed, site, as_author=as_author)
        return f"{filed.name}: published."

    _decide(find_filed(names, site, Place.INBOX), decide)


@click.command("reject")
@_names
@pass_site
def reject_command(site: Site, names: tuple[str, ...]) -> None:
    """Refuse comments that wait.

    It is what `refuse` does in moderate: they are deleted for good. If one of them is unknown or cannot be
    refused, nothing is done.
    """

    def decide(filed: FiledComment) -> str:
        reject(filed, site)
        return f"{filed.name}: refused, and deleted."

    comments = find_filed(names, site, Place.INBOX)
    _judge(comments, lambda filed: check_rejection(filed, site))
    _decide(comments, decide)


@click.command("remove")
@_names
@pass_site
def remove_command(site: Site, names: tuple[str, ...]) -> None:
    """Take published comments back.

    Their files stay, without name and text, so that they do not come back. If one of them is unknown or
    cannot be read, nothing is done.
    """
    remove_named(names, site)


def remove_named(names: Iterable[str], site: Site) -> None:
    """Remove these comments, and say of each what is left.

    Nobody is asked whether she is sure: a name is typed on purpose, each line says whose comment it was, and
    git brings the file back. Raises CommentsError naming what cannot be removed, before anything is.
    """

    def decide(filed: FiledComment) -> str:
        who, remains = _name_author(filed, site), _name_remains(filed, site)
        is_seen = remove(filed, site)
        done = "removed; a note stays in its place, because of the replies" if is_seen else "removed"
        return f"{filed.name}{who}: {done}. {remains}"

    comments = find_filed(names, site, Place.PUBLISHED)
    _judge(comments, lambda filed: check_removal(filed, site))
    _decide(comments, decide)


@click.command("anonymise")
@_names
@pass_site
def anonymise_command(site: Site, names: tuple[str, ...]) -> None:
    """Take the names from published comments.

    Website and source go too, the texts stay. If one of them is unknown, cannot be read, or is an answer of
    the author's, nothing is done.
    """
    anonymise_named(names, site)


def anonymise_named(names: Iterable[str], site: Site) -> None:
    """Take the names from these comments, and say of each what is left; otherwise as remove_named()."""

    def decide(filed: FiledComment) -> str:
        who, remains = _name_author(filed, site), _name_remains(filed, site)
        anonymise(filed, site)
        return f"{filed.name}{who}: anonymous. Its text is as it was: read it for names. {remains}"

    comments = find_filed(names, site, Place.PUBLISHED)
    _judge(comments, lambda filed: check_anonymising(filed, site))
    _decide(comments, decide)


def _name_author(filed: FiledComment, site: Site) -> str:
    author = neutralize(read_filed(filed, site).author)
    return f" by {author}" if author else ""


def _name_remains(filed: FiledComment, site: Site) -> str:
    """Where else a published comment can still be read, and what to do about that."""
    issue = parse_source(read_filed(filed, site).source, site.settings.repository)
    if not issue:
        return "If it was ever committed, the history of git still holds what was there."
    address = f"https://github.com/{issue.repository}/issues/{issue.number}"
    place = address if issue.repository else f"issue {issue.number} on GitHub"
    return f"If it was ever committed, the history of git still holds it; so does {place}: delete it there."


def _judge(comments: Iterable[FiledComment], judge: Callable[[FiledComment], None]) -> None:
    """Raise a CommentsError that names each comment which could not be decided on so, before any is."""
    refuse(problem for filed in comments for problem in list_refusals(judge, filed))


def _decide(comments: Iterable[FiledComment], decide: Callable[[FiledComment], str]) -> None:
    """Try a decision on each comment and say what came of it; at last all that was refused, at once."""
    refusals: list[str] = []
    for filed in comments:
        refusals += list_refusals(lambda filed: click.echo(decide(filed)), filed)
    refuse(refusals)


DECIDING = (moderate_command, approve_command, reject_command, remove_command, anonymise_command)
