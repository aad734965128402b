"""Reads one file of an export."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from xml.parsers.expat import ErrorString

from pelican.plugins.comments.importing.errors import ExportError

from .channels import read_channel
from .cleaning import clean_characters
from .decoding import read_chunks
from .documents import Fault, Head, find_channel, find_fault_outside, read_head
from .elements import MisplacedError, ParseError, list_children, parse_with_any_prefix
from .items import read_item
from .masking import mask_line, show_context
from .models import Channel, Cut, Item, Repair
from .scalars import decode_text
from .sources import Source
from .splitting import Piece, split_pieces

_TITLE = re.compile(r"<title>\s*(?:<!\[CDATA\[)?(.{1,500}?)(?:\]\]>|</)", re.DOTALL)
_LONGEST_TITLE = 120
_INNER = re.compile(r"<item(?=[\s>])")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadItem:
    """An item, with its title in one line of text, and what it was read from."""

    item: Item
    title: str
    text: str


class FileReader:
    """Reads the channel or the items of one file; what it mended and cut can then be taken from it."""

    def __init__(self, source: Source, *, recover: bool) -> None:
        """Read this file; with `recover`, leave out what cannot be read."""
        self._source, self._recover, self._file = source, recover, source.label
        self._records: list[tuple[str, int, int]] = []
        self._repairs: list[Repair] = []
        self._cuts: list[Cut] = []

    def take_repairs(self) -> list[Repair]:
        """What was mended since the last call."""
        taken, self._repairs = self._repairs, []
        return taken

    def take_cuts(self) -> list[Cut]:
        """What was cut since the last call."""
        taken, self._cuts = self._cuts, []
        return taken

    def read_channel(self) -> Channel:
        """What the file says of the site; nothing if its beginning is broken and is to be left out."""
        start = list(islice(self._split(), 2))
        head = read_head(start, self._file, self._record)
        found = find_channel(start[0], head, is_all=len(start) == 1)
        if isinstance(found, Fault):
            self._refuse(found, "", start[0])
            return Channel()
        try:
            return read_channel(found)
        except MisplacedError as error:
            self._refuse(Fault(reason=str(error), line=1), "", start[0])
            return Channel()

    def read_items(self) -> Iterator[ReadItem]:
        """The items, one after the other."""
        pieces = self._split()
        start = list(islice(pieces, 2))
        head = read_head(start, self._file, self._record)
        outside: list[Piece] = []
        for piece in chain(start, pieces):
            if piece.is_item:
                yield from self._read_whole(piece, head)
            elif piece.text.strip():
                outside.append(piece)
        self._report("", None)
        if fault := find_fault_outside(outside, head):
            near = next((piece for piece in reversed(outside) if piece.line <= fault.line), outside[-1])
            self._refuse(fault, "", near)

    def _split(self) -> Iterator[Piece]:
        chunks = read_chunks(self._source, self._record)
        return split_pieces(clean_characters(chunks, self._record), self._record)

    def _record(self, what: str, line: int, count: int) -> None:
        self._records.append((what, line, count))

    def _read_whole(self, piece: Piece, head: Head) -> Iterator[ReadItem]:
        """The item of a piece; if it is broken, those that are whole within it."""
        self._report("", piece.line)
        queue = deque([piece])
        while queue:
            part = queue.popleft()
            try:
                read = self._parse(part, head)
            except (ParseError, MisplacedError) as error:
                self._refuse_item(part, error)
                queue.extend(_list_inner(part))
                continue
            if part is piece or read.item.type:  # a text may quote an item, which is none
                self._report(read.title, part.line + part.text.count("\n") + 1)
                yield read

    def _parse(self, piece: Piece, head: Head) -> ReadItem:
        known = {*head.prefixes}
        element = parse_with_any_prefix(piece.text, head.prefixes)
        if new := {*head.prefixes} - known:
            self._record("undeclared-prefixes", piece.line, len(new))
        (child,) = (child for _, name, child in list_children(element) if name == "item")
        item, renamed = read_item(child, self._file, piece.line)
        if renamed:
            self._record("comment-ids", piece.line, renamed)
        return ReadItem(item=item, title=name_item(item), text=piece.text)

    def _report(self, title: str, end: int | None) -> None:
        """Make repairs of what was recorded before the line `end`."""
        now = [record for record in self._records if end is None or record[1] < end]
        if not now:
            return
        self._records = [record for record in self._records if not (end is None or record[1] < end)]
        for what in dict.fromkeys(what for what, _, _ in now):
            lines = [(line, count) for code, line, count in now if code == what]
            total = sum(count for _, count in lines)
            self._repairs.append(
                Repair(file=self._file, line=min(lines)[0], item=title, what=what, count=total)
            )

    def _refuse_item(self, piece: Piece, error: ParseError | MisplacedError) -> None:
        line, column = error.position if isinstance(error, ParseError) else (1, 0)
        reason = ErrorString(error.code) if isinstance(error, ParseError) else str(error)
        reason = reason if piece.is_whole else "it ends in the middle"
        place = piece.line + (line - 1 if piece.is_whole else piece.text.count("\n"))
        self._refuse(Fault(reason=reason, line=place, column=column), _find_title(piece.text), piece)

    def _refuse(self, fault: Fault, title: str, piece: Piece) -> None:
        """Raise the error of a fault, or list what it costs."""
        last = piece.line + piece.text.count("\n")
        line = fault.line or last
        if self._recover:
            self._cuts.append(Cut(file=self._file, line=piece.line, title=title, reason=fault.reason))
            return
        what = f"the item “{title}” is" if title else "it is"
        raise ExportError(
            "broken",
            self._file,
            f"{what} not well-formed XML: {fault.reason}.\n"
            f"{show_context(piece.text, line, piece.line, fault.column)}\n"
            "Export again, or correct that place in a text editor; --recover leaves out what cannot be read.",
            line,
        )


def name_item(item: Item) -> str:
    """The title of an item in one line of text, else its slug or id; no address is in it.

    Of an item that is not for the public, its type and id: reports are.
    """
    if item.password or item.status == "private":
        return f"{item.type} {item.id or ''}".strip()
    name = decode_text(item.title) or item.slug or (str(item.id) if item.id else "")
    return mask_line(name[:_LONGEST_TITLE])


def _find_title(text: str) -> str:
    title = _TITLE.search(text)
    return mask_line(decode_text(title[1])[:_LONGEST_TITLE]) if title else ""


def _list_inner(piece: Piece) -> Iterator[Piece]:
    """The items that begin within a broken one, such as behind a CDATA section that has no end."""
    inner = _INNER.search(piece.text, 1)
    if inner is None:
        return
    line = piece.line + piece.text.count("\n", 0, inner.start())
    for part in split_pieces([piece.text[inner.start() :]], lambda *_: None):
        if part.is_item:
            yield replace(part, line=line + part.line - 1)
