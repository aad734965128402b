"""Which articles are related."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.reading.relations import Entry, relate_entries

START = datetime(2015, 11, 20, tzinfo=UTC)


def build_entries(*descriptions: str) -> list[Entry]:
    """Entries, a day apart each, of descriptions such as `category tag tag`."""
    entries = []
    for day, description in enumerate(descriptions):
        category, *tags = description.split()
        entries.append(Entry(date=START + timedelta(days=day), category=category, tags=frozenset(tags)))
    return entries


@pytest.mark.parametrize(
    ("descriptions", "related"),
    [
        # Of the first entry, whose neighbour is the second.
        (["a x", "a x"], ()),
        (["a x", "-", "a x"], (2,)),
        (["a x", "-", "b y"], ()),
        (["a x y", "-", "a x", "b x y"], (3, 2)),
        (["a x", "-", "b x", "a x"], (3, 2)),
        (["a x", "-", "a", "b x"], (3, 2)),
        (["a x", "-", "b x", "c x", "d x", "e x"], (2, 3, 4)),
        (["a", "-", "a", "a", "a", "a"], (2, 3, 4)),
        (["a x", "-", "a", "b x", "a", "a"], (3, 2, 4)),
        (["a"], ()),
    ],
)
def test_tags_then_category_then_date_decide(descriptions: list[str], related: tuple[int, ...]) -> None:
    assert relate_entries(build_entries(*descriptions))[0] == related


def test_of_two_as_far_away_the_later_comes_first() -> None:
    assert relate_entries(build_entries("a", "-", "a", "-", "a"))[2] == (4, 0)


def test_neighbours_are_left_out_on_both_sides() -> None:
    assert relate_entries(build_entries("a x", "a x", "a x", "a x"))[1] == (3,)


def test_nothing_is_related_to_nothing() -> None:
    assert relate_entries([]) == []


def relate_slowly(entries: Sequence[Entry], number: int, limit: int) -> tuple[int, ...]:
    """What the docstring says, by comparing each entry with each."""
    entry = entries[number]

    def rank(other: int) -> tuple[int, bool, timedelta, int, int]:
        found = entries[other]
        shared = len(entry.tags & found.tags)
        return (
            -shared,
            found.category != entry.category,
            abs(found.date - entry.date),
            abs(other - number),
            -other,
        )

    others = [
        other
        for other, found in enumerate(entries)
        if abs(other - number) > 1 and (entry.tags & found.tags or found.category == entry.category)
    ]
    return tuple(sorted(others, key=rank)[:limit])


ENTRIES = st.lists(
    st.builds(
        Entry,
        date=st.integers(0, 9).map(lambda day: START + timedelta(days=day)),
        category=st.sampled_from("abc"),
        tags=st.frozensets(st.sampled_from("uvwxyz")),
    ),
    max_size=24,
)


@given(ENTRIES, st.integers(1, 4))
def test_result_is_that_of_comparing_each_with_each(entries: list[Entry], limit: int) -> None:
    entries.sort(key=lambda entry: entry.date)
    expected = [relate_slowly(entries, number, limit) for number in range(len(entries))]
    assert relate_entries(entries, limit) == expected


@pytest.mark.parametrize("seed", range(5))
def test_result_is_that_of_comparing_each_with_each_among_hundreds(seed: int) -> None:
    chance = random.Random(seed)
    days = sorted(chance.randrange(100) for _ in range(300))
    entries = [
        Entry(
            date=START + timedelta(days=day),
            category=chance.choice("abcdefgh"),
            tags=frozenset(chance.sample("lmnopqrstuvwxyz", chance.randrange(6))),
        )
        for day in days
    ]
    assert relate_entries(entries) == [relate_slowly(entries, number, 3) for number in range(len(entries))]


def test_of_many_on_one_day_the_nearest_places_come_first() -> None:
    entries = [Entry(date=START, category="a") for _ in range(20)]
    assert relate_entries(entries)[0] == (2, 3, 4)
    assert relate_entries(entries)[10] == (12, 8, 13)
