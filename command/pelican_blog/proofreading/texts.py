"""A post or page with all that is known of it: its header by line, its address, what becomes of its text."""

import os
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Self

from pelican.contents import Article, Content, Page
from pelican.generators import Generator
from pelican.readers import HTMLReader, MarkdownReader, RstReader

from pelican_blog.blog import Blog
from pelican_blog.headers import Entry, Header, parse_header

from .problems import Problem
from .prose import Prose, read_prose, read_value
from .reading import Made, Reading, Rendering
from .rules import Rule

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
