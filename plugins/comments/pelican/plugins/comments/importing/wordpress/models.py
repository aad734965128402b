"""What an export of WordPress holds, as it is written there."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A category, a tag or a term of another taxonomy: the site's, or one of an item."""

    domain: str
    """The taxonomy: `category`, `post_tag`, `post_format` …"""
    slug: str
    """Percent-decoded, in NFC; empty where a very old export has only names."""
    name: str
    """As text."""
    parent: str = ""
    """The slug of the term above it; an item's terms have none."""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A registered writer."""

    login: str
    display_name: str
    """As text."""
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What an export says of the whole site."""

    title: str = ""
    """As text."""
    description: str = ""
    language: str = ""
    link: str = ""
    site_url: str = ""
    blog_url: str = ""
    version: str = ""
    authors: tuple[Author, ...] = ()
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenComment:
    """A comment as WordPress kept it, without e-mail and IP address, which are never read."""

    id: str
    """Unique in its item: where it is missing or taken, it is made from the comment itself."""
    author: str
    website: str
    date: str
    date_gmt: str
    content: str
    approved: str
    """`1`, `0`, `spam`, `trash` or `post-trashed`."""
    type: str
    """Empty or `comment` for readers' comments."""
    parent: str
    user_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A post, a page, an attachment or anything else that WordPress keeps in its table of posts."""

    file: str
    line: int
    id: int | None
    type: str
    status: str
    title: str
    """As HTML."""
    link: str
    guid: str
    slug: str
    """Percent-decoded, in NFC; empty if there is none."""
    date: str
    date_gmt: str
    modified: str
    modified_gmt: str
    pub_date: str
    parent: int
    menu_order: int
    password: str
    is_sticky: bool
    creator: str
    content: str
    excerpt: str
    comment_status: str
    ping_status: str
    attachment_url: str
    terms: tuple[Term, ...] = ()
    meta: tuple[tuple[str, str], ...] = ()
    comments: tuple[WrittenComment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """Something in an export that was mended while it was read."""

    file: str
    line: int
    item: str
    """The title of the item; empty outside of items."""
    what: str
    """A code: see `REPAIRS`."""
    count: int = 1


REPAIRS = {
    "before-declaration": "characters before the XML declaration, skipped",
    "control-characters": "control characters, removed",
    "windows-characters": "characters of Windows-1252, read as such",
    "wrong-bytes": "bytes that are not of the declared encoding, read as Windows-1252",
    "wrong-encoding": "a declared encoding that is not the file's; read as what it is",
    "bare-ampersands": "an & that XML does not allow there, read as text",
    "cdata-ends": "an end of CDATA within a text, read as text",
    "undeclared-prefixes": "prefixes that the file does not declare",
    "comment-ids": "comments without an id, or with one that is taken, numbered anew",
    "same-id": "an item whose id another one has; both are kept",
    "other-version": "an item that is there before in another version; the first is kept",
}
"""What each code of a repair means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """An item that cannot be read, left out because recovery was asked for."""

    file: str
    line: int
    title: str
    reason: str
