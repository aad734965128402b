"""The comments of an item as files of the plugin, published or waiting."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from enum import StrEnum

from pelican.plugins.comments import cuts
from pelican.plugins.comments.headers import format_file
from pelican.plugins.comments.importing.filing import PlannedFile
from pelican.plugins.comments.importing.notes import Note
from pelican.plugins.comments.models import Status
from pelican.plugins.comments.privacy import find_shown_addresses

from .comment_notes import describe
from .comment_texts import Words, write_words
from .dates import read_moment
from .models import Item, WrittenComment
from .parents import find_parents
from .people import read_name, read_website
from .waiting import write_waiting

_READERS = frozenset({"", "comment", "review", "wpdiscuz_sticky"})
"""What readers write; all other types are notes of a shop or an editor, or reactions."""
_PINGS = frozenset({"pingback", "trackback", "webmention"})


class Fate(StrEnum):
    """What becomes of a comment."""

    PUBLISHED = "published"
    WAITING = "waiting"
    PING = "ping"
    """Published, apart from the threads."""
    SPAM = "spam"
    TRASH = "trash"
    OTHER_TYPE = "other-type"
    SKIPPED_PING = "skipped-ping"
    EMPTY = "empty"
    """It waited for a decision, but there is nothing to decide on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentPlan:
    """The files of an item's comments, their paths being `<slug>/<id>.md` or `.html`."""

    published: tuple[PlannedFile, ...] = ()
    waiting: tuple[PlannedFile, ...] = ()
    notes: tuple[Note, ...] = ()
    counts: Mapping[Fate, int]
    """How many comments have each fate."""


