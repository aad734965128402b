"""Values that PHP serialised, as WordPress keeps in its meta fields."""

import re
from typing import NamedTuple

_SCALAR = re.compile(rb"N;|b:([01]);|i:(-?\d{1,20});|d:(-?(?:INF|NAN|[\d.]+(?:E[+-]?\d+)?));", re.IGNORECASE)
_STRING = re.compile(rb's:(\d{1,10}):"')
_ARRAY = re.compile(rb"a:(\d{1,10}):\{")
_OBJECT = re.compile(rb'O:\d{1,10}:"([^"]*)":(\d{1,10}):\{')
_CLOSE = re.compile(rb'";(?=[sibdaO]:|N;|}|$)')
_DEEPEST = 64


class _Read(NamedTuple):
    value: object
    end: int
    """Where the next value begins."""


def unserialize(text: str) -> object:
    """The value that PHP's serialize() made this text of; an array or an object is a dict.

    Raises ValueError for anything else.
    """
    return _unserialize(text, is_exact=True)


def _unserialize(text: str, *, is_exact: bool) -> object:
    reader = _Reader(text.strip().encode(), is_exact=is_exact)
    read = reader.read_value(0, 0)
    if read.end != len(reader.data):
        raise ValueError(f"{len(reader.data) - read.end} bytes follow the value")
    return read.value


def unserialize_fully(text: str) -> object:
    """The value that a text holds, even if it was serialised twice; the text itself if it is no value.

    Lengths that are wrong, as after a change of the encoding or of the site's address, do not matter.
    """
    value: object = text
    for _ in range(_DEEPEST):
        if not isinstance(value, str):
            break
        try:
            value = _unserialize_somehow(value)
        except ValueError:
            break
    return value


def _unserialize_somehow(text: str) -> object:
    try:
        return _unserialize(text, is_exact=True)
    except ValueError:
        return _unserialize(text, is_exact=False)


def _convert_scalar(match: re.Match[bytes]) -> object:
    boolean, integer, number = match.groups()
    if boolean:
        return boolean == b"1"
    if integer:
        return int(integer)
    return float(number) if number else None


class _Reader:
    """Reads values from bytes; if it is not exact, a string ends where the next value begins."""

    def __init__(self, data: bytes, *, is_exact: bool) -> None:
        self.data, self._is_exact = data, is_exact

    def read_value(self, at: int, depth: int) -> _Read:
        if depth > _DEEPEST:
            raise ValueError("too many values inside each other")
        if match := _SCALAR.match(self.data, at):
            return _Read(_convert_scalar(match), match.end())
        if match := _STRING.match(self.data, at):
            return self._read_string(match.end(), int(match[1]))
        if match := _ARRAY.match(self.data, at) or _OBJECT.match(self.data, at):
            return self._read_pairs(match.end(), int(match.groups()[-1]), depth)
        raise ValueError(f"no value at byte {at}")

    def _read_string(self, start: int, length: int) -> _Read:
        """A string, whose length counts bytes."""
        end = start + length
        if self.data[end : end + 2] != b'";':
            close = None if self._is_exact else _CLOSE.search(self.data, start)
            if close is None:
                raise ValueError(f"the string at byte {start} does not end where it should")
            end = close.start()
        return _Read(self.data[start:end].decode(), end + 2)  # a UnicodeDecodeError is a ValueError

    def _read_pairs(self, at: int, count: int, depth: int) -> _Read:
        pairs: dict[object, object] = {}
        for _ in range(count):
            key, at = self.read_value(at, depth + 1)
            if not isinstance(key, str | int):
                raise ValueError(f"a key before byte {at} is neither text nor number")  # noqa: TRY004
            value, at = self.read_value(at, depth + 1)
            pairs[_name_property(key)] = value
        if self.data[at : at + 1] != b"}":
            raise ValueError(f"the array does not end at byte {at}")
        return _Read(pairs, at + 1)


def _name_property(key: str | int) -> str | int:
    """The name of an object's property without the class that PHP puts before it, between two NULs."""
    return key.rpartition("\0")[2] if isinstance(key, str) else key
