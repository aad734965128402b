"""What the writer asks of an import."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from .bodies import Mode


class Choice(StrEnum):
    """What is done with texts or pings of a kind."""

    KEEP = "keep"
    SKIP = "skip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """All options of `pelican-blog import`."""

    exports: tuple[Path, ...]
    is_dry: bool = False
    """Convert and verify, but leave the blog as it is."""
    only_verifies: bool = False
    """Compare the export with what an earlier import has left."""
    recovers: bool = False
    """Leave out what is broken in the XML, and list it."""
    uploads: Path | None = None
    """A copy of `wp-content/uploads`."""
    fetches_media: bool = False
    drafts: Choice = Choice.KEEP
    private: Choice = Choice.KEEP
    pending: Choice = Choice.KEEP
    pingbacks: Choice = Choice.KEEP
    body: Mode = "verified"
    video_keys: tuple[str, ...] = ()
    """More meta keys that hold a featured video."""
