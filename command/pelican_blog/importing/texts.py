"""The file of a carried text: its header, and its words below."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta, tzinfo

from pelican.plugins.comments.importing.wordpress.models import Item

from pelican_blog.writing.headers import Line, clean_line, format_header

from .fates import Fate
from .moments import format_moment, read_moment
from .places import Place
from .videos import FeaturedVideo

_NOTICEABLE = timedelta(minutes=1)
"""WordPress saves a text some seconds after it is published; that is no change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a text is made of, converted."""

    text: str
    """Markdown."""
    summary: str = ""
    """One line; empty if the text itself says it best."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """What a header says beyond what WordPress's own fields do."""

    categories: tuple[str, ...] = ()
    """As the header names them, the most specific first."""
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    image: str = ""
    image_alt: str = ""
    video: FeaturedVideo | None = None
    video_file: str = ""
    """The path of a film that comes along."""
    poster: str = ""
    guid: str = ""
    has_comments: bool = False
    waived: tuple[str, ...] = ()
    """Rules of proofreading that this text breaks as it did in WordPress."""


def format_text(item: Item, place: Place, words: Words, extras: Extras, zone: tzinfo) -> str:
    """The whole file."""
    lines = [(key, clean_line(value)) for key, value in _list_lines(item, place, words, extras, zone)]
    header = format_header((key, value) for key, value in lines if value)
    return f"{header}{words.text.strip(chr(10))}\n" if words.text.strip() else header.rstrip("\n") + "\n"


def _list_lines(item: Item, place: Place, words: Words, extras: Extras, zone: tzinfo) -> Iterator[Line]:
    yield "Title", find_title(place)
    if place.moment:
        yield "Date", format_moment(place.moment, zone)
    yield "Modified", _format_modified(item, place, zone)
    if place.fate is not Fate.PUBLISHED:
        yield "Status", "draft"
    yield "Slug", place.slug
    if place.is_public and not place.is_regular:
        yield "Url", place.url
        yield "Save_as", place.save_as
    yield "Aliases", "; ".join(extras.aliases)
    yield "Author" if len(extras.authors) == 1 else "Authors", join_names(extras.authors)
    if item.type == "post":
        yield "Category", join_names(extras.categories)
        yield "Tags", join_names(extras.tags)
        yield "Sticky", "yes" if item.is_sticky and place.is_public else ""
    yield "Summary", words.summary
    yield "Image", extras.image
    yield "Image_alt", extras.image_alt if extras.image else ""
    yield from _list_video_lines(extras)
    yield "Comments", _choose_state(item, extras)
    yield "Guid", extras.guid
    yield "Proofread", f"ignore {', '.join(extras.waived)}" if extras.waived else ""


def find_title(place: Place) -> str:
    """The title of a text: its own, else its first words, else its number."""
    return place.entry.title or place.entry.beginning or f"{place.entry.id or place.entry.number}"


def _format_modified(item: Item, place: Place, zone: tzinfo) -> str:
    modified = read_moment(item.modified, item.modified_gmt, zone)
    if not (modified and place.moment) or modified - place.moment < _NOTICEABLE:
        return ""
    return format_moment(modified, zone)


def _list_video_lines(extras: Extras) -> Iterator[Line]:
    if extras.video and (extras.video_file or extras.video.is_known):
        yield "Video", extras.video_file or extras.video.url
        yield "Video_title", extras.video.title
        yield "Video_poster", extras.poster


def _choose_state(item: Item, extras: Extras) -> str:
    """Whether readers may still answer; pages have no thread unless they say so."""
    if item.comment_status == "closed":
        return "closed" if item.type == "post" or extras.has_comments else ""
    return "open" if item.type == "page" and extras.has_comments else ""


def join_names(names: Sequence[str]) -> str:
    """Names in one value, as Pelican splits it: at semicolons if there is one, else at commas."""
    names = [name.replace(";", ",") for name in names]
    if any("," in name for name in names):
        return "; ".join(names) + (";" if len(names) == 1 else "")
    return ", ".join(names)
