"""Which articles are related."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.reading.relations import Entry, relate_entries

START = datetime(2015, 11, 20, tzinfo=UTC)


def relate_slowly(entries: Sequence[Entry], number: int, limit: int) -> tuple[int, ...]:
    """What the docstring says, by comparing each entry with each."""
    entry = entries[number]

    def rank(other: int) -> tuple[int, bool, timedelta, int, int]:
        found = entries[other]
        distance = abs(found.date - entry.date)
        return (
            -len(entry.tags & found.tags),
            found.category != entry.category,
            distance,
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
    max_size=40,
)


@given(ENTRIES, st.integers(1, 4))
def test_result_is_that_of_comparing_each_with_each(entries: list[Entry], limit: int) -> None:
    entries.sort(key=lambda entry: entry.date)
    expected = [relate_slowly(entries, number, limit) for number in range(len(entries))]
    assert relate_entries(entries, limit) == expected


def test_tags_then_category_then_date_decide_and_neighbours_are_left_out() -> None:
    """Of the first entry, whose neighbour is the second; each is a category and its tags, a day apart."""
    found = {
        "a x, a x": (), "a x, -, a x": (2,), "a x, -, b y": (), "a x y, -, a x, b x y": (3, 2),
        "a x, -, b x, a x": (3, 2), "a x, -, a, b x": (3, 2), "a x, -, b x, c x, d x, e x": (2, 3, 4),
        "a x, -, a, b x, a, a": (3, 2, 4), "a": (),
    }  # fmt: skip
    for description, related in found.items():
        words = [entry.split() for entry in description.split(", ")]
        entries = [
            Entry(date=START + timedelta(days=day), category=category, tags=frozenset(tags))
            for day, (category, *tags) in enumerate(words)
        ]
        assert relate_entries(entries)[0] == related, description
    of_one_day = [Entry(date=START, category="a") for _ in range(20)]
    assert [relate_entries(of_one_day)[number] for number in (0, 10)] == [(2, 3, 4), (12, 8, 13)]
