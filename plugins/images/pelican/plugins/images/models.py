"""What is known about a picture. Addresses are POSIX paths from the site's root, without a slash."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a file says about itself, found once and then cached."""

    width: int
    """In pixels, as a reader sees it: with the camera's orientation applied. 0 if unknown."""
    height: int
    still: bool
    """Whether it is made of pixels that do not move, so that it can be saved in other formats."""
    orientation: int = 1
    """1 to 8, as in Exif."""
    private: bool = False
    """Whether it has something that is not for readers (place, time, camera) and has to be removed."""
    size: int
    """Bytes, as published."""
    fault: str = ""
    """Its problem and what to do, to follow its name."""
    harmless: bool = False
    """Whether only its name is wrong: readers see it all the same, and it says nothing private."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One file of a picture in one width."""

    address: str
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A picture in one format, the narrowest file first."""

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
    """The lightest first; none if nothing is lighter than the original."""
