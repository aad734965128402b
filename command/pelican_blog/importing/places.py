"""Where texts are: the places that `placing` gives out, and what is taken."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from .addresses import Address
from .earlier import Kept
from .fates import Fate
from .survey import Entry

FOLDER = "import"
"""Where the report and the state are, below the blog's folder."""
ASIDE = "private"
"""The folder, beside the report, of the texts that were never public. Git ignores it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a carried text goes."""

    entry: Entry
    fate: Fate
    moment: datetime | None
    slug: str
    """Unique among all texts of the blog; the name of the folder of its comments."""
    file: str
    """Its path below the content folder, or for one aside below that folder."""
    url: str
    """Its address below the site's, percent-decoded."""
    save_as: str
    is_regular: bool
    """Whether the blog's settings give it this address without any help."""
    old: Address | None
    """Where it was."""
    moved: bool
    """Whether it cannot stay there."""

    @property
    def is_public(self) -> bool:
        """Whether readers will find it."""
        return self.fate is Fate.PUBLISHED

    @property
    def is_in_content(self) -> bool:
        """Whether its file is in the blog's content folder, published or a draft."""
        return self.fate is not Fate.ASIDE


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Where everything goes."""

    places: tuple[Place, ...]
    fates: tuple[tuple[Entry, Fate], ...]
    pattern: str | None
    """The pattern of the old addresses, if it was recognised."""
    sets_pattern: bool
    """Whether the settings have to be changed for it."""
    outputs: Collection[str]
    """Output files, folded, that are the blog's already; no redirect may cover them."""

    @cached_property
    def by_key(self) -> Mapping[str, Place]:
        """The places by the keys of their entries."""
        return {place.entry.key: place for place in self.places}


@dataclass(frozen=True, kw_only=True)
class Occupied:
    """What the blog has already, apart from what an earlier import wrote."""

    slugs: Mapping[str, str]
    """Slugs of texts, folded, with the file that has it."""
    outputs: Mapping[str, str]
    """Output files, folded, with what makes them."""
    files: Collection[str]
    """Texts' paths below the content folder, folded."""
    has_posts: bool
    kept: Mapping[str, Kept] = field(default_factory=dict)
    """Where earlier imports put texts, by their keys; those that were never public, apart."""
    kept_aside: Mapping[str, Kept] = field(default_factory=dict)

    def find_kept(self, entry: Entry, fate: Fate) -> Kept | None:
        """Where an earlier import put a text, which is where it stays."""
        first, second = self.kept, self.kept_aside
        if fate is Fate.ASIDE:
            first, second = second, first
        return first.get(entry.key) or second.get(entry.key)
