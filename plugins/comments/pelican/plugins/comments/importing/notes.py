"""What an import changed or did not carry."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something that the owner should know about."""

    kind: str
    """A code such as `comment-spam`; unlike the words it does not change."""
    item: str
    """What it is about: a title, a slug, or a comment as `slug/id`."""
    detail: str
    """What happened, without anything that nobody may see."""
    remedy: str = ""
    """What to do about it; empty if nothing has to be done."""
    count: int = 1
    """How many of its kind there are in the item."""
