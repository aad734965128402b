"""Carries one item over: its text, its comments, and what the report says of both."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import tzinfo
from urllib.parse import quote

from pelican.plugins.comments.importing.markdown import Dialect
from pelican.plugins.comments.importing.notes import Note
from pelican.plugins.comments.importing.wordpress.models import Item

from .addresses import Address, Roots
from .bodies import convert_body
from .fates import Fate
from .links import Library, Targets
from .media import Media
from .options import Options
from .places import Place
from .survey import Survey
from .terms import Terms
from .texts import Extras, Words, format_text
from .videos import FeaturedVideo, find_video

_THUMBNAIL = "_thumbnail_id"
_FILMS = (".mp4", ".webm")
"""What the video plugin plays."""
_KEPT_IN_ADDRESSES = ":/?#[]@!$&'()*+,;=%~"


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A text as it will be, and what is known about it."""

    place: Place
    text: str
    """The whole file."""
    files: tuple[str, ...]
    """The files of the media library that come along, from `wp-content/uploads/` on."""
    missing: tuple[str, ...]
    """Those that are not here."""
    has_video: bool
    blocks: int
    kept: int
    """How many of the blocks stayed HTML."""
    notes: tuple[Note, ...]


@dataclass(frozen=True, kw_only=True)
class Carrier:
    """Everything that carrying a text needs to know of the rest."""

    survey: Survey
    roots: Roots
    targets: Targets
    terms: Terms
    media: Media
    options: Options
    zone: tzinfo
    dialect: Dialect
    aliases: Mapping[str, tuple[str, ...]]

    def carry(self, item: Item, place: Place) -> Carried:
        """The text of an item, as a file for its place."""
        library = self.open_library(place)
        body = convert_body(item, library=library, dialect=self.dialect, mode=self.options.body)
        video = find_video(item.meta, self._find_file, self.options.video_keys)
        extras = self._find_extras(item, place, library, video)
        words = Words(text=_put_video_above(body.text, video, extras), summary=body.summary)
        missing = [path for path in library.used if not library.is_there(path)]
        return Carried(
            place=place,
            text=format_text(item, place, words, extras, self.zone),
            files=tuple(path for path in library.used if path not in missing),
            missing=tuple(missing),
            has_video=video is not None,
            blocks=body.blocks,
            kept=body.kept,
            notes=(
                *(_tell(note, place) for note in (*body.notes, *library.notes)),
                *_list_notes(place, item, None if extras.video_file else video),
            ),
        )

    def open_library(self, place: Place) -> Library:
        """What the conversion of a text asks about the rest of the blog."""
        return Library(
            survey=self.survey,
            roots=self.roots,
            targets=self.targets,
            name=place.entry.name,
            is_there=self.media.has if place.is_in_content else self.media.has_aside,
            is_public=place.is_public,
        )

    def _find_file(self, number: int) -> str | None:
        attachment = self.survey.attachments.get(number)
        return attachment.url if attachment else None

    def _find_extras(self, item: Item, place: Place, library: Library, video: FeaturedVideo | None) -> Extras:
        picture, alt = self._find_picture(item, library)
        still = library.find_file(video.poster_url) if video and video.poster_url else ""
        film = library.find_file(video.url) if video else ""
        return Extras(
            categories=self.terms.list_categories(item),
            tags=self.terms.list_tags(item),
            authors=self.terms.list_authors(item),
            aliases=self.aliases.get(place.entry.key, ()),
            image=picture,
            image_alt=alt,
            video=video,
            video_file=film if film.lower().endswith(_FILMS) else "",
            poster=(picture or still) if video else "",
            guid=item.guid if place.is_public and item.type == "post" else "",
            has_comments=any(comment.approved == "1" for comment in item.comments),
        )

    def _find_picture(self, item: Item, library: Library) -> tuple[str, str]:
        """The path of the featured picture, if it comes along, and its alternative text."""
        number = next((value for key, value in item.meta if key == _THUMBNAIL), "")
        attachment = self.survey.attachments.get(int(number)) if number.isdigit() else None
        if attachment is None:
            return "", ""
        return library.find_file(attachment.url), attachment.alt


def _tell(note: Note, place: Place) -> Note:
    """The note under the name of its text. It may quote the text: of one that is not public, tells less."""
    detail = note.detail if place.is_in_content else "in a text that is not public"
    return replace(note, item=place.entry.name, detail=detail)


def _put_video_above(text: str, video: FeaturedVideo | None, extras: Extras) -> str:
    """The text with a link to its featured video at the top, if no player is known for that."""
    if video is None or video.is_known or extras.video_file:
        return text
    return f"<{quote(video.url, safe=_KEPT_IN_ADDRESSES)}>\n\n{text}"


def _list_notes(place: Place, item: Item, video: FeaturedVideo | None) -> Iterator[Note]:
    entry, name = place.entry, place.entry.name
    if place.fate is Fate.ASIDE:
        yield Note(kind="private", item=name, detail="in import/private/")
        return  # its slug tells its title, and the report is in git
    if place.fate is Fate.DRAFT:
        yield Note(kind="scheduled" if entry.status == "future" else "draft", item=name, detail=entry.status)
    if not entry.title:
        yield Note(kind="title-missing", item=name, detail=place.file)
    if place.moved and place.is_public and place.old:
        yield Note(kind="address-moved", item=name, detail=f"/{place.old.path} is now /{place.url}")
    if entry.type == "page" and place.is_public and place.old == Address(path=""):
        yield Note(kind="front-page", item=name, detail=f"is at /{place.url}")
    if entry.slug and place.slug != entry.slug:
        yield Note(kind="slug-changed", item=name, detail=f"{entry.slug} is now {place.slug}")
    if item.is_sticky and place.is_public:
        yield Note(kind="sticky", item=name, detail=place.file)
    if video and not video.is_known:
        yield Note(kind="video-unknown", item=name, detail=video.url)
