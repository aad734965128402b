"""The review of the waiting comments: each one is shown, then the writer decides, then comes the next."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path

import click
from pelican.plugins.comments.characters import neutralize
from pelican.plugins.comments.site import Site
from rich.console import Console

from .actions import approve, list_refusals, reject
from .cutting import drop_masked, take_back
from .display import print_reading
from .editing import edit
from .filing import FiledComment
from .reading import Reading, read_in_context, read_waiting

PARENT_LENGTH = 200
"""How many characters of the parent comment are shown."""
CUT_LENGTH = 20
"""How many of the lines that were cut are shown."""


class Decision(StrEnum):
    """What can be done with a waiting comment."""

    PUBLISH = "publish"
    AS_MINE = "mine"
    EDIT = "edit"
    REFUSE = "refuse"
    DROP = "drop"
    TAKE_BACK = "take"
    LATER = "later"
    QUIT = "quit"


_WORDS = {
    Decision.PUBLISH: "[p]ublish",
    Decision.AS_MINE: "publish as [m]ine, marked as the author's",
    Decision.EDIT: "[e]dit",
    Decision.REFUSE: "[r]efuse",
    Decision.DROP: "[d]rop the lines with an address",
    Decision.TAKE_BACK: "[t]ake back what was cut",
    Decision.LATER: "[l]ater",
    Decision.QUIT: "[q]uit",
}
_DONE = {
    Decision.PUBLISH: "Published.",
    Decision.AS_MINE: "Published as yours, marked as the author's.",
    Decision.REFUSE: "Refused.",
}
_KEYS = {words[words.index("[") + 1]: decision for decision, words in _WORDS.items()}
_REVISIONS = {Decision.EDIT: edit, Decision.DROP: drop_masked, Decision.TAKE_BACK: take_back}
"""These change the comment, which is then shown again for a decision."""


def review_waiting(site: Site) -> bool:
    """Show the waiting comments, oldest first, and carry out the decisions; return whether all went well.

    The end of the input and Ctrl-C act like `quit`: what has not been decided on keeps waiting.
    """
    console = Console(highlight=False)
    readings, problems = read_waiting(site)
    for problem in problems:
        click.echo(f"Cannot read {neutralize(problem)}", err=True)
    done: Counter[Decision] = Counter()
    refusals: list[str] = []
    try:
        for number, reading in enumerate(readings, start=1):
            click.echo(f"\n--- {number} of {len(readings)} ---\n")
            decision, found = _decide(reading, site, console)
            refusals += found
            if decision is Decision.QUIT:
                break
            refusals += _carry_out(decision, reading, site, done)
    except (click.Abort, KeyboardInterrupt):
        click.echo()
    _report(done, len(readings), site)
    return not problems and not refusals


def _decide(reading: Reading, site: Site, console: Console) -> tuple[Decision, list[str]]:
    """The decision, once all changes to the comment are made, and why a change failed, if one did."""
    refusals: list[str] = []
    while True:
        print_reading(reading, console, parent_length=PARENT_LENGTH, cut_length=CUT_LENGTH)
        decision = _ask(reading)
        if decision not in _REVISIONS:
            return decision, refusals
        refusals += _try(partial(_REVISIONS[decision], site=site), reading)
        reading = read_in_context(reading.filed, site)


def _list_choices(reading: Reading) -> dict[Decision, str]:
    """What can be done with this comment, and the prompt's words for it."""
    absent = {decision for decision, lines in _list_lines(reading) if not lines}
    return {decision: words for decision, words in _WORDS.items() if decision not in absent}


def _list_lines(reading: Reading) -> tuple[tuple[Decision, list[str]], ...]:
    return (Decision.DROP, reading.masked), (Decision.TAKE_BACK, reading.cut)


def _ask(reading: Reading) -> Decision:
    """The decision; refusing has to be confirmed, since it cannot be undone."""
    choices = _list_choices(reading)
    question = f"{', '.join(choices.values())}?"
    while True:
        decision: Decision = click.prompt(
            question, prompt_suffix=" ", value_proc=partial(_read_answer, choices=choices)
        )
        if decision is not Decision.REFUSE or click.confirm("It will be deleted for good. Refuse it?"):
            return decision


def _read_answer(answer: str, choices: Collection[Decision]) -> Decision:
    word = answer.strip().lower()
    decision = _KEYS.get(word) or next((choice for choice in choices if choice == word), None)
    if decision and decision in choices:
        return decision
    *keys, last = (key for key, choice in _KEYS.items() if choice in choices)
    raise click.UsageError(f"type one of {', '.join(keys)} and {last}, or the whole word.")


def _carry_out(decision: Decision, reading: Reading, site: Site, done: Counter[Decision]) -> Sequence[str]:
    """Carry out a decision and count it; return why it could not be done, if so."""
    if decision is Decision.LATER:
        return ()
    decide = (
        partial(reject, site=site)
        if decision is Decision.REFUSE
        else partial(approve, site=site, as_author=decision is Decision.AS_MINE)
    )
    refusals = _try(decide, reading)
    if not refusals:
        click.echo(_DONE[decision])
        done[decision] += 1
    return refusals


def _try(decide: Callable[[FiledComment], object], reading: Reading) -> Sequence[str]:
    """Carry out a decision; print and return why it could not be done, if so."""
    refusals = list_refusals(decide, reading.filed)
    for refusal in refusals:
        click.echo(f"Not done: {neutralize(refusal)}", err=True)
    return refusals


def _report(done: Counter[Decision], count: int, site: Site) -> None:
    """Print what was done, and how to publish it."""
    if not count:
        click.echo("Nothing waits for a decision.")
        return
    published, refused = done[Decision.PUBLISH] + done[Decision.AS_MINE], done[Decision.REFUSE]
    click.echo(f"\n{published} published, {refused} refused, {count - published - refused} left waiting.")
    if published:
        folder = name_folder(site.comments)
        click.echo(f"To put it online: git add {folder}, git commit, then publish the site.")


def name_folder(path: Path) -> str:
    """A folder's path as typed in the current folder."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
