"""The keys of a block of YAML, read by PyYAML's safe loader, each value as written."""

import re
from collections.abc import Iterator

import yaml

from .errors import FrontmatterError
from .fields import Field, Value

_NODES = 10_000
_DEPTH = 50
"""More than any header needs, too little to slow a build down: YAML aliases can multiply what they name."""
_CORE = tuple(f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "timestamp", "value"))
_NULL = "tag:yaml.org,2002:null"
_MERGE = "tag:yaml.org,2002:merge"
_HASH = re.compile(r"[ ]+#[^\s#].*")
"""What YAML takes for a comment and people do not: `Issue #12`, `#fff`."""


def read_yaml(source: str) -> Iterator[Field]:
    """The keys of a YAML block; none if it is not a mapping."""
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
