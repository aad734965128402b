"""What the commands list, show, find and check print."""

import json
import os
from collections.abc import Iterable

import click
from pelican.plugins.comments.characters import neutralize
from pelican.plugins.comments.errors import CommentsError
from pelican.plugins.comments.site import Site
from rich.console import Console

from .checks import check_comments
from .display import print_reading
from .filing import Place, find_filed
from .finding import find_comments
from .reading import Reading, read_in_context, read_waiting, shorten

_FIRST_WORDS = 70


def print_waiting(site: Site, *, as_json: bool = False) -> None:
    """Print all comments that wait, oldest first. Raises CommentsError naming those that cannot be read."""
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
        f"    {shorten(reading.text, _FIRST_WORDS)}{_summarize_lines(reading)}"
    )


def _summarize_lines(reading: Reading) -> str:
    counts = {"cut": len(reading.cut), "with an address, to be dropped": len(reading.masked)}
    told = [f"{count} line{'' if count == 1 else 's'} {what}" for what, count in counts.items() if count]
    return f"\n    ({'; '.join(told)})" if told else ""


def print_comment(name: str, site: Site, *, as_json: bool = False) -> None:
    """Print the comment of this name, waiting or published. Raises CommentsError if none or several match."""
    (filed,) = find_filed([name], site, Place.INBOX, Place.PUBLISHED)
    reading = read_in_context(filed, site)
    if as_json:
        _print_json(reading.describe())
    else:
        print_reading(reading, Console(highlight=False))


def print_found(words: str, site: Site, *, as_json: bool = False) -> None:
    """Print the comments with these words. Raises CommentsError naming other files that contain them."""
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
        f"    {shorten(reading.text, _FIRST_WORDS)}\n"
        f"    {neutralize(_name_file(reading))}"
    )


def _name_file(reading: Reading) -> str:
    return os.path.relpath(reading.filed.path)


def print_problems(site: Site, *, as_json: bool = False) -> bool:
    """Print every problem in comment files; return whether nothing has to be done about them."""
    report = check_comments(site)
    if as_json:
        _print_json(
            [
                {"file": one.place, "line": one.line, "problem": one.message, "code": one.code}
                for one in report.problems
            ]
        )
    elif report.problems:
        click.echo("\n".join(report.problems))
    else:
        click.echo(f"{report.count} comment{'' if report.count == 1 else 's'}, no problems found.")
    return report.is_fine


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def refuse(problems: Iterable[str]) -> None:
    """Raise a CommentsError of these problems, made safe to print, if there are any."""
    if lines := [neutralize(problem) for problem in problems]:
        raise CommentsError(lines)
