"""Whatever is done with a list of articles, it is told of."""

import copy
import json
import pickle
import random
from collections.abc import Callable
from itertools import chain
from typing import Any

import pytest
from pelican.plugins.incremental.lists import ToldList


def extend(items: list[int]) -> list[int]:
    extended = [0]
    extended += items
    return extended


def assign(items: list[int]) -> list[int]:
    assigned = [0]
    assigned[:] = items
    return assigned


def unpack(items: list[int]) -> list[int]:
    first, *rest = items
    return [*rest, first]


def copy_by_pickle(items: list[int]) -> list[int]:
    copied: list[int] = pickle.loads(pickle.dumps(items))  # noqa: S301  # our own
    return copied


USES: list[Callable[[list[Any]], object]] = [
    len,
    bool,
    list,
    tuple,
    set,
    sorted,
    max,
    str,
    any,
    extend,
    assign,
    unpack,
    json.dumps,
    copy.copy,
    copy.deepcopy,
    copy_by_pickle,
    random.Random(0).choice,
    lambda items: [*items],
    lambda items: [] + items,  # noqa: RUF005  # as templates do
    lambda items: items + [],  # noqa: RUF005  # as above
    lambda items: sum([[0], items], []),  # noqa: RUF017  # as above
    lambda items: items * 2,
    lambda items: items[0],
    lambda items: items[:1],
    lambda items: 3 in items,
    lambda items: items == [3, 1],
    lambda items: [3, 1] == items,  # noqa: SIM300  # the other way round
    lambda items: [[], items] == [[], [3, 1]],
    lambda items: [9] < items,  # noqa: SIM300  # as above
    lambda items: [*reversed(items)],
    lambda items: [*chain([0], items)],
    lambda items: [*zip(items, items, strict=True)],
    lambda items: f"{items}",
    lambda items: items.index(1),
    lambda items: "".join(map(str, items)),
]


@pytest.mark.parametrize("use", USES)
def test_use_is_told_of_and_gives_what_an_ordinary_list_gives(use: Callable[[list[Any]], object]) -> None:
    told: list[str] = []
    items = ToldList([3, 1], "some", told.append)
    [(_, unused)] = [("term", items)]  # as a template takes it out of a pair
    assert unused is items
    assert told == []
    assert (use(items), {*told}) == (use([3, 1]), {"some"})


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, copy_by_pickle])
def test_copy_is_an_ordinary_list(duplicate: Callable[[list[int]], list[int]]) -> None:
    copied = duplicate(ToldList([3, 1], "some", str))
    assert (type(copied), copied) == (list, [3, 1])
