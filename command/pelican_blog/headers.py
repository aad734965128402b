"""The header of a text: read as Pelican reads it with our plugin, written to without touching the rest.

Most are `Key: value` lines; a file that begins with `---` or `+++` may have one in YAML or TOML.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import yaml
from markdown import Markdown
from markdown.extensions.meta import END_RE, META_RE, MetaPreprocessor
from pelican.plugins.frontmatter.blocks import normalize
from pelican.plugins.frontmatter.fields import Header as FrontMatter
from pelican.plugins.frontmatter.fields import format_value
from pelican.plugins.frontmatter.fields import read_header as read_front_matter
from pelican.plugins.frontmatter.meta import translate_fields

Line = tuple[str, str]
"""A key and its value."""

_HIDDEN = {"Cc", "Cf", "Cn", "Co", "Cs"}
_JOINERS = "\u200c\u200d"  # emoji and Persian words fall apart without them
_NEWLINE = re.compile(r"(\r\n|\r|\n)")
_CAPITAL = re.compile(r"^\s*[A-Z]", re.MULTILINE)
_MARK = "\ufeff"  # some editors for Windows begin a file with it


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A key of a header with what stands behind it, or a further line of its value."""

    key: str
    """In lower case, as Pelican knows it."""
    value: str
    line: int
    """Counted from 1."""
    is_continued: bool = False
    """Whether the line has no key of its own, and goes on with the value above it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A header, line by line."""

    entries: tuple[Entry, ...]
    text_line: int
    """The first line that is not of the header, counted from 1."""
    is_closed: bool
    """Whether an empty line, dashes or the file's end ends it, and not a line that is no key's."""


def clean_line(text: str) -> str:
    """The text in one line and in NFC, without characters that nobody sees or that turn its direction."""
    one_line = " ".join(unicodedata.normalize("NFC", text).split())
    seen = (char for char in one_line if char in _JOINERS or unicodedata.category(char) not in _HIDDEN)
    return "".join(seen).strip(f" {_JOINERS}")


def format_header(lines: Iterable[Line]) -> str:
    """A text of these header lines and nothing below them yet. An empty value is a line to fill in."""
    return "".join(f"{key}: {value}".rstrip() + "\n" for key, value in lines) + "\n"


def read_header(text: str) -> dict[str, list[str]]:
    """The values of each key, in lower case, of a file's header."""
    front_matter = read_front_matter(normalize(text))
    if not front_matter:
        return _parse(_NEWLINE.split(text.removeprefix(_MARK))[::2])[0]
    values: dict[str, list[str]] = {}
    for entry in _list_fields(front_matter):
        values.setdefault(entry.key, []).append(entry.value)
    return values


def parse_header(text: str) -> Header:
    """The lines of a file's header, with what Pelican reads in each."""
    text = normalize(text)
    if front_matter := read_front_matter(text):
        entries = tuple(_list_fields(front_matter))
        return Header(entries=entries, text_line=front_matter.block.text_line, is_closed=True)
    lines = text.split("\n")
    values, length = _parse(lines)
    is_closed = length == len(lines) or _ends_header(lines[length])
    return Header(
        entries=tuple(_list_entries(lines[:length])) if values else (),
        text_line=length + 1 + (is_closed and bool(values)),
        is_closed=is_closed,
    )


def _list_fields(front_matter: FrontMatter) -> Iterator[Entry]:
    for field in translate_fields(front_matter.fields):
        yield Entry(key=field.key, value=format_value(field.value), line=field.line)


def _list_entries(lines: Iterable[str]) -> Iterator[Entry]:
    key = ""
    for number, line in enumerate(lines, start=1):
        found = META_RE.match(line)
        if found:
            key = found["key"].lower()
            yield Entry(key=key, value=found["value"].strip(), line=number)
        elif key:  # what stands above the first key are dashes
            yield Entry(key=key, value=line.strip(), line=number, is_continued=True)


def _ends_header(line: str) -> bool:
    return not line.strip() or END_RE.match(line) is not None


def add_lines(text: str, lines: Iterable[Line]) -> str:
    """The text with these lines at the end of its header, in the header's language, and nothing else changed.

    Raises ValueError where it has no header, or one of YAML or TOML to which lines cannot be added.
    """
    parts = _NEWLINE.split(text)  # lines, and between them what ends each
    newline = parts[1] if len(parts) > 1 else "\n"
    if front_matter := read_front_matter(normalize(text)):
        return _add_to_front_matter(parts, newline, tuple(lines), front_matter)
    header, length = _parse([parts[0].removeprefix(_MARK), *parts[2::2]])
    if not header:
        raise ValueError("it does not begin with a header")
    added = [part for key, value in lines for part in (f"{key}: {value}", newline)]
    place = 2 * length
    if place >= len(parts):  # the last line of the file is of the header, and nothing ends it
        return "".join([*parts, newline, *added])
    return "".join([*parts[:place], *added, *parts[place:]])


def _add_to_front_matter(
    parts: list[str], newline: str, lines: tuple[Line, ...], front_matter: FrontMatter
) -> str:
    """The text with the lines above the closing mark, or below the opening one where a table of TOML ends."""
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
        header = read_header(changed) if read_front_matter(normalize(changed)) else {}
        if all(header.get(key) == value for key, value in wanted.items()):
            return changed
    raise ValueError(f"its header in {block.kind.upper()} is written in a way that lines cannot be added to")


def _format_field(key: str, value: str, kind: str) -> str:
    quoted = json.dumps(value, ensure_ascii=False)  # which both languages read
    return f"{key} = {quoted}" if kind == "toml" else f"{key}: {value if _is_plain(value) else quoted}"


def _is_plain(value: str) -> bool:
    """Whether YAML reads a value without quotes as that text."""
    try:
        node = yaml.compose(value, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return False
    written = (value, None, "tag:yaml.org,2002:str")
    return isinstance(node, yaml.ScalarNode) and (node.value, node.style, node.tag) == written


def _parse(lines: list[str]) -> tuple[dict[str, list[str]], int]:
    """What Pelican reads in a header, and the number of its lines without the one that ends it."""
    reader = Markdown()
    rest = MetaPreprocessor(reader).run(list(lines))
    length = len(lines) - len(rest)
    ended = length and _ends_header(lines[length - 1])
    values: dict[str, list[str]] = reader.Meta  # type: ignore[attr-defined]  # which the preprocessor adds
    return values, length - 1 if ended else length
