"""The walk through what waits: each comment is shown, one decides, and the next one comes."""

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path

import click
from pelican.plugins.comments.models import Comment, CommentType, Status
from pelican.plugins.comments.site import Site
from rich.console import Console
from rich.text import Text

from .actions import approve, list_refusals, reject
from .reading import Reading, neutralize, read_waiting, render_plain, shorten

PARENT_LENGTH = 200
"""How much of the comment that is answered is shown while one decides."""


class Decision(StrEnum):
    """What one may do about a comment that waits."""

    APPROVE = "approve"
    AS_AUTHOR = "author"
    REJECT = "reject"
    SKIP = "skip"
    QUIT = "quit"


QUESTION = "[a]pprove, approve as the a[u]thor's own answer, [r]eject, [s]kip, [q]uit?"
_KEYS = dict(zip("aursq", Decision, strict=True))


def walk_through(site: Site) -> bool:
    """Show everything that waits, the oldest first, and do as one decides; whether nothing went wrong.

    The end of the input and Ctrl-C end the walk as `quit` does: what has not been decided on still waits.
    """
    console = Console(highlight=False)
    readings, problems = read_waiting(site)
    for problem in problems:
        click.echo(f"Cannot be read: {neutralize(problem)}", err=True)
    done: Counter[Decision] = Counter()
    refusals: list[str] = []
    try:
        for number, reading in enumerate(readings, start=1):
            click.echo(f"\n--- {number} of {len(readings)} ---\n")
            print_reading(reading, console, parent_length=PARENT_LENGTH)
            decision = _ask()
            if decision is Decision.QUIT:
                break
            refusals += _carry_out(decision, reading, site, done)
    except (click.Abort, KeyboardInterrupt):
        click.echo()
    _report(done, len(readings), site)
    return not problems and not refusals


def _ask() -> Decision:
    """What one decides on; to reject is asked twice, since nothing brings the comment back."""
    while True:
        decision: Decision = click.prompt(QUESTION, prompt_suffix=" ", value_proc=_read_answer)
        if decision is not Decision.REJECT or click.confirm("It will be deleted for good. Reject it?"):
            return decision


def _read_answer(answer: str) -> Decision:
    word = answer.strip().lower()
    try:
        return _KEYS.get(word) or Decision(word)
    except ValueError:
        raise click.UsageError("answer with one of the keys a, u, r, s and q, or with the word.") from None


def _carry_out(decision: Decision, reading: Reading, site: Site, done: Counter[Decision]) -> Sequence[str]:
    """Do what was decided, and count it; what kept it from being done."""
    if decision is Decision.SKIP:
        return ()
    decide = (
        partial(reject, site=site)
        if decision is Decision.REJECT
        else partial(approve, site=site, as_author=decision is Decision.AS_AUTHOR)
    )
    refusals = list_refusals(decide, reading.filed)
    for refusal in refusals:
        click.echo(f"Not done: {neutralize(refusal)}", err=True)
    if not refusals:
        done[decision] += 1
    return refusals


def _report(done: Counter[Decision], count: int, site: Site) -> None:
    """Say what was done, and what makes it public."""
    if not count:
        click.echo("Nothing waits for a decision.")
        return
    approved, rejected = done[Decision.APPROVE] + done[Decision.AS_AUTHOR], done[Decision.REJECT]
    click.echo(f"\n{approved} approved, {rejected} rejected, {count - approved - rejected} left waiting.")
    if approved:
        click.echo(f"To publish: git add {name_folder(site.comments)}, git commit, and publish the site.")


def name_folder(path: Path) -> str:
    """A folder as one names it here on the command line."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def print_reading(reading: Reading, console: Console, *, parent_length: int | None = None) -> None:
    """Print a comment for the moderator, as plain text; of what it answers only the beginning if so asked.

    Whatever a visitor wrote is indented on every line, so that none can pass for one of ours.
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
        yield "Answers", f"{neutralize(comment.reply_to)!r}, which is not there"


def _name_author(comment: Comment) -> str:
    author = neutralize(comment.author) or f"somebody whose comment is {comment.status}"
    return f"{author} (as the article's author)" if comment.by_author else author


def _read_text(comment: Comment) -> str:
    if comment.status in {Status.REMOVED, Status.LOST}:
        return f"({comment.status})"
    return render_plain(comment.body) or "(nothing that could be read)"


def _print_indented(text: str, console: Console, *, first: str, others: str) -> None:
    """Print a text with something before its first line and before each of the others, as they wrap."""
    for number, line in enumerate(Text(text).wrap(console, max(console.width - len(first), 20))):
        console.print(Text(f"{others if number else first}{line.plain}".rstrip()), soft_wrap=True)
