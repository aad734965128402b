"""What a file says of categories, tags and authors."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A table of the file, as it is written."""

    name: str
    slug: str
    parent: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A category, tag or author in its place."""

    names: tuple[str, ...]
    """Its name, after those of its ancestors."""
    slugs: tuple[str, ...]
    """Its slug, after those of its ancestors."""
    description: str = ""

    @property
    def name(self) -> str:
        """Its own name."""
        return self.names[-1]

    @property
    def slug(self) -> str:
        """What stands for it in addresses: `cuisine/desserts`."""
        return "/".join(self.slugs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """All that the file holds, in its order."""

    categories: tuple[Term, ...] = ()
    tags: tuple[Term, ...] = ()
    authors: tuple[Term, ...] = ()
