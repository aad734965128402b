"""What a discussion is made of: comments, threads, and the discussion under one article or page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from markupsafe import Markup
from pelican_toolkit.errors import Problem


class CommentType(StrEnum):
    """What a comment is; all but `comment` are pings, listed separately and not counted, as in WordPress."""

    COMMENT = "comment"
    PINGBACK = "pingback"
    TRACKBACK = "trackback"
    WEBMENTION = "webmention"


class Status(StrEnum):
    """What is left of a comment."""

    PUBLISHED = "published"
    REMOVED = "removed"
    """A tombstone: neither name nor text is shown; kept while a live reply hangs below it."""
    LOST = "lost"
    """The original site counted it, but its text did not survive."""
    DRAFT = "draft"
    """Not public, as if the file did not exist; only found in folders of older plugins."""


class Order(StrEnum):
    """Which thread comes first under an article; replies are always in order of time, as in WordPress."""

    OLDEST = "oldest"
    NEWEST = "newest"


class State(StrEnum):
    """What readers may do under an article or page."""

    OPEN = "open"
    CLOSED = "closed"
    """The thread is shown, the form is not."""
    HIDDEN = "hidden"
    """Neither thread nor form is shown."""

    @classmethod
    def _missing_(cls, value: object) -> "State | None":
        """The state that a word of another engine means, such as Jekyll's `true`."""
        return next((cls(state) for state, words in _WORDS.items() if value in words), None)


_WORDS = {
    "open": frozenset("true yes y on 1 t opened enable enabled allow allowed show".split()),  # noqa: SIM905
    "closed": frozenset("false no n off 0 f close disable disabled none never locked".split()),  # noqa: SIM905
    "hidden": frozenset({"hide"}),
}
"""What other engines call a state (Jekyll, Hugo, Hexo, WordPress), and all booleans of YAML 1.1."""
_NOTHING = Markup()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """One comment, safe to print: `body` is sanitised HTML, everything else is text to be escaped."""

    id: str
    path: str
    """The file it was read from, for messages."""
    author: str = ""
    """The display name; empty only if the comment is lost or removed."""
    date: datetime | None = None
    """Aware; None if the original had no date."""
    body: Markup = _NOTHING
    reply_to: str | None = None
    """The id of the comment that this one answers, as the file has it."""
    website: str | None = None
    by_author: bool = False
    """Whether the article's own author wrote it."""
    type: CommentType = CommentType.COMMENT
    status: Status = Status.PUBLISHED
    source: str | None = None
    """Where it came from, such as `wordpress:2417`."""
    lang: str | None = None
    """The language in the file; on a page, None if it is also the page's."""

    @property
    def is_published(self) -> bool:
        """Whether its text is shown, so that a reader can reply to it."""
        return self.status is Status.PUBLISHED


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A comment with the replies that are shown below it."""

    comment: Comment
    parent: Comment | None
    """The comment that this one answers: above it in the tree, or further up past the maximum depth."""
    depth: int
    """1 for a comment of its own, never more than the maximum depth."""
    replies: tuple["Thread", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Discussion:
    """All comments on one article or page; an empty one rather than None.

    If it takes several pages, this is the first, and the others are `further`.
    """

    state: State = State.OPEN
    threads: tuple[Thread, ...] = ()
    """Those on this page."""
    pings: tuple[Comment, ...] = ()
    """Pingbacks, trackbacks and webmentions on this page, in order."""
    comments: tuple[tuple[Comment, Comment | None], ...] = ()
    """Every published comment with the one it answers, in order of time."""
    shown: tuple[tuple[Comment, Comment | None], ...] = ()
    """Those of `comments` that are on this page."""
    count: int = 0
    """The number of comments, including lost ones."""
    problems: tuple[Problem, ...] = ()
    """What does not fit together, and how it is shown anyway."""
    feed: str | None = None
    """The path of its Atom feed below the site's address, if it has one."""
    number: int = 1
    """The number of this page."""
    addresses: tuple[str, ...] = ("",)
    """The addresses of its pages, below the site's; the first is the article's own."""
    numbers: Mapping[str, int] = field(default_factory=dict)
    """The page of each comment by its id; empty if there is only one page."""
    began: str | None = None
    """If this page begins within a thread: the id of the comment that began it on an earlier page."""
    goes_on: str | None = None
    """If the last thread continues on the next page: the id of the first comment there."""
    further: tuple["Discussion", ...] = ()
    """The other pages; only the first page has them."""

    @property
    def has_threads(self) -> bool:
        """Whether there are threads on this page."""
        return bool(self.threads)

    @property
    def has_comments(self) -> bool:
        """Whether any comment is published."""
        return bool(self.comments)

    @property
    def newest(self) -> datetime | None:
        """The date of the newest published comment; None if none has a date."""
        return _find_newest(self.comments)

    @property
    def newest_shown(self) -> datetime | None:
        """The date of the newest published comment on this page."""
        return _find_newest(self.shown)

    @property
    def address(self) -> str:
        """The address of this page below the site's."""
        return self.addresses[self.number - 1]

    def find_page(self, comment_id: str) -> int:
        """The number of the page that a comment is on."""
        return self.numbers.get(comment_id, 1)

    def locate(self, comment_id: str) -> str:
        """The address of a comment below the site's."""
        return f"{self.addresses[self.find_page(comment_id) - 1]}#comment-{comment_id}"


def _find_newest(pairs: Iterable[tuple[Comment, Comment | None]]) -> datetime | None:
    return max((comment.date for comment, _ in pairs if comment.date), default=None)
