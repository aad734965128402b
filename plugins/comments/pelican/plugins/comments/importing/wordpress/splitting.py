"""Cuts the text of an export into its items, so that each is parsed alone and a broken one costs no other."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .cleaning import clean_references, mend_markup
from .decoding import Record

_CDATA, _END = "<![CDATA[", "]]>"
_BOUNDARY = re.compile(r"<item(?=[\s>])|</item\s*>")
_OPENED = re.compile(r"<([\w:.-]+)(?:\s[^<>]*)?>\s*")
_SWALLOWED = re.compile(r"</?(?:[\w.-]+:(?:comment_|post_|meta_|wp_|author_|encoded|creator|status)|item>)")
"""Tags of an export in a text: another part of it would become that text."""
_LONGEST = 1 << 24
"""How far a text is searched for its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An item, or what stands before, between or behind items."""

    line: int
    text: str
    is_item: bool
    is_whole: bool = True
    """Whether an item has its end."""


def split_pieces(chunks: Iterable[str], record: Record) -> Iterator[Piece]:
    """The pieces of an export in order, their markup mended."""
    splitter = _Splitter(record)
    for chunk in chunks:
        splitter.buffer += chunk
        yield from splitter.advance(at_end=False)
    yield from splitter.advance(at_end=True)
    yield from splitter.finish()


class _Splitter:
    """Reads a text from left to right; what it cannot judge yet waits in the buffer."""

    def __init__(self, record: Record) -> None:
        self.buffer = ""
        self._record = record
        self._line = self._piece_line = 1
        self._parts: list[str] = []
        self._in_item = self._in_cdata = False
        self._markup = ""
        """The last text outside of CDATA sections, since the last of them."""
        self._element = ""
        """The element that the CDATA section is in."""
        self._is_left_open = False
        """Whether that element ends within the section, or others begin there: its own end is missing."""

    def advance(self, *, at_end: bool) -> Iterator[Piece]:
        """Read as far as possible."""
        position, more = 0, True
        while more:
            start = position
            if self._in_cdata:
                position = self._read_cdata(position, at_end=at_end)
            else:
                end = self.buffer.find(_CDATA, position)
                position = self._find_safe_end(position, at_end=at_end) if end < 0 else end + len(_CDATA)
                yield from self._read_markup(self.buffer[start : position if end < 0 else end])
                if end >= 0:
                    self._open_cdata()
            more = position > start
        self.buffer = self.buffer[position:]

    def finish(self) -> Iterator[Piece]:
        """The last piece."""
        if self._in_cdata:
            self._parts.append(_END)
        if self._parts:
            yield self._end_piece(is_whole=not self._in_item and not self._in_cdata)

    def _find_safe_end(self, position: int, *, at_end: bool) -> int:
        """Where no tag, reference or CDATA section is cut in two."""
        return len(self.buffer) if at_end else max(position, self.buffer.rfind(">") + 1)

    def _read_markup(self, text: str) -> Iterator[Piece]:
        """Keep text outside CDATA sections; an item's beginning and end are the ends of pieces."""
        start, self._markup = 0, text if text.strip() else self._markup
        for match in _BOUNDARY.finditer(text):
            ends = match[0].startswith("</")
            cut = match.end() if ends else match.start()
            self._keep_markup(text[start:cut])
            start = cut
            if self._parts and (not ends or self._in_item):
                yield self._end_piece(is_whole=ends or not self._in_item)
            self._in_item = not ends
        self._keep_markup(text[start:])

    def _keep_markup(self, text: str) -> None:
        if text:
            self._parts.append(mend_markup(text, self._line, self._record))
            self._line += text.count("\n")

    def _end_piece(self, *, is_whole: bool) -> Piece:
        piece = Piece(
            line=self._piece_line, text="".join(self._parts), is_item=self._in_item, is_whole=is_whole
        )
        self._parts, self._piece_line = [], self._line
        return piece

    def _open_cdata(self) -> None:
        """Begin a CDATA section; one that follows another at once belongs to the same element."""
        self._in_cdata, self._is_left_open = True, False
        self._parts.append(_CDATA)
        if self._markup:
            opened = _OPENED.fullmatch(self._markup, max(self._markup.rfind("<"), 0))
            self._element, self._markup = opened[1] if opened else "", ""

    def _read_cdata(self, position: int, *, at_end: bool) -> int:
        """Keep what is sure to be in the section; the position behind it."""
        found = position - 1
        while (found := self.buffer.find(_END, found + 1)) >= 0:
            ends = self._judge_end(position, found, at_end=at_end)
            if ends is None:
                return position
            if ends:
                self._keep_cdata(self.buffer[position:found])
                self._parts.append(_END)
                self._in_cdata = False
                return found + len(_END)
            self._record("cdata-ends", self._line + self.buffer.count("\n", position, found), 1)
            self._keep_cdata(f"{self.buffer[position:found]}]]]]><![CDATA[>")
            position = found + len(_END)
        held = 0 if at_end else len(self._element) + len(_END)
        end = max(position, len(self.buffer) - held)
        self._is_left_open |= self._swallows(position, len(self.buffer))
        self._keep_cdata(self.buffer[position:end])
        return end

    def _keep_cdata(self, text: str) -> None:
        if text:
            self._parts.append(clean_references(text, self._line, self._record))
            self._line += text.count("\n")

    def _swallows(self, start: int, end: int) -> bool:
        """Whether a part of the buffer has tags that no text has, or the end of the element."""
        closes = bool(self._element) and self.buffer.find(f"</{self._element}", start, end) >= 0
        return closes or bool(_SWALLOWED.search(self.buffer, start, end))

    def _judge_end(self, start: int, found: int, *, at_end: bool) -> bool | None:
        """Whether `]]>` is the end of the section, and not part of its text; None if that cannot be told yet.

        WordPress of old did not split it in a text, such as a script's. Then the real end stands just before
        the element's closing tag.
        """
        after = found + len(_END)
        if not self._element or self.buffer.startswith(_CDATA, after):
            return True
        closing = self.buffer.find(f"</{self._element}", after)
        if closing < 0:
            return True if at_end or len(self.buffer) - found > _LONGEST else None
        between = self.buffer[after:closing]
        if not between.strip():
            return True
        return (
            self._is_left_open
            or not between.rstrip().endswith(_END)
            or self._swallows(start, found)
            or bool(_SWALLOWED.search(between))
        )
