"""Lists of articles that tell when they are read, so that only the pages concerned are written again."""

from collections.abc import Callable
from typing import Any

_SILENT = frozenset(
    {"__new__", "__init__", "__getattribute__", "__class_getitem__", "__hash__", "__sizeof__"}
)


class ToldList(list[Any]):
    """A list that tells a function of it whenever something is done with it.

    A theme that names all categories gets their articles, too, but only reads them to count or list them.
    """

    __slots__ = ("_tell", "key")

    def __init__(self, items: list[Any], key: str, tell: Callable[[str], object]) -> None:
        """Have these items, and call `tell` with the key."""
        super().__init__(items)
        self.key, self._tell = key, tell

    def __radd__(self, other: list[Any]) -> list[Any]:
        """What another list has, and then this one; without it, `+` would look into this one untold."""
        self._tell(self.key)
        return list.__add__(other, self)

    def __reduce_ex__(self, _: object) -> tuple[type[list[Any]], tuple[list[Any]]]:
        """A copy is an ordinary list, also one that is pickled."""
        return list, (self[:],)


def _tell_of(method: Callable[..., Any]) -> Callable[..., Any]:
    def tell_and_do(self: ToldList, *arguments: Any, **options: Any) -> Any:  # the list's own
        self._tell(self.key)
        return method(self, *arguments, **options)

    return tell_and_do


for _name, _method in vars(list).items():
    if callable(_method) and _name not in _SILENT:
        setattr(ToldList, _name, _tell_of(_method))
