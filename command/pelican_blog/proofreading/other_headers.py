"""The headers of texts in reStructuredText and HTML, line by line, as their writers wrote them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html.parser import HTMLParser

from pelican_blog.headers import Entry, Header

_FIELD = re.compile(r":(?P<key>[^:\s][^:\n]*):(?:[ \t]+(?P<value>.*))?$")
_BAR = re.compile(r"([^\w\s])\1+\s*$")
_UNKNOWN = Header(entries=(), text_line=1, is_closed=True)


def parse_rst_header(text: str) -> Header:
    """The title and the fields at the top of a text: docutils' docinfo, which Pelican reads as the header."""
    entries = list(_read_rst(text.split("\n")))
    return _close(entries, text) if entries else _UNKNOWN


def _read_rst(lines: list[str]) -> Iterator[Entry]:
    key = ""
    for number, line in enumerate(lines, start=1):
        below = lines[number] if number < len(lines) else ""
        if found := _FIELD.match(line):
            key = found["key"].lower()
            yield Entry(key=key, value=(found["value"] or "").strip(), line=number)
        elif key and line[:1].isspace() and line.strip():
            yield Entry(key=key, value=line.strip(), line=number, is_continued=True)
        elif not line.strip() or _BAR.match(line) or line.startswith(".. "):
            continue
        elif not key and _BAR.match(below):
            yield Entry(key="title", value=line.strip(), line=number)
        else:
            return


def parse_html_header(text: str) -> Header:
    """The `<title>` and the `<meta name content>` of a page, which Pelican reads as the header."""
    reader = _MetaReader()
    reader.feed(text)
    reader.close()
    return _close(reader.entries, text) if reader.entries else _UNKNOWN


class _MetaReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
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
            self.entries[-1] = replace(self.entries[-1], value=f"{self.entries[-1].value}{data}".strip())

    def handle_endtag(self, tag: str) -> None:
        self._in_title = self._in_title and tag != "title"

    def _add(self, key: str, value: str) -> None:
        self.entries.append(Entry(key=key, value=value, line=self.getpos()[0]))


def _close(entries: Iterable[Entry], text: str) -> Header:
    found = tuple(entries)
    last = max(entry.line for entry in found)
    return Header(entries=found, text_line=min(last + 1, text.count("\n") + 1), is_closed=True)
