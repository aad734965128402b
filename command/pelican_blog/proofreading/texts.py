"""A post or page with all that is known of it: its header, what becomes of its text, which line says what."""

import os
import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, islice
from pathlib import Path
from typing import Self

from bs4 import BeautifulSoup
from pelican.contents import Article, Content, Page
from pelican.generators import Generator
from pelican.readers import HTMLReader, MarkdownReader, RstReader

from pelican_blog.blog import Blog
from pelican_blog.headers import Entry, Header, parse_header

from .reading import Made, Reading, Rendering, StandIn
from .rules import Problem, Remark, Rule

_KEY = re.compile(r"^ {0,3}[\w-]+:")
_QUOTATION = re.compile(r"^(?:\s*>)+")
_FENCE = re.compile(r"^[ \t]*(?:`{3,}|~{3,}).*$", re.MULTILINE)
_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)\1(?!`)", re.DOTALL)
_LITERAL = re.compile(r"``(?=\S).{1,1000}?(?<=\S)``", re.DOTALL)
"""Code in a line of reStructuredText, where one backquote begins a link."""
_COMMENT = re.compile(
    r"<!--(?P<html>.*?)(?:-->|\Z)|^[ ]*\.\.[ ](?P<rst>(?![^\n]*::|[_|\[])[^\n]*)$", re.DOTALL | re.MULTILINE
)
"""A comment of HTML and Markdown, or of reStructuredText, where `.. x::` is a directive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """The characters and lines of a file, with blanks in the place of all that is not prose."""

    text: str
    first_line: int
    """The first one that is not empty, or that of the header's end."""
    starts: tuple[int, ...]
    """Where each line begins."""
    comments: tuple[tuple[int, int, str], ...] = ()
    """The comments outside code, which readers do not see: first line, last line, words."""

    def count_line(self, position: int) -> int:
        """The number of the line, from 1, that a character is in."""
        return bisect_right(self.starts, position)

    def list_lines(self, pattern: re.Pattern[str]) -> Iterator[int]:
        """The line of each place that a pattern matches."""
        return (self.count_line(found.start()) for found in pattern.finditer(self.text))

    def find_line(self, pattern: re.Pattern[str], place: int = 0) -> int:
        """The line of a match by its place among all, from 0.

        Of fewer it is the last one's; of none, the text's first.
        """
        lines = [*islice(self.list_lines(pattern), place + 1)]
        return lines[-1] if lines else self.first_line

    def find_address(self, address: str, place: int = 0) -> int:
        """The line of an address, by its place among those that are the same."""
        return self.find_line(re.compile(rf"(?<![\w/}}.{{|-]){re.escape(address)}(?![\w/%#?-]|\.\w)"), place)


def read_prose(text: str, text_line: int, page: BeautifulSoup, *, is_rst: bool = False) -> Prose:
    """The prose of a file whose text begins at a line, and which is shown as `page`."""
    lines = text.split("\n")
    body = [line if number >= text_line else " " * len(line) for number, line in enumerate(lines, start=1)]
    _blank_blocks(body, [block.get_text() for block in page.find_all("pre")])
    without_code = blank(blank("\n".join(body), _FENCE), _LITERAL if is_rst else _SPAN)
    written = (number for number, line in enumerate(lines, start=1) if number >= text_line and line.strip())
    prose = Prose(
        text=blank(without_code, _COMMENT),
        first_line=next(written, max(1, min(text_line, len(lines)))),
        starts=tuple(accumulate((len(line) + 1 for line in lines[:-1]), initial=0)),
    )
    comments = (
        (
            prose.count_line(found.start()),
            prose.count_line(found.end() - 1),
            found["html"] or found["rst"] or "",
        )
        for found in _COMMENT.finditer(without_code)
    )
    return replace(prose, comments=tuple(comments))


def blank(text: str, pattern: re.Pattern[str]) -> str:
    """The text with blanks in the place of what a pattern matches."""
    return pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def read_value(text: str, lines: Collection[int], page: BeautifulSoup) -> Prose:
    """The prose of a value in the header, which stands in these lines behind its key."""
    numbered = enumerate(text.split("\n"), start=1)
    kept = (line if number in lines else " " * len(line) for number, line in numbered)
    prose = read_prose("\n".join(_KEY.sub(lambda found: " " * len(found[0]), line) for line in kept), 1, page)
    return replace(prose, first_line=min(lines))


def _blank_blocks(lines: list[str], blocks: Iterable[str]) -> None:
    """Put blanks in the place of the lines that blocks of code are made of: the first that are the same."""
    numbered = [(number, _simplify(line)) for number, line in enumerate(lines) if line.strip()]
    for code in blocks:
        wanted = [_simplify(line) for line in code.split("\n") if line.strip()]
        start = _find_run([line for _, line in numbered], wanted)
        if start is not None:
            for number, _ in numbered[start : start + len(wanted)]:
                lines[number] = " " * len(lines[number])
            del numbered[start : start + len(wanted)]


def _find_run(lines: Sequence[str], wanted: Sequence[str]) -> int | None:
    if not wanted:
        return None
    starts = (number for number, line in enumerate(lines) if line == wanted[0])
    return next((start for start in starts if lines[start : start + len(wanted)] == wanted), None)


def _simplify(line: str) -> str:
    return " ".join(_QUOTATION.sub("", line).split())


_MARKDOWN = frozenset(MarkdownReader.file_extensions)
_READABLE = _MARKDOWN.union(HTMLReader.file_extensions, RstReader.file_extensions)


@dataclass(frozen=True, kw_only=True)
class Source:
    """A file that is read as a post or a page."""

    key: str
    """Its path below the content folder, as links in braces name it."""
    name: str
    """Its path as the writer knows it."""
    path: Path
    kind: type[Article] | type[Page]
    text: str
    """All of it, with line feeds only."""

    @cached_property
    def header(self) -> Header:
        """Its header, line by line."""
        return parse_header(self.text, find_suffix(self.key))

    @property
    def is_markdown(self) -> bool:
        """Whether it is in Markdown."""
        return find_suffix(self.key) in _MARKDOWN

    def count_line(self, position: int) -> int:
        """The number of the line, from 1, that a character is in."""
        return self.text.count("\n", 0, position) + 1

    def locate(self, remarks: Iterable[Remark]) -> Iterator[Problem]:
        """What is wrong in lines of the file, as problems of it."""
        return (Problem(file=self.name, **remark._asdict()) for remark in remarks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A post or page that the site shows in some way."""

    source: Source
    content: Content
    """What Pelican makes of the file."""
    rendering: Rendering
    prose: Prose
    fields: tuple[tuple[Rendering, Prose], ...] = ()
    """The values of the header that are Markdown as well, such as the summary."""

    @property
    def header(self) -> Header:
        """Its header, line by line."""
        return self.source.header

    @property
    def is_dated(self) -> bool:
        """Whether its date is known; without one, its address may be another."""
        return not isinstance(getattr(self.content, "date", None), StandIn)

    @property
    def published_url(self) -> str:
        """Where it is once it is no draft any more: what its relative links are meant for."""
        if not self.is_draft:
            return str(self.content.url)
        twin = copy(self.content)
        twin.status = "published"
        return str(twin.url)

    @property
    def passages(self) -> tuple[Self, ...]:
        """The text with each of its fields in the place of what stands below the header."""
        ids = self.rendering.ids
        return tuple(
            replace(self, rendering=replace(rendering, ids=ids | rendering.ids), prose=prose, fields=())
            for rendering, prose in self.fields
        )

    @property
    def is_draft(self) -> bool:
        """Whether readers get it only once it is finished."""
        return bool(self.content.status == "draft")

    @property
    def says_draft(self) -> bool:
        """Whether it is its header or its name that makes a draft of it, and not a date in the future."""
        return self.is_draft and str(self.content.metadata.get("status", "")).lower() == "draft"

    def is_in(self, markup: str) -> bool:
        """Whether the text is written in a markup, named by its suffix: md, rst or html."""
        suffix = find_suffix(self.source.key)
        return suffix in _MARKDOWN if markup == "md" else suffix == markup

    def shows(self, signs: str) -> bool:
        """Whether readers see these signs in the text itself, not in code: nothing was made of them."""
        return " ".join(signs.split()) in self.rendering.words

    def holds(self, signs: str) -> bool:
        """Whether readers get these signs, in the text itself or in the address of a link or a picture."""
        return self.shows(signs) or signs in self.rendering.addresses

    def find_entry(self, key: str) -> Entry | None:
        """The first line of a key in its header."""
        return self.header.first.get(key)

    def find_line(self, *keys: str) -> int:
        """The line of the first of these keys that the header has, else the first line."""
        return next((self.header.first[key].line for key in keys if key in self.header.first), 1)


def find_suffix(file: str) -> str:
    """The end of a file's name by which Pelican chooses its reader, without the dot."""
    return os.path.splitext(file)[1][1:]  # noqa: PTH122  # as Pelican does, to whom `.md` has no suffix


def is_readable(file: str) -> bool:
    """Whether Pelican reads it as a text, in any markup."""
    return find_suffix(file) in _READABLE


def list_files(generator: Generator, kind: type[Article] | type[Page]) -> frozenset[str]:
    """The files that lie where Pelican looks for posts, or for pages, those too that it does not read."""
    name = kind.__name__.upper()
    folders, excluded = (generator.settings[f"{name}_{places}"] for places in ("PATHS", "EXCLUDES"))
    return frozenset(generator.get_files(folders, exclude=excluded, extensions=False))


def read_source(file: str, kind: type[Article] | type[Page], blog: Blog) -> Source | Problem:
    """The text in a file, or why there is none."""
    path = blog.content / file
    name = blog.show(path)
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "this is not UTF-8; save the file in that encoding"
        return Problem(file=name, line=line, rule=Rule.FILE_UNREADABLE, message=message)
    except OSError as error:
        message = f"it cannot be read ({error.strerror}); look at what it is, and whether you may read it"
        return Problem(file=name, line=1, rule=Rule.FILE_UNREADABLE, message=message)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Source(key=file, name=name, path=path, kind=kind, text=text)


def build_texts(sources: Mapping[str, Source], reading: Reading) -> Iterator[Text]:
    """The texts of which Pelican makes something; `sources` by their paths below the content folder."""
    for content in reading.inventory.contents:
        source = sources.get(str(content.relative_source_path))
        made = reading.made.get(str(content.source_path))
        if source and made:
            yield _build_text(source, content, made)


def _build_text(source: Source, content: Content, made: Made) -> Text:
    is_rst = find_suffix(source.key) == "rst"
    return Text(
        source=source,
        content=content,
        rendering=made.text,
        prose=read_prose(source.text, source.header.text_line, made.text.page, is_rst=is_rst),
        fields=tuple(_read_fields(source, made.fields)) if source.is_markdown else (),
    )


def _read_fields(source: Source, fields: Mapping[str, Rendering]) -> Iterator[tuple[Rendering, Prose]]:
    for key, rendering in fields.items():
        lines = {entry.line for entry in source.header.entries if entry.key == key}
        if lines:
            yield rendering, read_value(source.text, lines, rendering.page)
