"""A post or page with all that is known of it: its header, its address, and what becomes of its text."""

import re
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, replace
from typing import Any, Self

from pelican.contents import Article, Content, Page, SkipStub
from pelican.readers import (
    BaseReader,
    Readers,
    default_metadata,
    parse_path_metadata,
    path_metadata,
)

from pelican_blog.headers import Entry, Header, parse_header
from pelican_blog.proofreading.dates import parse_date
from pelican_blog.proofreading.engine import Engine, Rendering, read_html
from pelican_blog.proofreading.header_values import index_entries, is_timezone
from pelican_blog.proofreading.other_headers import parse_html_header, parse_rst_header
from pelican_blog.proofreading.problems import Problem
from pelican_blog.proofreading.prose import Prose, read_prose, read_value
from pelican_blog.proofreading.rules import Rule
from pelican_blog.proofreading.sources import MARKDOWN, Source, find_suffix, is_markdown

_DOCUTILS = re.compile(r"(?P<line>\d+): \(\w+/\d\) (?P<reason>.*?)\.?")
"""What docutils says of a text that it cannot read, behind the file's path."""
_EMPTY_NOTE = re.compile(r"^ {0,3}\[\^(?P<label>[^\]\n]*)\]:[ \t]*$(?!\n {4,}\S)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A post or page that the site shows in some way."""

    source: Source
    header: Header
    content: Content
    """What Pelican makes of the header."""
    url: str
    save_as: str
    """"" for one that is not written, as drafts when the site is published."""
    rendering: Rendering
    prose: Prose
    fields: tuple[tuple[Rendering, Prose], ...] = ()
    """The values of the header that are Markdown as well, such as the summary."""

    @property
    def published_url(self) -> str:
        """Where it is once it is no draft any more: what its relative links are meant for."""
        if not self.is_draft:
            return self.url
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
        return suffix in MARKDOWN if markup == "md" else suffix == markup

    def shows(self, signs: str) -> bool:
        """Whether readers see these signs in the text itself, not in code: nothing was made of them."""
        return " ".join(signs.split()) in self.rendering.words

    def holds(self, signs: str) -> bool:
        """Whether readers get these signs, in the text itself or in the address of a link or a picture."""
        return self.shows(signs) or signs in self.rendering.addresses

    def find_entry(self, key: str) -> Entry | None:
        """The first line of a key in its header."""
        return index_entries(self.header).get(key)

    def find_line(self, *keys: str) -> int:
        """The line of the first of these keys that the header has, else the first line."""
        entries = index_entries(self.header)
        return next((entries[key].line for key in keys if key in entries), 1)


def read_text(source: Source, engine: Engine, settings: Mapping[str, Any]) -> Text | Problem | None:
    """The text of a file; why the site could have no page of it; None where Pelican is told to skip it."""
    try:
        return (
            _read_markdown(source, engine, settings)
            if is_markdown(source.key)
            else _read_other(source, settings)
        )
    except Exception as error:  # noqa: BLE001  # extensions and Pelican raise anything
        return _describe_failure(source, error)


def _describe_failure(source: Source, error: Exception) -> Problem:
    line, reason = 1, " ".join(str(error).split()) or type(error).__name__
    if found := _DOCUTILS.fullmatch(reason.removeprefix(f"{source.path}:")):
        line, reason = int(found["line"]), found["reason"]
    message = f"no page can be made of this ({reason}); correct the header or the text"
    if empty := _EMPTY_NOTE.search(source.text):  # Python-Markdown says nothing that would help
        line = source.text.count("\n", 0, empty.start()) + 1
        message = f"the footnote {empty['label']} has no text; write it behind the colon, or remove the line"
    return Problem(file=source.name, line=line, rule=Rule.TEXT_UNBUILDABLE, message=message)


def _read_markdown(source: Source, engine: Engine, settings: Mapping[str, Any]) -> Text | None:
    header = parse_header(source.text)
    status = index_entries(header).get("status")
    if status and status.value == "skip":
        return None
    content = build_content(source, header, settings)
    text = _complete(source, header, content, engine.render(source.text))
    fields = (_read_field(key, source, header, engine) for key in settings["FORMATTED_FIELDS"])
    return replace(text, fields=tuple(filter(None, fields)))


def _read_field(key: str, source: Source, header: Header, engine: Engine) -> tuple[Rendering, Prose] | None:
    """What Pelican makes of all lines of a key, with what they say; None where there is none."""
    entries = [entry for entry in header.entries if entry.key == key]
    if not entries:
        return None
    rendering = engine.render_value("\n".join(entry.value for entry in entries))
    return rendering, read_value(source.text, {entry.line for entry in entries}, rendering.page)


def _read_other(source: Source, settings: Mapping[str, Any]) -> Text | None:
    """The text of a file in another markup."""
    content = Readers(settings).read_file(settings["PATH"], source.key, source.kind)
    if isinstance(content, SkipStub):
        return None
    header = parse_source_header(source)
    return _complete(source, header, content, read_html(content._content))  # noqa: SLF001  # as it was written


def parse_source_header(source: Source) -> Header:
    """The header of a file in any markup, as it is written."""
    if is_markdown(source.key):
        return parse_header(source.text)
    suffix = find_suffix(source.key)
    return parse_rst_header(source.text) if suffix == "rst" else parse_html_header(source.text)


def _complete(source: Source, header: Header, content: Content, rendering: Rendering) -> Text:
    return Text(
        source=source,
        header=header,
        content=content,
        url=content.url,
        save_as=content.save_as,
        rendering=rendering,
        prose=read_prose(
            source.text, header.text_line, rendering.page, is_rst=find_suffix(source.key) == "rst"
        ),
    )


def build_content(source: Source, header: Header, settings: Mapping[str, Any]) -> Article | Page:
    """Pelican's article or page of a header, without its text; values that are wrong are left out."""
    metadata = {"title": "", **read_defaults(source, settings), **_keep(_read_values(header, settings))}
    return source.kind("", metadata, settings, str(source.path))


def read_defaults(source: Source, settings: Mapping[str, Any]) -> dict[str, Any]:
    """What the settings and the file's path say of a text whose header does not, such as the date in a name.

    Raises ValueError for a date that is none.
    """
    process = BaseReader(settings).process_metadata
    return {
        **_keep(default_metadata(settings=settings, process=process)),
        **path_metadata(full_path=str(source.path), source_path=source.key, settings=settings),
        **_keep(parse_path_metadata(source_path=source.key, settings=settings, process=process)),
    }


def _read_values(header: Header, settings: Mapping[str, Any]) -> dict[str, Any]:
    process = BaseReader(settings).process_metadata
    entries = index_entries(header)
    values = {key: entry.value for key, entry in entries.items() if key not in settings["FORMATTED_FIELDS"]}
    if not is_timezone(values.get("timezone", "UTC")):  # which `check_header_values` says
        del values["timezone"]
    dates = {key: parse_date(values.pop(key), settings) for key in ("date", "modified") if key in values}
    others = {key: process(key, value) for key, value in values.items()}
    return {**others, **{key: date for key, date in dates.items() if date}}


def _keep(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that Pelican keeps: of an empty line its readers return an object that means nothing."""
    return {key: value for key, value in values.items() if type(value) is not object}
