"""The order and depth in which comments are shown, each below the one it answers. Nothing here recurses."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .models import Comment, CommentType, Order, Thread


@dataclass(slots=True)
class Position:
    """Where a comment is shown: how deep, below which comment, and in which thread."""

    comment: Comment
    parent: Comment | None
    depth: int
    shown_below: str | None
    root: str


def walk_positions(
    kept: Sequence[Comment],
    parents: Mapping[str, str | None],
    by_id: Mapping[str, Comment],
    max_depth: int,
    order: str,
) -> Iterator[Position]:
    """Each comment in reading order, followed by its replies."""
    in_tree = [comment for comment in kept if comment.type is CommentType.COMMENT]
    shown = {comment.id for comment in in_tree}
    children: defaultdict[str | None, list[Comment]] = defaultdict(list)
    for comment in in_tree:
        parent = parents[comment.id]
        children[parent if parent in shown else None].append(comment)
    waiting = [
        Position(comment, look_up(by_id, parents[comment.id]), 1, None, comment.id)
        for comment in (children[None] if order == Order.NEWEST else reversed(children[None]))
    ]
    while waiting:
        position = waiting.pop()
        yield position
        own = position.comment
        may_indent = position.depth < max_depth
        depth = position.depth + 1 if may_indent else position.depth
        shown_below = own.id if may_indent else position.shown_below
        waiting.extend(
            Position(reply, own, depth, shown_below, position.root) for reply in reversed(children[own.id])
        )


def nest(positions: Sequence[Position]) -> tuple[Thread, ...]:
    """The trees of replies, built from the last comment to the first, so that replies come before parents.

    A reply whose parent is on another page begins a tree of its own.
    """
    here = {position.comment.id for position in positions}
    replies: defaultdict[str | None, list[Thread]] = defaultdict(list)
    for position in reversed(positions):
        thread = Thread(
            comment=position.comment,
            parent=position.parent,
            depth=position.depth,
            replies=tuple(reversed(replies.pop(position.comment.id, []))),
        )
        replies[position.shown_below if position.shown_below in here else None].append(thread)
    return tuple(reversed(replies[None]))


def look_up(by_id: Mapping[str, Comment], parent: str | None) -> Comment | None:
    """The comment of this id; None where there is no id."""
    return None if parent is None else by_id[parent]
