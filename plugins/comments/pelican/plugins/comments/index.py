"""Which page each comment is on, for readers without scripts and for links older than the pages."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from .models import Discussion
from .translations import Wording

MOST_INLINE = 500
"""Comments on further pages that the first one names itself; more are on pages of their own, by their ids."""
_MOST_ON_INDEX_PAGE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    """A page that names the comments whose ids follow one another, with their pages."""

    name: str
    """Of its file, in the folder of the second page of the discussion."""
    ids: tuple[str, ...]


def list_by_page(discussion: Discussion) -> Mapping[int, list[str]]:
    """The ids of the comments on each further page, as people count; none where they are too many."""
    ids = _list_elsewhere(discussion)
    by_page: defaultdict[int, list[str]] = defaultdict(list)
    for comment_id in ids if len(ids) <= MOST_INLINE else ():
        by_page[discussion.find_page(comment_id)].append(comment_id)
    return dict(sorted(by_page.items()))


def list_index_pages(discussion: Discussion) -> list[IndexPage]:
    """The pages that name the comments on further pages; none where the first page does it."""
    ids = _list_elsewhere(discussion)
    if len(ids) <= MOST_INLINE:
        return []
    return [
        IndexPage(
            name=f"numbers-{start // _MOST_ON_INDEX_PAGE + 1}.html",
            ids=tuple(ids[start : start + _MOST_ON_INDEX_PAGE]),
        )
        for start in range(0, len(ids), _MOST_ON_INDEX_PAGE)
    ]


def find_days(page: Discussion, wording: Wording) -> tuple[str, ...]:
    """The days of the first and the last comment on a page in words; one where they are the same, or none."""
    dates = [comment.date for comment, _ in page.shown if comment.date]
    ends = (wording.format_day(date) for date in (dates[0], dates[-1])) if dates else ()
    return tuple(dict.fromkeys(ends))


def _list_elsewhere(discussion: Discussion) -> list[str]:
    return sorted((key for key, number in discussion.numbers.items() if number > 1), key=sort_key)


def sort_key(comment_id: str) -> str:
    """What ids are compared by, in the order of numbers: 2 before 10. The script does the same."""
    return re.sub(r"\d+", lambda digits: digits[0].zfill(64), comment_id)
