"""What two parts of one run of Pelican both need: what the first has computed is there for the second.

Outside `handing_on` each computes for itself, so nothing is held in memory for one that never comes.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

Value = TypeVar("Value")

_shelves: list[dict[Hashable, Any]] = []


@contextmanager
def handing_on() -> Iterator[None]:
    """Keep meanwhile what `hand_on` computes, until it is asked for again."""
    _shelves.append({})
    try:
        yield
    finally:
        _shelves.pop()


def hand_on(key: Hashable, compute: Callable[[], Value]) -> Value:
    """The result of `compute`; within `handing_on`, of two calls with the same key, that of the first.

    It is forgotten then.
    """
    shelf = _shelves[-1] if _shelves else {}
    value: Value
    if key in shelf:
        value = shelf.pop(key)
    else:
        value = shelf[key] = compute()
    return value
