"""Builds the threads of a discussion from comments in any order. Nothing recurses, nothing gets lost."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from pelican_toolkit.errors import Problem

from .models import Comment, CommentType, Discussion, Order, State, Status
from .nesting import look_up, nest, walk_positions
from .paging import PageSize, divide_discussion

_ALONE = "so this comment starts a thread of its own; correct the id or remove the line."
_UNDATED = datetime.max.replace(tzinfo=UTC)


def build_discussion(  # noqa: PLR0913  # all by name
    comments: Iterable[Comment],
    *,
    max_depth: int,
    order: str = Order.OLDEST,
    state: State = State.OPEN,
    page_size: PageSize | None = None,
    url: str = "",
) -> Discussion:
    """The discussion of these comments, whatever their order; O(n log n).

    A reply to a missing comment, to itself or in a circle starts a thread of its own, and the later of two
    comments with the same id gets a new one; both are reported in `problems`. A removed comment stays as a
    tombstone while a live reply hangs below it. Replies deeper than `max_depth` are shown at that depth.
    With the order `newest`, the newest thread comes first; replies stay in order of time.
    What does not fit on a page of `page_size` goes on `further` pages; the first one has the address `url`.
    """
    shown = (comment for comment in comments if _may_be_shown(comment))
    ordered, clashes = _make_ids_unique(sorted(shown, key=_sort_key))
    parents, dangling = _find_parents(ordered)
    circles = _cut_cycles(ordered, parents)
    by_id = {comment.id: comment for comment in ordered}
    kept = _drop_bare_tombstones(ordered, parents)
    positions = list(walk_positions(kept, parents, by_id, max_depth, order))
    published = tuple(
        (comment, look_up(by_id, parents[comment.id]))
        for comment in kept
        if comment.type is CommentType.COMMENT and comment.is_published
    )
    discussion = Discussion(
        state=state,
        pings=tuple(comment for comment in kept if comment.type is not CommentType.COMMENT),
        comments=published,
        shown=published,
        count=sum(_counts(comment) for comment in kept),
        problems=(*clashes, *dangling, *circles),
        addresses=(url,),
    )
    if page_size:
        return divide_discussion(discussion, positions, page_size)
    return replace(discussion, threads=nest(positions))


def _may_be_shown(comment: Comment) -> bool:
    """Whether it is not a draft, nor a ping that is gone: only comments leave a placeholder."""
    is_placeholder = comment.type is CommentType.COMMENT and comment.status is not Status.DRAFT
    return comment.is_published or is_placeholder


def _sort_key(comment: Comment) -> tuple[object, ...]:
    """By date, then by id as people count (2 before 10), then by file name.

    Undated comments come first: they are from an older site that did not keep its dates.
    """
    natural_id = tuple((part.isdigit(), part.zfill(64)) for part in re.split(r"(\d+)", comment.id))
    return (comment.date is not None, comment.date or _UNDATED, natural_id, comment.id, comment.path)


def _make_ids_unique(ordered: Sequence[Comment]) -> tuple[list[Comment], list[Problem]]:
    taken = {comment.id for comment in ordered}
    seen: Counter[str] = Counter()
    unique: list[Comment] = []
    problems: list[Problem] = []
    for comment in ordered:
        own = comment
        seen[comment.id] += 1
        if seen[comment.id] > 1:
            while (free := f"{comment.id}-{seen[comment.id]}") in taken:
                seen[comment.id] += 1
            own = replace(comment, id=free)
            message = (
                f"an earlier comment of this article has the id {comment.id!r}, so this one gets {own.id!r}; "
            )
            problems.append(Problem("same-id", comment.path, message + "rename the file or change its slug."))
        unique.append(own)
    return unique, problems


def _find_parents(ordered: Sequence[Comment]) -> tuple[dict[str, str | None], list[Problem]]:
    known = {comment.id for comment in ordered}
    parents: dict[str, str | None] = {}
    problems: list[Problem] = []
    for comment in ordered:
        parents[comment.id] = comment.reply_to if comment.reply_to in known else None
        is_dangling = comment.reply_to is not None and comment.reply_to not in known
        if (
            is_dangling and comment.status is not Status.REMOVED
        ):  # readers do not see what a removed one answered
            message = f"replyto {comment.reply_to!r} is not a published comment of this article, {_ALONE}"
            problems.append(Problem("no-parent", comment.path, message))
    return parents, problems


def _cut_cycles(ordered: Sequence[Comment], parents: dict[str, str | None]) -> list[Problem]:
    """Cut each circle of replies in `parents` at its earliest comment, which then starts a thread."""
    rank = {comment.id: position for position, comment in enumerate(ordered)}
    walked_in: dict[str, str] = {}
    problems: list[Problem] = []
    for start in rank:
        walk: list[str] = []
        here: str | None = start
        while here is not None and here not in walked_in:
            walked_in[here] = start
            walk.append(here)
            here = parents[here]
        if here is not None and walked_in[here] == start:
            earliest = min(walk[walk.index(here) :], key=rank.__getitem__)
            message = f"replyto {parents[earliest]!r} makes a circle of replies, {_ALONE}"
            problems.append(Problem("circle", ordered[rank[earliest]].path, message))
            parents[earliest] = None
    return problems


def _drop_bare_tombstones(ordered: Sequence[Comment], parents: Mapping[str, str | None]) -> list[Comment]:
    """The comments, without removed ones that have no live reply below them."""
    alive: set[str] = set()
    for comment in ordered:
        here: str | None = comment.id if comment.status is not Status.REMOVED else None
        while here is not None and here not in alive:
            alive.add(here)
            here = parents[here]
    return [comment for comment in ordered if comment.id in alive]


def _counts(comment: Comment) -> bool:
    return comment.type is CommentType.COMMENT and comment.status is not Status.REMOVED


def has_live_reply(comment_id: str, comments: Iterable[Comment]) -> bool:
    """Whether a comment has a reply that is not removed, directly or below removed ones."""
    replies: defaultdict[str | None, list[Comment]] = defaultdict(list)
    for comment in comments:
        replies[comment.reply_to].append(comment)
    below = replies.pop(comment_id, [])
    while below:
        reply = below.pop()
        if reply.status is not Status.REMOVED:
            return True
        below.extend(replies.pop(reply.id, []))
    return False


def leads_to(start: str | None, target: str, comments: Iterable[Comment]) -> bool:
    """Whether one comment is, or answers directly or indirectly, another."""
    parents = {comment.id: comment.reply_to for comment in comments}
    here: str | None = start
    while here is not None and here != target:
        here = parents.pop(here, None)
    return here is not None
