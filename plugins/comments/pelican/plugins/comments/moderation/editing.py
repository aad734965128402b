"""Editing the name and text of a waiting comment in the writer's editor, followed by the gate's checks."""

from functools import partial

import click
from pelican.plugins.comments import cuts
from pelican.plugins.comments.characters import neutralize
from pelican.plugins.comments.errors import CommentsError
from pelican.plugins.comments.headers import format_file, parse_header
from pelican.plugins.comments.intake import find_fault, normalize_message
from pelican.plugins.comments.site import Site

from .actions import list_refusals
from .cutting import read_file, rewrite
from .faults import describe_fault
from .filing import FiledComment

_KEY = "author"
"""The only line of the header in the editor: the others say where a comment belongs and came from."""


def edit(filed: FiledComment, site: Site) -> None:
    """Let the writer edit a waiting comment until it passes the checks or she gives up.

    Raises CommentsError if there is no editor, or the file cannot be read or written.
    """
    draft = original = format_draft(filed)
    while True:
        saved = _open_editor(draft)
        if not saved.strip() or saved == original:
            click.echo("Nothing was changed.")
            return
        problems = list_refusals(partial(save_draft, site=site, draft=saved), filed)
        if not problems:
            click.echo("Saved; this is how readers will see it:\n")
            return
        for problem in problems:
            click.echo(f"Not saved: {neutralize(problem)}", err=True)
        if not click.confirm("Go back to the editor? Otherwise the comment stays as it was.", default=True):
            return
        draft = saved


def format_draft(filed: FiledComment) -> str:
    """What the editor shows: the name and the text, with a sign in front of the lines that were cut."""
    header, lines = read_file(filed)
    return format_file({_KEY: header.values.get(_KEY)}, cuts.format_lines(lines)[1])


def save_draft(filed: FiledComment, site: Site, draft: str) -> None:
    """Write what was edited to the comment's file, if it could be published like that.

    A masked address may stay for now: it is shown, and keeps the comment from being published.
    Raises CommentsError naming the problems, and leaves the file unchanged.
    """
    edited, text = parse_header(draft, filed.name)
    if others := [
        f"{filed.name}: line {edited.lines[key]}: {key} cannot be changed here; remove the line."
        for key in edited.values
        if key != _KEY
    ]:
        raise CommentsError(others)
    header, before = read_file(filed)
    name = edited.values.get(_KEY, "")
    lines = cuts.parse_lines(text.strip("\n"), {cuts.KEY: cuts.format_lines(before)[0]})
    own = normalize_message("\n".join(line.text for line in lines if not line.is_cut))
    if reason := find_fault(name, own, site.settings.public):
        raise CommentsError([f"{filed.name}: {describe_fault(reason)}"])
    rewrite(filed, site, {**header.values, _KEY: name}, lines)


def _open_editor(draft: str) -> str:
    """What was saved in the editor; empty if nothing was. Raises CommentsError if no editor works."""
    try:
        return click.edit(draft, extension=".md") or ""
    except (click.ClickException, ValueError) as error:
        cause = error.message if isinstance(error, click.ClickException) else str(error)
        raise CommentsError(
            [f"{cause}; set VISUAL or EDITOR to an editor that works, such as EDITOR=nano."]
        ) from error
