"""Which comment each one answers, if some of a thread's are not carried over."""

from collections.abc import Collection, Iterable, Mapping

from .models import WrittenComment


def find_parents(
    comments: Iterable[WrittenComment], carried: Collection[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """The carried comment that each carried one answers, if any; and why, where that is not as written.

    Where the one that it answered is not carried, it is the nearest carried one above. Of comments that
    answer each other in a circle, the first in the export begins a thread. The reasons are codes of notes.
    """
    written = {comment.id: comment.parent.lstrip("0") for comment in comments}
    parents: dict[str, str] = {}
    reasons: dict[str, str] = {}
    for comment, parent in written.items():
        if comment in carried and parent:
            parents[comment], reason = _walk_up(comment, written, carried)
            if reason:
                reasons[comment] = reason
    _cut_circles(parents, reasons)
    return {comment: parent for comment, parent in parents.items() if parent}, reasons


def _walk_up(comment: str, written: Mapping[str, str], carried: Collection[str]) -> tuple[str, str]:
    """The nearest carried comment above, empty if there is none, and the code of what is between."""
    seen, parent = {comment}, written[comment]
    if parent in carried:
        return parent, ""
    reason = "comment-parent-dropped" if parent in written else "comment-parent-missing"
    while parent and parent not in carried:
        if parent in seen:
            return "", "comment-circle"
        seen.add(parent)
        parent = written.get(parent, "")
    return parent, reason


def _cut_circles(parents: dict[str, str], reasons: dict[str, str]) -> None:
    safe: set[str] = set()
    for start in parents:
        walk: dict[str, None] = {}
        here = start
        while here and here not in safe and here not in walk:
            walk[here] = None
            here = parents.get(here, "")
        if here in walk:
            names = [*walk]
            circle = {*names[names.index(here) :]}
            first = next(comment for comment in parents if comment in circle)
            parents[first], reasons[first] = "", "comment-circle"
        safe.update(walk)
