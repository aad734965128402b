"""What a template knows about a video. Paths are POSIX and start at the site's root, without a slash."""

from dataclasses import dataclass
from datetime import datetime

from .durations import format_clock, format_iso

WIDE = "16 / 9"
"""The usual width of a video to its height, as CSS writes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file of a video or of a poster."""

    path: str
    type: str
    """Its MIME type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """One picture in one or more formats, all of the same size in pixels."""

    sources: tuple[Source, ...]
    """The lightest format first, the one that all software knows last."""
    width: int
    height: int

    @property
    def fallback(self) -> Source:
        """The format for software that knows no newer one: feed readers, mail, shared links."""
        return self.sources[-1]

    @property
    def single(self) -> Source:
        """The file where HTML takes only one: WebP, known to all browsers since 2020, else the fallback."""
        webp = (source for source in self.sources if source.type == "image/webp")
        return next(webp, self.fallback)


@dataclass(frozen=True, slots=True, kw_only=True)
class Video:
    """A video on a host, or in the site's own files."""

    host: str
    """A key of HOSTS, `peertube`, or `file`."""
    host_name: str
    """For people: YouTube; for PeerTube the instance's domain, as it is the instance that sees the reader."""
    id: str
    watch_url: str | None = None
    """The host's page, at the start time; None for files."""
    embed_url: str | None = None
    """The host's player in its most discreet mode; None if it has none to use, and for files."""
    ratio: str = WIDE
    """The player's width to its height, as CSS writes it."""
    start: int = 0
    """Seconds from the beginning."""
    title: str | None = None
    seconds: int | None = None
    date: datetime | None = None
    """When it was first published; without a time zone if the writer gave none."""
    poster: Poster | None = None
    sources: tuple[Source, ...] = ()

    @property
    def duration(self) -> str | None:
        """The length in ISO 8601, such as `PT3M12S`."""
        return format_iso(self.seconds) if self.seconds else None

    @property
    def clock(self) -> str | None:
        """The length for people, such as `3:12`."""
        return format_clock(self.seconds) if self.seconds else None

    @property
    def paths(self) -> tuple[str, ...]:
        """Every file that this video needs in the site."""
        posters = self.poster.sources if self.poster else ()
        return tuple(source.path for source in (*self.sources, *posters))
