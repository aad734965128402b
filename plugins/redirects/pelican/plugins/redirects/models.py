"""An old address, and where it leads."""

from dataclasses import dataclass

from pelican.contents import Content


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """One old address."""

    origin: str
    """As it is written."""
    path: str
    """Of its page, below the output folder."""
    where: str
    """Who asks for it: a text, or a line of the file."""
    content: Content | None = None
    """The article or page that it leads to, wherever that is."""
    address: str = ""
    """Where else it leads: a path of the site, without a slash at its beginning, or a whole address."""

    @property
    def target(self) -> str:
        """Where it leads: a path of the site or a whole address."""
        return str(self.content.url) if self.content else self.address


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What the page at an old address says, for its template. Texts are text, not HTML."""

    lang: str
    direction: str
    heading: str
    words: str
    """What stands before the link."""
    label: str
    """The words of the link."""
    label_lang: str
    path: str
    """Of the target within the site, quoted; empty if it is elsewhere, or the home page."""
    elsewhere: str
    """The address of a target on another site; else empty."""
    feed: str
    """The path of a feed that readers' programs should find here; else empty."""
    feed_type: str = ""
