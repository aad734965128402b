"""The first reading of an export: what there is, without the words."""

import mimetypes
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from pelican.plugins.comments.importing.wordpress.models import Author, Channel, Item, Term
from pelican.plugins.comments.importing.wordpress.wxr import Export

from . import bodies
from .plaintext import begin_words, read_plain

_OLD_SLUG = "_wp_old_slug"
_ALTERNATIVE = "_wp_attachment_image_alt"
_COAUTHORS = "author"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item, without its text."""

    key: str
    """What it is known by from one import to the next, such as `post:12`."""
    number: int
    """Its place in the export."""
    id: int | None
    type: str
    status: str
    title: str
    """Plain; empty if there is none."""
    beginning: str
    """The first words of the text, where there is no title."""
    link: str
    slug: str
    date: str
    date_gmt: str
    pub_date: str
    parent: int
    has_password: bool
    terms: tuple[Term, ...]
    old_slugs: tuple[str, ...]
    comments: int
    """Of any state."""

    @property
    def name(self) -> str:
        """What the writer knows it by in messages; a text that is not public is not named by its title."""
        if self.has_password or self.status == "private":
            return f"{self.type} {self.id}"
        return f"{self.type} {self.id}, {self.title or self.beginning or 'without a title'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment(bodies.Attachment):
    """A picture, a film or another file of the media library."""

    link: str
    """The address of its page."""
    parent: int
    menu_order: int


@dataclass(frozen=True, kw_only=True)
class Survey:
    """What an export holds, by ids."""

    channel: Channel
    entries: tuple[Entry, ...]
    attachments: Mapping[int, Attachment]
    blocks: Mapping[int, str]
    """The contents of reusable blocks (`wp_block`) by id."""
    meta_keys: Mapping[str, int]
    """How many texts have a meta key."""

    @cached_property
    def by_id(self) -> Mapping[int, Entry]:
        """The items that have an id; of several with one id, the first."""
        return {entry.id: entry for entry in reversed(self.entries) if entry.id is not None}

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """All categories and tags: those that the channel lists, and those that only items name."""
        found = {(term.domain, term.slug): term for entry in self.entries for term in entry.terms}
        return tuple({**found, **{(term.domain, term.slug): term for term in self.channel.terms}}.values())

    @cached_property
    def authors(self) -> Mapping[str, Author]:
        """The authors by login."""
        return {author.login: author for author in self.channel.authors}

    @cached_property
    def children(self) -> Mapping[int, tuple[Attachment, ...]]:
        """The attachments of each text, in the order of WordPress's galleries."""
        found: dict[int, list[Attachment]] = {}
        for attachment in self.attachments.values():
            found.setdefault(attachment.parent, []).append(attachment)
        order = {parent: sorted(own, key=lambda a: (a.menu_order, a.id)) for parent, own in found.items()}
        return {parent: tuple(own) for parent, own in order.items()}


class Keys:
    """Gives each item what it is known by from one import to the next, such as `post:12`."""

    def __init__(self) -> None:
        """No item has been seen yet."""
        self._seen: dict[str, int] = {}

    def make(self, kind: str, number: int | str | None) -> str:
        """The key of the next item of this type and id; an id that comes again is told apart."""
        key = f"{kind or 'item'}:{number if number not in {None, ''} else ''}"
        self._seen[key] = times = self._seen.get(key, 0) + 1
        return key if times == 1 else f"{key}#{times}"


def survey_export(export: Export, advance: Callable[[], None]) -> Survey:
    """What an export holds; `advance` is called for each item. Raises ExportError as reading does."""
    entries: list[Entry] = []
    keys = Keys()
    attachments: dict[int, Attachment] = {}
    blocks: dict[int, str] = {}
    meta_keys: dict[str, int] = {}
    for number, item in enumerate(export.read_items()):
        advance()
        entries.append(_describe(item, keys.make(item.type, item.id), number))
        if item.type == "attachment" and item.id is not None:
            attachments[item.id] = _describe_attachment(item)
        elif item.type == "wp_block" and item.id is not None:
            blocks[item.id] = item.content
        for key in dict.fromkeys(key for key, value in item.meta if value and item.type in {"post", "page"}):
            meta_keys[key] = meta_keys.get(key, 0) + 1
    return Survey(
        channel=export.read_channel(),
        entries=tuple(entries),
        attachments=attachments,
        blocks=blocks,
        meta_keys=meta_keys,
    )


def _describe(item: Item, key: str, number: int) -> Entry:
    title = read_plain(item.title)
    return Entry(
        key=key,
        number=number,
        id=item.id,
        type=item.type,
        status=item.status,
        title=title,
        beginning="" if title else begin_words(item.excerpt or item.content),
        link=item.link,
        slug=item.slug,
        date=item.date,
        date_gmt=item.date_gmt,
        pub_date=item.pub_date,
        parent=item.parent,
        has_password=bool(item.password),
        terms=item.terms,
        old_slugs=tuple(dict.fromkeys(value for key, value in item.meta if key == _OLD_SLUG and value)),
        comments=len(item.comments),
    )


def _describe_attachment(item: Item) -> Attachment:
    url = item.attachment_url or item.guid
    return Attachment(
        id=item.id or 0,
        url=url,
        link=item.link,
        title=read_plain(item.title),
        caption=item.excerpt,
        alt=next((value for key, value in item.meta if key == _ALTERNATIVE), ""),
        parent=item.parent,
        menu_order=item.menu_order,
        mime=mimetypes.guess_type(urlsplit(url).path)[0] or "",
    )
