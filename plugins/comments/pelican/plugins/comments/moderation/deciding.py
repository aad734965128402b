"""What the commands approve, reject, remove and anonymise do, and `make comments` of a blog."""

from collections.abc import Callable, Iterable

import click
from pelican.plugins.comments.characters import neutralize
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
from .filing import FiledComment, Place, find_filed, read_filed
from .review import review_waiting
from .telling import print_found, refuse


def handle(
    site: Site, *, find: str | None = None, remove: str | None = None, anonymise: str | None = None
) -> bool:
    """Find, remove or anonymise comments, or else review the waiting ones; return whether all went well.

    `remove` and `anonymise` are names separated by blanks. Raises CommentsError if a name is unknown or
    nothing can be done about it, and if more than one thing is asked for.
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


def approve_named(names: Iterable[str], site: Site, *, as_author: bool = False) -> None:
    """Publish these comments, and print the outcome of each.

    Raises CommentsError if a name is unknown, before any is published, or naming those that were refused.
    """

    def decide(filed: FiledComment) -> str:
        approve(filed, site, as_author=as_author)
        return f"{filed.name}: published."

    _decide(find_filed(names, site, Place.INBOX), decide)


def reject_named(names: Iterable[str], site: Site) -> None:
    """Refuse these comments, and print the outcome of each.

    Raises CommentsError naming those that cannot be refused, before any is.
    """

    def decide(filed: FiledComment) -> str:
        reject(filed, site)
        return f"{filed.name}: refused, and deleted."

    comments = find_filed(names, site, Place.INBOX)
    _check(comments, lambda filed: check_rejection(filed, site))
    _decide(comments, decide)


def remove_named(names: Iterable[str], site: Site) -> None:
    """Remove these comments, and print what is left of each.

    There is no confirmation: a name is typed on purpose, each line says whose comment it was, and git brings
    the file back. Raises CommentsError naming those that cannot be removed, before any is.
    """

    def decide(filed: FiledComment) -> str:
        who, remains = _name_author(filed, site), _name_remains(filed, site)
        is_seen = remove(filed, site)
        done = "removed; a note stays in its place, because of the replies" if is_seen else "removed"
        return f"{filed.name}{who}: {done}. {remains}"

    comments = find_filed(names, site, Place.PUBLISHED)
    _check(comments, lambda filed: check_removal(filed, site))
    _decide(comments, decide)


def anonymise_named(names: Iterable[str], site: Site) -> None:
    """Take the names off these comments, and print what is left of each; otherwise like remove_named()."""

    def decide(filed: FiledComment) -> str:
        who, remains = _name_author(filed, site), _name_remains(filed, site)
        anonymise(filed, site)
        return f"{filed.name}{who}: anonymous. Its text is unchanged: check it for names. {remains}"

    comments = find_filed(names, site, Place.PUBLISHED)
    _check(comments, lambda filed: check_anonymising(filed, site))
    _decide(comments, decide)


def _name_author(filed: FiledComment, site: Site) -> str:
    author = neutralize(read_filed(filed, site).author)
    return f" by {author}" if author else ""


def _name_remains(filed: FiledComment, site: Site) -> str:
    """Where else a published comment can still be read, and what to do about that."""
    issue = parse_source(read_filed(filed, site).source, site.settings.repository)
    if not issue:
        return "If it was ever committed, the git history still contains it."
    address = f"https://github.com/{issue.repository}/issues/{issue.number}"
    place = address if issue.repository else f"issue {issue.number} on GitHub"
    return f"If it was ever committed, the git history still contains it; so does {place}: delete it there."


def _check(comments: Iterable[FiledComment], check: Callable[[FiledComment], None]) -> None:
    """Raise a CommentsError naming each comment for which the decision would fail, before any is made."""
    refuse(problem for filed in comments for problem in list_refusals(check, filed))


def _decide(comments: Iterable[FiledComment], decide: Callable[[FiledComment], str]) -> None:
    """Carry out a decision on each comment and print its outcome; then raise all refusals at once."""
    refusals: list[str] = []
    for filed in comments:
        refusals += list_refusals(lambda filed: click.echo(decide(filed)), filed)
    refuse(refusals)
