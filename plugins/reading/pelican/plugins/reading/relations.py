"""Which articles a reader may like after this one."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import nlargest, nsmallest
from itertools import chain

LIMIT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is compared of an article."""

    date: datetime
    category: Hashable
    tags: frozenset[Hashable] = frozenset()


def relate_entries(entries: Sequence[Entry], limit: int = LIMIT) -> list[tuple[int, ...]]:
    """For each entry the numbers of up to `limit` related ones, the nearest first; in order of date.

    More shared tags come first, then the same category, then the nearer date, then the nearer place in the
    order, then the later entry. What shares neither tag nor category is not related. The entries just before
    and after are left out: a page that links to them as its neighbours has no need to do so twice.
    """
    by_tag = _index((tag, number) for number, entry in enumerate(entries) for tag in entry.tags)
    by_category = _index((entry.category, number) for number, entry in enumerate(entries))
    places = {number: place for numbers in by_category.values() for place, number in enumerate(numbers)}

    def find(number: int) -> tuple[int, ...]:
        entry, known = entries[number], {number - 1, number, number + 1}
        shared = Counter(chain.from_iterable(by_tag[tag] for tag in entry.tags))

        def rank(other: int) -> tuple[int, bool, timedelta, int, int]:
            found = entries[other]
            return (
                -shared[other],
                found.category != entry.category,
                abs(found.date - entry.date),
                abs(other - number),
                -other,
            )

        for other in known:
            del shared[other]
        # Most share but one tag, and need not be ranked where enough share more.
        least = min(nlargest(limit, shared.values()), default=0)
        found = nsmallest(limit, (other for other, count in shared.items() if count >= least), key=rank)
        # Those without a shared tag: of its category only the nearest can come into question.
        width, place, members = limit + len(known), places[number], by_category[entry.category]
        near = members[max(0, place - width) : place + width + 1]
        rest = (other for other in near if other not in known and other not in shared)
        return tuple(found + nsmallest(limit - len(found), rest, key=rank))

    return [find(number) for number in range(len(entries))]


def _index(pairs: Iterable[tuple[Hashable, int]]) -> dict[Hashable, list[int]]:
    index: dict[Hashable, list[int]] = defaultdict(list)
    for key, number in pairs:
        index[key].append(number)
    return index
