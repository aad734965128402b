"""What machines are told of a site and its pages.

Paths are POSIX and start at the site's root, without a slash.
"""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

_KEPT = "/%:@!$&'()*+,;=~?#[]"
"""What a path has of the signs of an address, besides letters and digits; what is quoted stays so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture in a format that every piece of software shows."""

    path: str
    """Of a picture elsewhere its address."""
    width: int | None = None
    """In pixels, as the height; None where it is not known, as of a picture elsewhere."""
    height: int | None = None
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """A video as search engines want it: with a picture and the moment of its first publication."""

    title: str
    picture: Picture
    published: datetime
    """Aware."""
    duration: str | None = None
    """In ISO 8601, such as `PT3M12S`."""
    file: str | None = None
    """The path of its file, where it is on this site."""
    player: str | None = None
    """The address of its player, where it is on another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """An author or a category: a name, and its page where the site has one."""

    name: str
    path: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article or a page. Its dates are aware; its texts are text, not HTML."""

    is_article: bool
    path: str
    title: str
    lang: str
    published: datetime | None = None
    modified: datetime | None = None
    authors: tuple[Term, ...] = ()
    category: Term | None = None
    tags: tuple[str, ...] = ()
    picture: Picture | None = None
    film: Film | None = None
    translations: tuple[str, ...] = ()
    """The languages in which it can be read too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The site as a whole."""

    url: str
    """Its address, without a slash at its end."""
    name: str
    description: str
    lang: str
    picture: Picture | None = None

    def address(self, path: str) -> str:
        """The address of a path of this site, quoted as an address needs it (RFC 3986).

        An address of another site stays its own.
        """
        quoted = quote(path, safe=_KEPT)
        return quoted if path.startswith(("http://", "https://")) else f"{self.url}/{quoted}"