def plan_comments(  # noqa: PLR0913  # all by name
    item: Item,
    *,
    slug: str,
    registered: Collection[str],
    timezone: tzinfo,
    pingbacks: bool = True,
    anonymous: str = "Anonymous",
) -> CommentPlan:
    """The files of an item's comments, for the article with this slug.

    `registered` are the ids of the site's writers, `pingbacks` says whether pings are carried over, and
    `anonymous` is the name of those who gave none, in the site's language. Nothing is written.
    """
    fates = {comment.id: _find_fate(comment, pingbacks=pingbacks) for comment in item.comments}
    words = {
        comment.id: write_words(comment.content, item.link)
        for comment in item.comments
        if fates[comment.id] in _CARRIED
    }
    fates |= {name: Fate.EMPTY for name in words if fates[name] is Fate.WAITING and not words[name].html}
    thread = _Thread(slug=slug, registered=registered, timezone=timezone, anonymous=anonymous)
    notes = [*_drop(item.comments, fates, slug)]
    files: dict[Fate, list[PlannedFile]] = {fate: [] for fate in Fate}
    parents, reasons = _find_all_parents(item, fates)
    for comment in item.comments:
        if (fate := fates[comment.id]) in _CARRIED:
            draft = _draft(comment, fate, words[comment.id], thread, parents.get(comment.id))
            files[fate].append(draft.file)
            codes = [*draft.codes, *filter(None, [reasons.get(comment.id)])]
            notes += [describe(code, f"{slug}/{comment.id}") for code in codes]
    return CommentPlan(
        published=tuple(files[Fate.PUBLISHED] + files[Fate.PING]),
        waiting=tuple(files[Fate.WAITING]),
        notes=tuple(notes),
        counts=Counter(fates.values()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Thread:
    """What the comments of an item share."""

    slug: str
    registered: Collection[str]
    timezone: tzinfo
    anonymous: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A comment's file, and the codes of what is different from the export."""

    file: PlannedFile
    codes: tuple[str, ...]


_APPROVED = frozenset({"1", "approve", "approved"})
_CARRIED = frozenset({Fate.PUBLISHED, Fate.WAITING, Fate.PING})
_NO_WORDS = "[…]"
"""The text of a ping that has none; the plugin shows what links here, with a text."""


def _find_fate(comment: WrittenComment, *, pingbacks: bool) -> Fate:
    kind, approved = comment.type.lower(), comment.approved.lower()
    if approved == "spam":
        return Fate.SPAM
    if approved in {"trash", "post-trashed"}:
        return Fate.TRASH
    if kind in _PINGS:
        return Fate.PING if pingbacks and approved in _APPROVED else Fate.SKIPPED_PING
    if kind not in _READERS:
        return Fate.OTHER_TYPE
    return Fate.PUBLISHED if approved in _APPROVED else Fate.WAITING


def _find_all_parents(item: Item, fates: Mapping[str, Fate]) -> tuple[dict[str, str], dict[str, str]]:
    """Published comments answer published ones; waiting ones may also answer each other."""
    published = {name for name, fate in fates.items() if fate is Fate.PUBLISHED}
    waiting = {name for name, fate in fates.items() if fate is Fate.WAITING}
    parents, reasons = find_parents(item.comments, published | waiting)
    own_parents, own_reasons = find_parents(item.comments, published)
    kept = {name: reason for name, reason in reasons.items() if name in waiting}
    return {name: one for name, one in parents.items() if name in waiting} | own_parents, kept | own_reasons


def _draft(comment: WrittenComment, fate: Fate, words: Words, thread: _Thread, parent: str | None) -> _Draft:
    waits = fate is Fate.WAITING
    name, name_change = read_name(comment.author)
    website, website_change = read_website(comment.website)
    date = read_moment(comment.date_gmt, comment.date, thread.timezone)
    is_lost = fate is Fate.PUBLISHED and not words.html
    values = {
        "author": name or thread.anonymous,
        "date": date.isoformat() if date else None,
        "replyto": parent if fate is not Fate.PING else None,
        "website": None if waits or is_lost else website,
        "role": "author" if _is_by_author(comment, fate, thread) else None,
        "type": comment.type.lower() if fate is Fate.PING else None,
        "status": Status.LOST if is_lost else None,
        "source": f"wordpress:{comment.id}",
    }
    suffix, text, cut, text_changes = _choose_form(words, fate)
    codes = {
        name_change: True,
        website_change: True,
        "comment-anonymous": not name,
        "comment-undated": date is None,
        "comment-lost": is_lost,
        "comment-website-waiting": waits and website is not None,
        "comment-cut": words.is_cut,
    }
    path = f"{thread.slug}/{comment.id}{suffix}"
    return _Draft(
        file=PlannedFile(path=path, data=format_file({**values, cuts.KEY: cut}, text)),
        codes=(*(code for code, is_so in codes.items() if code and is_so), *text_changes),
    )


def _is_by_author(comment: WrittenComment, fate: Fate, thread: _Thread) -> bool:
    return fate is not Fate.PING and comment.user_id.lstrip("0") in {*thread.registered} - {"", "0"}


def _choose_form(words: Words, fate: Fate) -> tuple[str, str, str, tuple[str, ...]]:
    """The suffix of the file, its text, the sign of what is cut, and the codes of what was changed."""
    if fate is Fate.WAITING:
        waiting = write_waiting(words)
        return ".md", waiting.text, waiting.cut, waiting.changes
    shows = ("comment-address",) if find_shown_addresses(words.html) else ()
    if words.markdown or not words.html:
        return ".md", words.markdown or _NO_WORDS * (fate is Fate.PING), "", shows
    return ".html", words.html, "", (*shows, "comment-html")


def _drop(comments: Iterable[WrittenComment], fates: Mapping[str, Fate], slug: str) -> Iterator[Note]:
    """A note on each kind of comment that is not carried over."""
    kinds = Counter(
        (fates[comment.id], comment.type if fates[comment.id] is Fate.OTHER_TYPE else "")
        for comment in comments
        if fates[comment.id] not in _CARRIED
    )
    for (fate, kind), count in kinds.items():
        yield describe(f"comment-{fate}", slug, count=count, detail=kind)
