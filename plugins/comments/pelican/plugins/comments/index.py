"""The index of a paged discussion: which page each comment is on, for readers without scripts."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from .models import Discussion
from .translations import Wording

MOST_INLINE = 500
"""How many comments on further pages the first page lists itself; more than that get index pages."""
_MOST_ON_INDEX_PAGE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    """A page that lists a range of comment ids, with links to them."""

    name: str
    """The file's name; it lies in the folder of the second page of the discussion."""
    ids: tuple[str, ...]


def list_by_page(discussion: Discussion) -> Mapping[int, list[str]]:
    """The ids of the comments on each further page, in natural order; empty if there are too many."""
    ids = _list_elsewhere(discussion)
    by_page: defaultdict[int, list[str]] = defaultdict(list)
    for comment_id in ids if len(ids) <= MOST_INLINE else ():
        by_page[discussion.find_page(comment_id)].append(comment_id)
    return dict(sorted(by_page.items()))


def list_index_pages(discussion: Discussion) -> list[IndexPage]:
    """The index pages; none if the first page lists all comments itself."""
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
    """The days of the first and last comment on a page, in words; one if they are the same, or none."""
    dates = [comment.date for comment, _ in page.shown if comment.date]
    ends = (wording.format_day(date) for date in (dates[0], dates[-1])) if dates else ()
    return tuple(dict.fromkeys(ends))


def _list_elsewhere(discussion: Discussion) -> list[str]:
    return sorted((key for key, number in discussion.numbers.items() if number > 1), key=sort_key)


def sort_key(comment_id: str) -> str:
    """The key that sorts ids naturally, 2 before 10. The script does the same."""
    return re.sub(r"\d+", lambda digits: digits[0].zfill(64), comment_id)
