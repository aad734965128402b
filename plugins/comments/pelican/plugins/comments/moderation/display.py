"""Printing a comment for the moderator, as plain text that cannot imitate our own lines."""

from collections.abc import Iterator, Sequence

import click
from pelican.plugins.comments.characters import neutralize
from pelican.plugins.comments.models import Comment, CommentType, Status
from rich.console import Console
from rich.text import Text

from .reading import Reading, render_plain, shorten


def print_reading(
    reading: Reading, console: Console, *, parent_length: int | None = None, cut_length: int | None = None
) -> None:
    """Print a comment for the moderator, as plain text.

    The lengths limit how much is shown of its parent, and of the lines that were cut. Every line that a
    visitor wrote is indented, so that it cannot imitate one of ours.
    """
    console.print(Text(neutralize(reading.filed.name), "bold"), Text(f"({reading.state})"), soft_wrap=True)
    for label, value in _list_fields(reading):
        _print_indented(value, console, first=f"{label:<9}", others=" " * 9)
    if reading.parent:
        text = _read_text(reading.parent)
        text = shorten(text, parent_length) if parent_length else text
        _print_indented(text, console, first="         > ", others="         > ")
    click.echo()
    _print_indented(_read_text(reading.comment), console, first="    ", others="    ")
    click.echo()
    _print_lines(
        "These lines held an e-mail address, so the comment cannot be published:", reading.masked, console
    )
    _print_lines(
        "These lines were cut from the message, and will not be published:", reading.cut, console, cut_length
    )


def _print_lines(title: str, lines: Sequence[str], console: Console, length: int | None = None) -> None:
    """Print lines of a message below a title, if there are any."""
    if not lines:
        return
    click.echo(title)
    for line in lines[:length]:
        _print_indented(line, console, first="    | ", others="    | ")
    if rest := len(lines[:0] if length is None else lines[length:]):
        click.echo(f"    ({rest} more {'line' if rest == 1 else 'lines'}, shown by: pelican-comments show)")
    click.echo()


def _list_fields(reading: Reading) -> Iterator[tuple[str, str]]:
    comment = reading.comment
    yield "Article", f"{reading.title} {reading.post.url if reading.post else ''}".strip()
    if comment.type is not CommentType.COMMENT:
        yield "Type", comment.type
    yield "Author", _name_author(comment)
    if comment.website:
        yield "Website", comment.website
    if comment.date:
        yield "Date", f"{comment.date:%Y-%m-%d %H:%M}"
    if comment.lang:
        yield "Language", comment.lang
    if comment.source:
        yield "Source", neutralize(comment.source)
    if reading.parent:
        yield "Answers", f"{_name_author(reading.parent)}, comment {reading.parent.id}"
    elif comment.reply_to:
        yield "Answers", f"{neutralize(comment.reply_to)!r}, which does not exist"


def _name_author(comment: Comment) -> str:
    author = neutralize(comment.author) or f"somebody whose comment is {comment.status}"
    return f"{author} (as the article's author)" if comment.by_author else author


def _read_text(comment: Comment) -> str:
    if comment.status in {Status.REMOVED, Status.LOST}:
        return f"({comment.status})"
    return render_plain(comment.body) or "(nothing to read)"


def _print_indented(text: str, console: Console, *, first: str, others: str) -> None:
    """Print a text, wrapped, with a prefix for its first line and another for the rest."""
    for number, line in enumerate(Text(text).wrap(console, max(console.width - len(first), 20))):
        console.print(Text(f"{others if number else first}{line.plain}".rstrip()), soft_wrap=True)
