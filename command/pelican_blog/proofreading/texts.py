"""Posts and pages under proofreading: their headers, what their text becomes, and on which lines."""

import os
import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import accumulate, islice
from pathlib import Path
from typing import NamedTuple, Self

from pelican.contents import Article, Content, Page
from pelican.generators import Generator
from pelican.readers import HTMLReader, MarkdownReader, RstReader

from pelican_blog.blog import Blog
from pelican_blog.headers import Header, HeaderLine, parse_header

from .reading import Made, Rendering, StandIn
from .rules import Problem, Remark, Rule
from .trees import Element

_BEFORE, _BEHIND = re.compile(r"[\w/}.{|-]"), re.compile(r"[\w/%#?-]|\.\w")
"""What is beside an address that is a part of another."""
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
    """The characters and lines of a file, with blanks instead of everything that is not prose."""

    text: str
    first_line: int
    """The first non-empty line, or the end of the header."""
    starts: tuple[int, ...]
    """The position at which each line begins."""
    comments: tuple[tuple[int, int, str], ...] = ()
    """Comments outside code, which readers do not see: first line, last line, words."""

    def count_line(self, position: int) -> int:
        """The number of the line, from 1, that a character is in."""
        return bisect_right(self.starts, position)

    def list_lines(self, pattern: re.Pattern[str]) -> Iterator[int]:
        """The line of each match of a pattern."""
        return (self.count_line(found.start()) for found in pattern.finditer(self.text))

    def find_line(self, pattern: re.Pattern[str], place: int = 0) -> int:
        """The line of the match at this place, from 0.

        If there are fewer, that of the last; without any, the first line of the text.
        """
        lines = [*islice(self.list_lines(pattern), place + 1)]
        return lines[-1] if lines else self.first_line

    def find_address(self, address: str, place: int = 0) -> int:
        """The line of an address, by its place among equal ones."""
        lines = [self.count_line(start) for start in islice(self._list_addresses(address), place + 1)]
        return lines[-1] if lines else self.first_line

    def _list_addresses(self, address: str) -> Iterator[int]:
        """Where an address is that is not a part of another. A pattern for each would take longer."""
        start = self.text.find(address)
        while start >= 0:
            end = start + len(address)
            is_whole = not _BEFORE.match(self.text, start - 1) if start else True
            if is_whole and not _BEHIND.match(self.text, end):
                yield start
                start = self.text.find(address, max(end, start + 1))
            else:
                start = self.text.find(address, start + 1)


def read_prose(text: str, text_line: int, page: Element, *, is_rst: bool = False) -> Prose:
    """The prose of a file whose text begins at a line, and which is shown as `page`."""
    lines = text.split("\n")
    body = [line if number >= text_line else " " * len(line) for number, line in enumerate(lines, start=1)]
    _blank_blocks(body, [block.read() for block in page.list_named("pre")])
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
    """The text with blanks instead of what a pattern matches."""
    return pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def read_value(text: str, lines: Collection[int], page: Element) -> Prose:
    """The prose of a header value, which is on these lines after its key."""
    numbered = enumerate(text.split("\n"), start=1)
    kept = (line if number in lines else " " * len(line) for number, line in numbered)
    prose = read_prose("\n".join(_KEY.sub(lambda found: " " * len(found[0]), line) for line in kept), 1, page)
    return replace(prose, first_line=min(lines))


def _blank_blocks(lines: list[str], blocks: Iterable[str]) -> None:
    """Replace the lines of code blocks with blanks: the first run of lines that matches each block."""
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
class SourceFile:
    """A file that is read as a post or a page."""

    key: str
    """Its path in the content folder, as in links with braces."""
    kind: type[Article] | type[Page]
    blog: Blog = field(repr=False, compare=False)
    known: Header | None = None
    """Its header, if that was read before."""

    @property
    def path(self) -> Path:
        """Where it is."""
        return self.blog.content / self.key

    @cached_property
    def name(self) -> str:
        """Its path as the writer knows it."""
        return self.blog.show(self.path)

    @cached_property
    def text(self) -> str:
        """All of it, each line ended by a line feed. Raises OSError or UnicodeDecodeError."""
        text = self.path.read_bytes().decode("utf-8-sig")
        return text.replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def header(self) -> Header:
        """Its header, line by line."""
        return self.known or parse_header(self.text, find_suffix(self.key))

    @property
    def is_markdown(self) -> bool:
        """Whether it is in Markdown."""
        return find_suffix(self.key) in _MARKDOWN

    @property
    def says_skip(self) -> bool:
        """Whether its header has Pelican ignore it."""
        status = self.header.first.get("status")
        return status is not None and status.value == "skip"

    def count_line(self, position: int) -> int:
        """The number of the line, from 1, that a character is in."""
        return self.text.count("\n", 0, position) + 1

    def locate(self, remarks: Iterable[Remark]) -> Iterator[Problem]:
        """Remarks on lines of the file, as problems of this file."""
        return (Problem(file=self.name, **remark._asdict()) for remark in remarks)


