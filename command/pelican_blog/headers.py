"""The header of a text, line by line, as Pelican reads it with our plugin.

Most are `Key: value` lines; a file that begins with `---` or `+++` may have one in YAML or TOML. In
reStructuredText it is the title and docutils' docinfo, in HTML `<title>` and `<meta>`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from html.parser import HTMLParser
from typing import NamedTuple

from markdown import Markdown
from markdown.extensions.meta import END_RE, META_RE, MetaPreprocessor
from pelican.plugins.frontmatter.blocks import normalize
from pelican.plugins.frontmatter.fields import Header as FrontMatter
from pelican.plugins.frontmatter.fields import format_value
from pelican.plugins.frontmatter.fields import read_header as read_front_matter
from pelican.plugins.frontmatter.meta import translate_fields

_FIELD = re.compile(r":(?P<key>[^:\s][^:\n]*):(?:[ \t]+(?P<value>.*))?$")
_BAR = re.compile(r"([^\w\s])\1+\s*$")


class HeaderLine(NamedTuple):
    """A line of a header: a key with its value, or a continuation of that value."""

    key: str
    """In lower case, like Pelican's."""
    value: str
    line: int
    """Counted from 1."""
    is_continued: bool = False
    """Whether the line continues the value above it."""


@dataclass(frozen=True, kw_only=True)
class Header:
    """A header, line by line."""

    entries: tuple[HeaderLine, ...] = ()
    text_line: int = 1
    """The first line after the header, counted from 1."""
    is_closed: bool = True
    """Whether it ends properly: at an empty line, dashes or the end of the file."""

    @cached_property
    def values(self) -> Mapping[str, list[str]]:
        """The values of each key, with continuation lines."""
        values: dict[str, list[str]] = {}
        for entry in self.entries:
            values.setdefault(entry.key, []).append(entry.value)
        return values

    @cached_property
    def first(self) -> Mapping[str, HeaderLine]:
        """The first line of each key."""
        return {entry.key: entry for entry in reversed(self.entries)}


def parse_header(text: str, suffix: str = "md") -> Header:
    """The header of a text in the markup of a suffix, with what Pelican reads from each line."""
    text = normalize(text)
    if suffix == "rst":
        return _close(_read_rst(text.split("\n")), text)
    if suffix in {"html", "htm"}:
        return _close(_read_html(text), text)
    if front_matter := read_front_matter(text):
        entries = tuple(_list_fields(front_matter))
        return Header(entries=entries, text_line=front_matter.block.text_line)
    lines = text.split("\n")
    length = count_lines(lines)
    is_closed = length == len(lines) or _ends_header(lines[length])
    entries = tuple(_list_entries(lines[:length]))
    return Header(entries=entries, text_line=length + 1 + (is_closed and bool(entries)), is_closed=is_closed)


def _list_fields(front_matter: FrontMatter) -> Iterator[HeaderLine]:
    for field in translate_fields(front_matter.fields):
        yield HeaderLine(key=field.key, value=format_value(field.value), line=field.line)


def _list_entries(lines: Iterable[str]) -> Iterator[HeaderLine]:
    key = ""
    for number, line in enumerate(lines, start=1):
        found = META_RE.match(line)
        if found:
            key = found["key"].lower()
            yield HeaderLine(key=key, value=found["value"].strip(), line=number)
        elif key:  # dashes above the first key
            yield HeaderLine(key=key, value=line.strip(), line=number, is_continued=True)


def _ends_header(line: str) -> bool:
    return not line.strip() or END_RE.match(line) is not None


def count_lines(lines: Sequence[str]) -> int:
    """How many lines the `Key: value` header of a text has, without the one that ends it."""
    rest = _make_reader().run([*lines])
    length = len(lines) - len(rest)
    return length - 1 if length and _ends_header(lines[length - 1]) else length


@cache
def _make_reader() -> MetaPreprocessor:
    return MetaPreprocessor(Markdown())


def _close(found: Iterable[HeaderLine], text: str) -> Header:
    entries = tuple(found)
    last = max((entry.line for entry in entries), default=0)
    return Header(entries=entries, text_line=min(last, text.count("\n")) + 1)


def _read_rst(lines: list[str]) -> Iterator[HeaderLine]:
    key = ""
    for number, line in enumerate(lines, start=1):
        below = lines[number] if number < len(lines) else ""
        if found := _FIELD.match(line):
            key = found["key"].lower()
            yield HeaderLine(key=key, value=(found["value"] or "").strip(), line=number)
        elif key and line[:1].isspace() and line.strip():
            yield HeaderLine(key=key, value=line.strip(), line=number, is_continued=True)
        elif not line.strip() or _BAR.match(line) or line.startswith(".. "):
            continue
        elif not key and _BAR.match(below):
            yield HeaderLine(key="title", value=line.strip(), line=number)
        else:
            return


def _read_html(text: str) -> list[HeaderLine]:
    reader = _MetaReader()
    with suppress(AssertionError):  # for `<![x[`, which the build reports
        reader.feed(text)
        reader.close()
    return reader.entries


class _MetaReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.entries: list[HeaderLine] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        if tag == "title":
            self._in_title = True
            self._add("title", "")
        elif tag == "meta" and values.get("name"):
            value = values.get("content", values.get("contents", ""))
            self._add(values["name"].lower(), value.strip())

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.entries[-1] = self.entries[-1]._replace(value=f"{self.entries[-1].value}{data}".strip())

    def handle_endtag(self, tag: str) -> None:
        self._in_title = self._in_title and tag != "title"

    def _add(self, key: str, value: str) -> None:
        self.entries.append(HeaderLine(key=key, value=value, line=self.getpos()[0]))
