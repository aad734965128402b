"""The keys of front matter, each value as written: `no`, `08` and `12:30:00` stay text.

PyYAML's safe loader and tomllib parse the block. Values are not converted: Pelican reads dates and everything
else from text.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time

import yaml

from .blocks import Block, find_block
from .errors import FrontmatterError

Value = str | list["Value"] | dict[str, "Value"]

_NODES = 10_000
_DEPTH = 50
"""More than any header needs, too little to slow a build down: YAML aliases can multiply what they name."""
_CORE = tuple(f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "timestamp", "value"))
_NULL = "tag:yaml.org,2002:null"
_MERGE = "tag:yaml.org,2002:merge"
_HASH = re.compile(r"[ ]+#[^\s#].*")
"""What YAML takes for a comment and people do not: `Issue #12`, `#fff`."""


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
    return tuple(_read_yaml(block.source) if block.kind == "yaml" else _read_toml(block.source))


def _read_yaml(source: str) -> Iterator[Field]:
    try:
        root = yaml.compose(source, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise FrontmatterError(error.problem or "not YAML", mark.line + 2 if mark else 1) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise FrontmatterError(" ".join(str(error).split()), 1) from None
    if not isinstance(root, yaml.MappingNode):
        return
    converter = _Converter()
    for key, value in converter.list_pairs(root):
        name = converter.convert_key(key)
        yield Field(
            key=name.lower(),
            value=_restore_hash(value, source) or converter.convert(value),
            line=key.start_mark.line + 2,
            raw=source[value.start_mark.index : value.end_mark.index].strip(),
        )


def _restore_hash(node: yaml.Node, source: str) -> str:
    """A plain scalar's value with the words after a `#` that does not begin a comment; else ""."""
    if not isinstance(node, yaml.ScalarNode) or node.style or node.tag not in {_CORE[0], _NULL}:
        return ""
    rest = _HASH.match(source, node.end_mark.index)
    return f"{node.value}{rest[0]}".strip() if rest else ""


class _Converter:
    """Turns nodes into values; gives up when aliases multiply them too far."""

    def __init__(self) -> None:
        self._left = _NODES

    def convert(self, node: yaml.Node, depth: int = 0) -> Value:
        self._left -= 1
        if self._left < 0 or depth > _DEPTH:
            raise FrontmatterError("too much is repeated or nested", node.start_mark.line + 2)
        if isinstance(node, yaml.ScalarNode):
            return self._convert_scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.convert(item, depth + 1) for item in node.value]
        pairs: dict[str, Value] = {}
        for key, value in self.list_pairs(node, depth):
            pairs.setdefault(self.convert_key(key), self.convert(value, depth + 1))
        return pairs

    def list_pairs(self, node: yaml.Node, depth: int = 0) -> Iterator[tuple[yaml.Node, yaml.Node]]:
        """The keys and values of a mapping: its own, then those that `<<` merges in."""
        merged: list[yaml.Node] = []
        for key, value in node.value:
            if key.tag == _MERGE:
                merged += value.value if isinstance(value, yaml.SequenceNode) else [value]
            else:
                yield key, value
        for other in merged:
            if not isinstance(other, yaml.MappingNode) or depth > _DEPTH:
                raise FrontmatterError("<< must name a mapping", node.start_mark.line + 2)
            self._left -= 1
            yield from self.list_pairs(other, depth + 1)

    def convert_key(self, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode):
            raise FrontmatterError("a key must be a word", node.start_mark.line + 2)
        return str(node.value).strip()

    def _convert_scalar(self, node: yaml.ScalarNode) -> str:
        if node.tag not in _CORE and node.tag != _NULL:
            raise FrontmatterError(f"unknown tag {node.tag}", node.start_mark.line + 2)
        return "" if node.tag == _NULL else str(node.value).strip()


def _read_toml(source: str) -> Iterator[Field]:
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
