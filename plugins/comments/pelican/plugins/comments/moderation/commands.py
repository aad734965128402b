"""The commands of the moderation that tell: list, show, find and check."""

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import asdict
from functools import wraps
from typing import Concatenate, ParamSpec

import click
from pelican.plugins.comments.errors import CommentsError
from pelican.plugins.comments.site import Site, load_site
from rich.console import Console

from .checks import check_comments
from .display import print_reading
from .filing import Place, find_filed
from .finding import find_comments
from .reading import Reading, neutralize, read_in_context, read_waiting, shorten

P = ParamSpec("P")

FIRST_WORDS = 70

_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")


def pass_site(command: Callable[Concatenate[Site, P], None]) -> Callable[P, None]:
    """The function of a command that is given the site of the option --settings first."""

    @wraps(command)
    def call(*arguments: P.args, **options: P.kwargs) -> None:
        command(load_site(click.get_current_context().find_root().obj), *arguments, **options)

    return call


@click.command("list")
@_json
@pass_site
def list_command(site: Site, *, as_json: bool) -> None:
    """List what waits for a decision, the oldest first."""
    readings, problems = read_waiting(site)
    if as_json:
        _print_json([reading.describe() for reading in readings])
    elif not readings and not problems:
        click.echo("Nothing waits for a decision.")
    elif readings:
        click.echo("\n\n".join(_summarize(reading) for reading in readings))
    refuse(problems)


def _summarize(reading: Reading) -> str:
    comment, parent = reading.comment, reading.parent
    date = f", {comment.date:%Y-%m-%d %H:%M}" if comment.date else ""
    answered = f" in reply to {neutralize(parent.author)}" if parent else ""
    return (
        f"{neutralize(reading.filed.name)}{date}\n"
        f"    {neutralize(comment.author)}{answered} on “{reading.title}”:\n"
        f"    {shorten(reading.text, FIRST_WORDS)}{_summarize_lines(reading)}"
    )


def _summarize_lines(reading: Reading) -> str:
    counts = {"cut": len(reading.cut), "with an address, to be dropped": len(reading.masked)}
    told = [f"{count} line{'' if count == 1 else 's'} {what}" for what, count in counts.items() if count]
    return f"\n    ({'; '.join(told)})" if told else ""


@click.command("show")
@click.argument("name")
@_json
@pass_site
def show_command(site: Site, name: str, *, as_json: bool) -> None:
    """Show a comment as readers will see it.

    NAME is SLUG/ID, as in the other commands; the ID alone will do if no other comment has it.
    """
    (filed,) = find_filed([name], site, Place.INBOX, Place.PUBLISHED)
    reading = read_in_context(filed, site)
    if as_json:
        _print_json(reading.describe())
    else:
        print_reading(reading, Console(highlight=False))


@click.command("find")
@click.argument("words", nargs=-1, required=True)
@_json
@pass_site
def find_command(site: Site, words: tuple[str, ...], *, as_json: bool) -> None:
    """Find comments by name or by words.

    Searches all articles, published and waiting; also websites and sources. Capitals and accents do not
    matter.
    """
    print_found(" ".join(words), site, as_json=as_json)


def print_found(words: str, site: Site, *, as_json: bool = False) -> None:
    """Print the comments with these words. Raises CommentsError naming other files that hold them."""
    readings, others = find_comments(words, site)
    if as_json:
        _print_json([{**reading.describe(), "path": _name_file(reading)} for reading in readings])
    elif readings:
        click.echo("\n\n".join(_locate(reading) for reading in readings))
    elif not others:
        click.echo("No comment contains these words.")
    refuse(others)


def _locate(reading: Reading) -> str:
    comment = reading.comment
    date = f", {comment.date:%Y-%m-%d %H:%M}" if comment.date else ""
    author = neutralize(comment.author) or "somebody"
    return (
        f"{neutralize(reading.filed.name)} ({reading.state}){date}\n"
        f"    {author} on “{reading.title}”:\n"
        f"    {shorten(reading.text, FIRST_WORDS)}\n"
        f"    {neutralize(_name_file(reading))}"
    )


def _name_file(reading: Reading) -> str:
    return os.path.relpath(reading.filed.path)


@click.command("check")
@_json
@pass_site
def check_command(site: Site, *, as_json: bool) -> None:
    """Name all that is wrong with comment files, published and waiting."""
    report = check_comments(site)
    if as_json:
        _print_json([asdict(problem) for problem in report.problems])
    for problem in () if as_json else report.problems:
        click.echo(str(problem))
    if report.problems:
        click.get_current_context().exit(1)
    if not as_json:
        click.echo(f"{report.count} comment{'' if report.count == 1 else 's'}, no problems found.")


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def refuse(problems: Iterable[str]) -> None:
    """Raise a CommentsError of these problems, fit to print, if there are any."""
    if lines := [neutralize(problem) for problem in problems]:
        raise CommentsError(lines)


TELLING = (list_command, show_command, find_command, check_command)