def find_address(content: Content, **changes: object) -> str:
    """The address that a text would have with other attributes."""
    twin = copy(content)
    if "url" not in content.metadata:
        vars(twin).pop("override_url", None)  # what it has is kept there
    vars(twin).update(changes)
    return str(twin.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A post or page, with what Pelican makes of it."""

    source: SourceFile
    content: Content
    """What Pelican makes of the file."""

    @property
    def header(self) -> Header:
        """Its header, line by line."""
        return self.source.header

    @property
    def is_dated(self) -> bool:
        """Whether its date is known; without it, the address is a guess."""
        return not isinstance(getattr(self.content, "date", None), StandIn)

    @property
    def published_url(self) -> str:
        """Its address once it is published: relative links in it start from there."""
        if not self.is_draft:
            return str(self.content.url)
        return find_address(self.content, status="published")

    @property
    def is_draft(self) -> bool:
        """Whether readers do not see it yet."""
        return bool(self.content.status == "draft")

    @property
    def says_draft(self) -> bool:
        """Whether its header or its name makes it a draft, and not just a date in the future."""
        return self.is_draft and str(self.content.metadata.get("status", "")).lower() == "draft"

    def is_in(self, markup: str) -> bool:
        """Whether the text is in a markup, named by its suffix: md, rst or html."""
        suffix = find_suffix(self.source.key)
        return suffix in _MARKDOWN if markup == "md" else suffix == markup

    def find_entry(self, key: str) -> HeaderLine | None:
        """The first line of a key in its header."""
        return self.header.first.get(key)

    def find_line(self, *keys: str) -> int:
        """The line of the first of these keys in the header, or line 1."""
        return next((self.header.first[key].line for key in keys if key in self.header.first), 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage(Text):
    """A text, or a value of its header that is Markdown too, such as the summary."""

    rendering: Rendering
    prose: Prose

    def shows(self, signs: str) -> bool:
        """Whether readers see these characters in the text outside code: they had no effect."""
        return " ".join(signs.split()) in self.rendering.words

    def holds(self, signs: str) -> bool:
        """Whether these characters are in the text or in the address of a link or picture."""
        return self.shows(signs) or signs in self.rendering.addresses


class Reference(NamedTuple):
    """An address that the writer wrote in a text."""

    tag: str
    """The name of the element."""
    attribute: str
    address: str
    line: int
    has_words: bool
    """Whether a link has text or a picture, whose alt text is checked elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is found in a passage alone, without asking what else there is; it can be remembered."""

    ids: frozenset[str]
    """What the fragment of a link to it can name."""
    references: tuple[Reference, ...]
    """Those that may lead to something in the blog."""
    remarks: tuple[Remark, ...] = ()
    """Problems in its file: those of all passages are with the text itself."""
    comments: tuple[tuple[int, int, str], ...] = ()
    """Comments that readers do not see: first line, last line, words."""
    fields: tuple[Self, ...] = ()
    """The facts of the header values that are Markdown too."""
    header: Header | None = None
    """That of its file, for the text itself."""
    date: datetime | None = None
    """The moment that the header names, if it names a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofText(Text):
    """A post or page under proofreading, or a value of its header."""

    facts: Facts

    @property
    def passages(self) -> tuple[Self, ...]:
        """The text itself, then a copy of it for each header value, with the facts of that."""
        return (self, *(replace(self, facts=facts) for facts in self.facts.fields))


def find_suffix(file: str) -> str:
    """The suffix of a file by which Pelican chooses its reader, without the dot."""
    return os.path.splitext(file)[1][1:]  # noqa: PTH122  # like Pelican, for which `.md` has no suffix


def is_readable(file: str) -> bool:
    """Whether Pelican reads it as a text, in any markup."""
    return find_suffix(file) in _READABLE


def list_files(generator: Generator, kind: type[Article] | type[Page]) -> frozenset[str]:
    """The files in the folders for posts, or for pages, even if Pelican does not read them."""
    name = kind.__name__.upper()
    folders, excluded = (generator.settings[f"{name}_{places}"] for places in ("PATHS", "EXCLUDES"))
    return frozenset(generator.get_files(folders, exclude=excluded, extensions=False))


def find_obstacle(source: SourceFile) -> Problem | None:
    """Why a file cannot be read, if it cannot."""
    try:
        _ = source.text
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        message = "not UTF-8; save the file as UTF-8"
        return Problem(file=source.name, line=line, rule=Rule.FILE_UNREADABLE, message=message)
    except OSError as error:
        message = f"cannot read file ({error.strerror}); check what it is and whether you may read it"
        return Problem(file=source.name, line=1, rule=Rule.FILE_UNREADABLE, message=message)
    return None


def read_passages(source: SourceFile, content: Content, made: Made) -> list[Passage]:
    """The text of a file, then the values of its header that are Markdown too."""
    own = Passage(
        source=source,
        content=content,
        rendering=made.text,
        prose=read_prose(
            source.text, source.header.text_line, made.text.page, is_rst=find_suffix(source.key) == "rst"
        ),
    )
    fields = _read_fields(source, made.fields) if source.is_markdown else ()
    ids = made.text.ids
    return [
        own,
        *(
            replace(own, rendering=replace(rendering, ids=ids | rendering.ids), prose=prose)
            for rendering, prose in fields
        ),
    ]


def _read_fields(source: SourceFile, fields: Mapping[str, Rendering]) -> Iterator[tuple[Rendering, Prose]]:
    for key, rendering in fields.items():
        lines = {entry.line for entry in source.header.entries if entry.key == key}
        if lines:
            yield rendering, read_value(source.text, lines, rendering.page)
