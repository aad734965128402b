"""What a converted text is, and what converting it needs to know of the rest of the blog."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from pelican.plugins.comments.importing.notes import Note
from pelican.plugins.comments.importing.wordpress.models import Item
from pelican_toolkit.html import strip_markup

MAIL = re.compile(r"[^\s\"'=<>\[\]:,;]+@[\w-]+(?:\.[\w-]+)+")
"""An e-mail address, wherever it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file of the library."""

    id: int
    url: str
    title: str = ""
    caption: str = ""
    """As HTML."""
    alt: str = ""
    mime: str = ""


class Library(Protocol):
    """The rest of the blog, as far as texts refer to it."""

    def find_attachment(self, identity: int, /) -> Attachment | None:
        """The file with this id."""

    def list_children(self, item: Item, /) -> Sequence[Attachment]:
        """The files that were uploaded to an item, in the order of the menu."""

    def find_block(self, identity: int, /) -> str | None:
        """The content of a reusable block."""

    def rewrite(self, url: str, /) -> str:
        """What a text should hold for an address: another one if it is the blog's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A text as Markdown, without its header."""

    text: str
    summary: str
    """The excerpt, on one line; empty if there is none."""
    has_more: bool
    notes: tuple[Note, ...]
    media: tuple[str, ...]
    """The blog's own files that the text shows or links to, by their addresses in the export."""
    blocks: int
    kept: int
    """How many of its blocks stayed HTML."""
    reference: str
    """The HTML that the text was compared with."""


@dataclass(slots=True)
class Job:
    """The conversion of one text: what it needs, and what it has noticed so far."""

    item: Item
    library: Library
    notices: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    media: dict[str, None] = field(default_factory=dict)

    def note(self, kind: str, detail: str, remedy: str = "") -> None:
        """Remember what was changed or not carried, without e-mail addresses; the same again is counted."""
        self.notices[kind, MAIL.sub("…", detail), remedy] += 1

    def list_notes(self) -> tuple[Note, ...]:
        """What was changed or not carried."""
        name = strip_markup(self.item.title) or self.item.slug or str(self.item.id)
        return tuple(
            Note(kind=kind, item=name, detail=detail, remedy=remedy, count=count)
            for (kind, detail, remedy), count in self.notices.items()
        )
