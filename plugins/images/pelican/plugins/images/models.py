"""What is known of a picture. Addresses are POSIX paths that start at the site's root, without a slash."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a file says of itself, found once and then cached."""

    width: int
    """In pixels, as a reader sees it: after the turn that a camera noted. 0 where it is not known."""
    height: int
    still: bool
    """Made of pixels that do not move, so that it can be saved in other formats."""
    orientation: int = 1
    """That turn, 1 to 8, as Exif counts it."""
    private: bool = False
    """Holds what is not for readers (place, time, camera) and has to be taken out."""
    size: int
    """Bytes, as published."""
    fault: str = ""
    """What is wrong with it and what to do, to be said behind its name."""
    harmless: bool = False
    """Whether that is its name alone: readers see it all the same, and it tells them nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One file of a picture in one width."""

    address: str
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A picture in one format, its narrowest file first."""

    type: str
    """Its MIME type."""
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture as the page shows it."""

    address: str
    """Of the original."""
    width: int
    height: int
    formats: tuple[Format, ...]
    """The lightest first; none where nothing is lighter than the original."""
