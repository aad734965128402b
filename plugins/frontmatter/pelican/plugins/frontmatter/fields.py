"""The keys of front matter, each value as written: `no`, `08` and `12:30:00` stay text.

PyYAML's safe loader and tomllib parse the block. Values are not converted: Pelican reads dates and everything
else from text.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time

from .blocks import Block, find_block
from .errors import FrontmatterError

Value = str | list["Value"] | dict[str, "Value"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A key of the front matter. A key used twice gives two fields."""

    key: str
    """In lower case, as Pelican knows it."""
    value: Value
    line: int
    """The line of the file, counted from 1."""
    raw: str
    """The value as it is in the file, for keys whose value must be text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The front matter of a text."""

    block: Block
    fields: tuple[Field, ...]


def read_header(text: str) -> Header | None:
    """The front matter of a normalized text, or None if it has none that can be read."""
    block = find_block(text)
    try:
        fields = read_fields(block) if block else ()
    except FrontmatterError:
        return None
    return Header(block=block, fields=fields) if block and fields else None


def read_fields(block: Block) -> tuple[Field, ...]:
    """The keys of a block in order; empty for something else, such as prose between two rules.

    Raises FrontmatterError for what does not parse, or would take too long.
    """
    if block.kind != "yaml":
        return tuple(_read_toml(block.source))
    from .mappings import read_yaml  # noqa: PLC0415  # PyYAML takes long to load, and many blogs have none

    return tuple(read_yaml(block.source))


def _read_toml(source: str) -> Iterator[Field]:
    import tomllib  # noqa: PLC0415  # as above

    try:
        table = tomllib.loads(source, parse_float=str)
    except RecursionError:
        raise FrontmatterError("too much is nested", 1) from None
    except ValueError as error:
        place = re.search(r"line (\d+)", str(error))
        raise FrontmatterError(str(error), int(place[1]) + 1 if place else 1) from None
    for key, value in table.items():
        text = _convert_toml(value)
        yield Field(key=key.strip().lower(), value=text, line=_find_line(key, source), raw=format_value(text))


def _convert_toml(value: object) -> Value:
    if isinstance(value, Mapping):
        return {str(key): _convert_toml(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_convert_toml(item) for item in value]
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).strip()


def _find_line(key: str, source: str) -> int:
    name = re.escape(key)
    found = re.search(rf"""^[ \t]*\[*[ \t]*["']?{name}["']?[ \t]*[].=]""", source, re.MULTILINE)
    return source.count("\n", 0, found.end() - 1) + 2 if found else 1


def format_value(value: Value) -> str:
    """A value as one line of text that Pelican splits again: with semicolons if an item has a comma."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return ", ".join(f"{key}: {format_value(inner)}" for key, inner in value.items())
    items = [format_value(item) for item in value]
    sign = ";" if any("," in item for item in items) else ","
    return f"{sign} ".join(items) + (sign if sign == ";" and len(items) == 1 else "")
