"""Dividing a long discussion into pages: what goes on each, and their addresses."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice

from jinja2.utils import htmlsafe_json_dumps

from .models import Comment, Discussion
from .nesting import Position, nest

MOST_BYTES = 250_000
"""Bytes of the comments on a page, JSON-LD included; of 300 KB, the theme and the form take the rest."""
_ARTICLE = 50_000
"""Bytes that the first page keeps free for the article and for the index of the other pages."""

_PING = 300
"""Bytes of a ping with its address."""
_INDEX = re.compile(r"(^|/)index\.\w+$")
_SUFFIX = re.compile(r"\.(?:[sx]?html?|php)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSize:
    """How much a page may hold."""

    comments: int
    """At most."""
    markup: int
    """Bytes of HTML around the text of a comment."""

    def weigh(self, comment: Comment) -> int:
        """Roughly how many bytes a comment takes; its text is on the page twice, as HTML and as JSON."""
        words = f"{comment.body}{comment.author}{comment.author}{comment.website or ''}"
        return self.markup + len(words.encode()) + len(htmlsafe_json_dumps(words))


@dataclass(slots=True)
class _Page:
    weight: int
    comments: int = 0

    def takes(self, weights: Sequence[int], page_size: PageSize) -> bool:
        """Whether these comments fit; an empty page takes any single one."""
        fits = self.comments + len(weights) <= page_size.comments and self.weight + sum(weights) <= MOST_BYTES
        return fits or (not self.comments and len(weights) == 1)


def divide_threads(threads: Iterable[Sequence[int]], pings: int, page_size: PageSize) -> list[int]:
    """How many comments go on each page; a thread is given as the bytes of each of its comments.

    A thread that fits on one page is never divided. A larger one starts on what is left of a page and
    continues on the next. In the usual order, a new comment changes its own page and perhaps later ones,
    never an earlier one.
    Pings fill the pages from the first one on; a page has at most as many of them as of comments.
    """
    pages = [_Page(weight=_weigh_start(pings, 0, page_size))]
    for weights in threads:
        fresh = _Page(weight=_weigh_start(pings, len(pages), page_size))
        if not pages[-1].takes(weights, page_size) and fresh.takes(weights, page_size):
            pages.append(fresh)
        for weight in weights:
            if not pages[-1].takes([weight], page_size):
                pages.append(_Page(weight=_weigh_start(pings, len(pages), page_size)))
            pages[-1].comments += 1
            pages[-1].weight += weight
    return [page.comments for page in pages] + [0] * (-(-pings // page_size.comments) - len(pages))


def _weigh_start(pings: int, page: int, page_size: PageSize) -> int:
    """The bytes on a page, counted from 0, before any comment."""
    mentions = min(max(pings - page * page_size.comments, 0), page_size.comments)
    return _PING * mentions + (0 if page else _ARTICLE)


def build_page_path(path: str, number: int) -> str:
    """The address of a page of the discussion; the first page is the article's own, `path`.

    The others are below it: `a/` and `a.html` both give `a/comments-2/`, which nothing else is likely to use.
    """
    if number == 1:
        return path
    stem = _SUFFIX.sub("/", _INDEX.sub(r"\1", path))
    return f"{stem}{'' if stem.endswith('/') or not stem else '/'}comments-{number}/"


def divide_discussion(whole: Discussion, positions: Sequence[Position], page_size: PageSize) -> Discussion:
    """The first page of a discussion with comments in these positions; the others are its `further`."""
    threads = groupby(positions, key=lambda position: position.root)
    weights = [[page_size.weigh(position.comment) for position in thread] for _, thread in threads]
    sizes = divide_threads(weights, len(whole.pings), page_size)
    if len(sizes) == 1:
        return replace(whole, threads=nest(positions))
    rest, pings = iter(positions), iter(whole.pings)
    pages = [(list(islice(rest, size)), tuple(islice(pings, page_size.comments))) for size in sizes]
    first, *further = _describe_pages(whole, pages)
    return replace(first, further=tuple(further))


def _describe_pages(
    whole: Discussion, pages: Sequence[tuple[Sequence[Position], tuple[Comment, ...]]]
) -> Iterator[Discussion]:
    """Each page of a discussion, given by the positions and the pings on it."""
    numbers = {
        comment.id: number
        for number, (positions, pings) in enumerate(pages, start=1)
        for comment in (*(position.comment for position in positions), *pings)
    }
    shown: list[list[tuple[Comment, Comment | None]]] = [[] for _ in pages]
    for pair in whole.comments:
        shown[numbers[pair[0].id] - 1].append(pair)
    path = whole.addresses[0]
    addresses = tuple(build_page_path(path, number) for number in range(1, len(pages) + 1))
    following = [*(positions for positions, _ in pages[1:]), ()]
    for number, (positions, pings) in enumerate(pages, start=1):
        after = following[number - 1]
        yield replace(
            whole,
            threads=nest(positions),
            pings=pings,
            shown=tuple(shown[number - 1]),
            number=number,
            numbers=numbers,
            addresses=addresses,
            began=positions[0].root if _is_continued(positions) else None,
            goes_on=after[0].comment.id if _is_continued(after) else None,
        )


def _is_continued(positions: Sequence[Position]) -> bool:
    """Whether a page begins within a thread."""
    return bool(positions) and positions[0].root != positions[0].comment.id
