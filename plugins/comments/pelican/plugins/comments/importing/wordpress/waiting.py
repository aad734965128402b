"""Texts of comments that wait for a decision, as moderation reads them: Markdown without addresses."""

from collections.abc import Iterator
from dataclasses import dataclass

from pelican.plugins.comments.cuts import MASK, Line, format_lines
from pelican.plugins.comments.mail.addresses import mask_addresses
from pelican.plugins.comments.markup import MAX_SOURCE

from .comment_texts import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingText:
    """The text of a waiting file, and what was done to it."""

    text: str
    cut: str
    """The sign in front of the lines that only the moderator sees; empty if there are none."""
    changes: tuple[str, ...]
    """Codes of notes."""


def write_waiting(words: Words) -> WaitingText:
    """The text for moderation. What is beyond the length of a comment stays, for the moderator's eyes."""
    source = words.simplify()
    masked = "\n".join(mask_addresses(line) for line in source.split("\n"))
    sign, text = format_lines(_cut_lines(masked))
    changes = {
        "comment-simplified": not words.markdown,
        "comment-address-masked": MASK in masked,
        "comment-long": bool(sign),
    }
    return WaitingText(text=text, cut=sign, changes=tuple(code for code, is_so in changes.items() if is_so))


def _cut_lines(text: str) -> Iterator[Line]:
    room = MAX_SOURCE
    for line in text.split("\n"):
        if len(line) < room:
            room -= len(line) + 1
            yield Line(line)
            continue
        end = line.rfind(" ", 0, room) if room == MAX_SOURCE else 0
        end = room if end < 0 else end
        if end:
            yield Line(line[:end])
        yield Line(line[end:].strip(), is_cut=True)
        room = 0
