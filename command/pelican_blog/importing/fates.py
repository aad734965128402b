"""What becomes of each item of an export."""

from enum import Enum, auto

from .options import Choice, Options
from .survey import Entry

TEXTS = frozenset({"post", "page"})
_DROPPED = frozenset({"trash", "auto-draft", "inherit"})


class Fate(Enum):
    """What becomes of an item."""

    PUBLISHED = auto()
    DRAFT = auto()
    """In the blog's folder with `Status: draft`: its writer sees it, readers do not."""
    ASIDE = auto()
    """In a folder that git ignores: it was never for the public, and a repository often is."""
    DROPPED = auto()
    """In WordPress's bin, or a copy that WordPress made by itself."""
    SKIPPED = auto()
    """The writer does not want it."""
    FOREIGN = auto()
    """No text: a menu, a template, a plugin's own type. Listed."""
    MEDIUM = auto()
    """An attachment."""


CARRIED = frozenset({Fate.PUBLISHED, Fate.DRAFT, Fate.ASIDE})


def decide(entry: Entry, options: Options) -> Fate:
    """What becomes of an item, from its type, its status and its password.

    A scheduled text becomes a draft, since a build would publish it at once. A status that a plugin invented
    is one that WordPress shows to nobody, so it makes a draft too.
    """
    if entry.type == "attachment":
        return Fate.MEDIUM
    if entry.type not in TEXTS:
        return Fate.FOREIGN
    if entry.status in _DROPPED:
        return Fate.DROPPED
    if entry.has_password or entry.status == "private":
        return Fate.ASIDE if options.private is Choice.KEEP else Fate.SKIPPED
    if entry.status == "publish":
        return Fate.PUBLISHED
    choice = options.pending if entry.status == "pending" else options.drafts
    return Fate.DRAFT if choice is Choice.KEEP else Fate.SKIPPED
