"""Writes new headers, and adds lines to existing ones without changing anything else in the file."""

import json
import re
import unicodedata
from collections.abc import Iterable

import yaml
from pelican.plugins.frontmatter.blocks import normalize
from pelican.plugins.frontmatter.fields import Header as FrontMatter
from pelican.plugins.frontmatter.fields import read_header as read_front_matter

from pelican_blog.headers import count_lines, parse_header

Line = tuple[str, str]
"""A key and its value."""

_HIDDEN = {"Cc", "Cf", "Cn", "Co", "Cs"}
_JOINERS = "\u200c\u200d"  # emoji and Persian words need them
_NEWLINE = re.compile(r"(\r\n|\r|\n)")
_CAPITAL = re.compile(r"^\s*[A-Z]", re.MULTILINE)
_MARK = "\ufeff"  # some Windows editors put it at the start of a file


def clean_line(text: str) -> str:
    """The text on one line and in NFC, without invisible characters and those that change its direction."""
    one_line = " ".join(text.split())
    seen = (char for char in one_line if char in _JOINERS or unicodedata.category(char) not in _HIDDEN)
    words = "".join(seen).split()  # again, as what was hidden may have stood between blanks
    return unicodedata.normalize("NFC", " ".join(words)).strip(f" {_JOINERS}")


def format_header(lines: Iterable[Line]) -> str:
    """A header of these lines with no text below it. An empty value is a line to fill in."""
    return "".join(f"{key}: {value}".rstrip() + "\n" for key, value in lines) + "\n"


def add_lines(text: str, lines: Iterable[Line]) -> str:
    """The text with these lines at the end of its header, in the header's format, and nothing else changed.

    Raises ValueError if it has no header, or one in YAML or TOML that lines cannot be added to.
    """
    parts = _NEWLINE.split(text)  # lines alternate with their line endings
    newline = parts[1] if len(parts) > 1 else "\n"
    if front_matter := read_front_matter(normalize(text)):
        return _add_to_front_matter(parts, newline, tuple(lines), front_matter)
    if not parse_header(text).entries:
        raise ValueError("does not start with a header")
    added = [part for key, value in lines for part in (f"{key}: {value}", newline)]
    place = 2 * count_lines([parts[0].removeprefix(_MARK), *parts[2::2]])
    if place >= len(parts):  # the file ends within the header, without a line ending
        return "".join([*parts, newline, *added])
    return "".join([*parts[:place], *added, *parts[place:]])


def _add_to_front_matter(
    parts: list[str], newline: str, lines: tuple[Line, ...], front_matter: FrontMatter
) -> str:
    """The text with the lines before the closing mark, or after the opening one if a TOML table is last."""
    block = front_matter.block
    indent = parts[2 * (min(field.line for field in front_matter.fields) - 1)]
    indent = indent[: len(indent) - len(indent.lstrip())] if block.kind == "yaml" else ""
    is_capital = _CAPITAL.match(block.source) is not None
    added = [
        part
        for key, value in lines
        for part in (indent + _format_field(key if is_capital else key.lower(), value, block.kind), newline)
    ]
    wanted = {key.lower(): [value] for key, value in lines}
    for place in (2 * (block.text_line - 2), 2):
        changed = "".join([*parts[:place], *added, *parts[place:]])
        header = parse_header(changed).values if read_front_matter(normalize(changed)) else {}
        if all(header.get(key) == value for key, value in wanted.items()):
            return changed
    raise ValueError(f"its header in {block.kind.upper()} is written in a way that lines cannot be added to")


def _format_field(key: str, value: str, kind: str) -> str:
    quoted = json.dumps(value, ensure_ascii=False)  # which both languages read
    return f"{key} = {quoted}" if kind == "toml" else f"{key}: {value if _is_plain(value) else quoted}"


def _is_plain(value: str) -> bool:
    """Whether YAML reads the unquoted value as the same string."""
    try:
        node = yaml.compose(value, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return False
    written = (value, None, "tag:yaml.org,2002:str")
    return isinstance(node, yaml.ScalarNode) and (node.value, node.style, node.tag) == written
