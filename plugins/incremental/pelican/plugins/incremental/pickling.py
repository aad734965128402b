"""Values as bytes, for our own store."""

import pickle
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from typing import Any

from .digests import identify


def pack(value: object) -> bytes:
    """A value as bytes."""
    return pickle.dumps(value, protocol=5)


def pack_sharing(value: object, shared: Mapping[int, str]) -> bytes:
    """A value as bytes, in which the objects with these ids are only named."""
    buffer = BytesIO()
    _Pickler(buffer, shared).dump(value)
    return buffer.getvalue()


def make_unpacker(shared: Mapping[str, object] | None = None) -> Callable[[bytes], Any]:
    """A function that makes values of bytes of our own store, with these objects wherever they are named.

    It raises whatever it meets in the bytes of another version. It looks each class up once: for Python's
    own, the interpreter tells its audit hooks of each one in each value.
    """
    names = shared or {}

    @cache
    def find_class(module: str, name: str) -> object:
        return pickle.Unpickler(BytesIO()).find_class(module, name)  # noqa: S301  # our own file, with a checksum

    class Unpickler(pickle.Unpickler):
        pass

    # Functions of C in place of methods: both are called several times for each value.
    Unpickler.find_class = staticmethod(find_class)  # type: ignore[method-assign]
    Unpickler.persistent_load = staticmethod(names.__getitem__)  # type: ignore[method-assign,assignment]
    return lambda data: Unpickler(BytesIO(data)).load()


class _Pickler(pickle.Pickler):
    def __init__(self, buffer: BytesIO, shared: Mapping[int, str]) -> None:
        super().__init__(buffer, protocol=5)
        self._shared = shared

    def persistent_id(self, value: object) -> str | None:
        return self._shared.get(identify(value))
