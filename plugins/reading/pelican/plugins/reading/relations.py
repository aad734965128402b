"""Which articles a reader may like after this one.

Sets of entries are integers here, in which bit n stands for entry n: an operation on two of them looks at
64 entries at once, where comparing each with each of 10,000 takes seconds.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import nsmallest

LIMIT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is compared of an article."""

    date: datetime
    category: str
    tags: frozenset[str] = frozenset()


def relate_entries(entries: Sequence[Entry], limit: int = LIMIT) -> list[tuple[int, ...]]:
    """For each entry the numbers of up to `limit` related ones, the nearest first; in order of date.

    More shared tags come first, then the same category, then the nearer date, then the nearer place in the
    order, then the later entry. What shares neither tag nor category is not related. The entries just before
    and after are left out: a page that links to them as its neighbours has no need to do so twice.
    """
    by_tag = _index((tag, number) for number, entry in enumerate(entries) for tag in entry.tags)
    by_category = _index((entry.category, number) for number, entry in enumerate(entries))

    def find(number: int) -> tuple[int, ...]:
        entry = entries[number]

        def rank(other: int) -> tuple[timedelta, int, int]:
            return abs(entries[other].date - entry.date), abs(other - number), -other

        found: list[int] = []
        left = ~(7 << number >> 1)  # without itself and its neighbours
        for sharing in _group_by_count([by_tag[tag] for tag in entry.tags]):
            for alike in (sharing & by_category[entry.category], sharing):
                group = alike & left
                found += nsmallest(limit - len(found), _list_nearest(group, number, limit), key=rank)
                left &= ~group
            if len(found) == limit:
                return tuple(found)
        rest = by_category[entry.category] & left
        return tuple(found + nsmallest(limit - len(found), _list_nearest(rest, number, limit), key=rank))

    return [find(number) for number in range(len(entries))]


def _index(pairs: Iterable[tuple[Hashable, int]]) -> dict[Hashable, int]:
    """The set of numbers of each key."""
    numbers: dict[Hashable, list[int]] = {}
    for key, number in pairs:
        numbers.setdefault(key, []).append(number)
    return {key: _build_set(members) for key, members in numbers.items()}


def _build_set(numbers: Sequence[int]) -> int:
    bits = bytearray(max(numbers) // 8 + 1)
    for number in numbers:
        bits[number // 8] |= 1 << number % 8
    return int.from_bytes(bits, "little")


def _group_by_count(sets: Sequence[int]) -> Iterator[int]:
    """What is in all of the sets, then what is at least in all but one, and so on; never what is in none."""
    in_at_least = [0] * len(sets)  # one set, two sets…
    for added, members in enumerate(sets):
        for count in range(added, 0, -1):
            in_at_least[count] |= in_at_least[count - 1] & members
        in_at_least[0] |= members
    return reversed(in_at_least)


def _list_nearest(members: int, number: int, limit: int) -> Iterator[int]:
    """Up to `limit` members on either side of a number: all that can be among the nearest `limit`."""
    before, behind = members & ((1 << number) - 1), members >> number
    for _ in range(limit):
        if before:
            last = before.bit_length() - 1
            before ^= 1 << last
            yield last
        if behind:
            first = behind & -behind
            behind ^= first
            yield number + first.bit_length() - 1
