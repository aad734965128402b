"""The rules applied to the text of HTML, whatever tags stand between its letters.

The HTML consists of cells: tags, entities, single characters. Each visible cell contributes one character to
a plain text; the rules run on that, and their edits replace cells. Cells that no rule touches are the source,
byte for byte.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import unescape
from itertools import pairwise

from markupsafe import Markup
from pelican_toolkit.html import COMMENT, END, RAW, START, TEXT, VOID, Kind, read_attributes, read_tokens

from .rules import find_edits, is_french
from .signs import BREAK, NARROW_NO_BREAK_SPACE, NO_BREAK_SPACE, OBJECT

UNTOUCHED = frozenset({"code", "kbd", "math", "pre", "samp", "svg", "tt", "var"})
# Tags that do not interrupt a sentence. Any other tag, known or not, begins a new block.
# fmt: off
INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "data", "del", "dfn", "em", "font", "i", "ins",
    "label", "mark", "q", "rp", "rt", "ruby", "s", "small", "span", "strike", "strong", "sub", "sup",
    "time", "u", "wbr",
})
# fmt: on
OBJECTS = frozenset({"embed", "img", "input"})
_ENTITY = re.compile(r"(&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});)", re.IGNORECASE)
_MAY_BE_FOREIGN = re.compile("lang|translate", re.IGNORECASE)


def typeset(html: str, lang: str) -> str:
    """The HTML with its text in French typography if `lang` is French, else as it is."""
    if not is_french(lang):
        return html
    text, find_cell = _read_cells(html)
    pieces: list[str] = []
    done = 0  # how much of the HTML is in the pieces
    for edit in find_edits(text):
        cells = [find_cell(place) for place in range(edit.start, edit.end)]
        if edit.replacement.strip() and any(one.stop != two.start for one, two in pairwise(cells)):
            continue  # three dots with a tag between them: one would leave its element
        start = find_cell(edit.start).start
        pieces += html[done:start], edit.replacement
        done = start
        for cell in cells:
            pieces.append(html[done : cell.start])
            done = cell.stop
    return "".join((*pieces, html[done:]))


@lru_cache(maxsize=4096)  # a summary is in many lists
def strip_tags(html: str) -> str:
    """The text of the HTML, unescaped and on one line; unlike in Jinja's striptags, no-break spaces stay."""
    kept = html.replace(NO_BREAK_SPACE, "&nbsp;").replace(NARROW_NO_BREAK_SPACE, "&#8239;")
    return Markup(kept).striptags()  # noqa: S704  # the result is text; entities are read last


def _read_cells(html: str) -> tuple[str, Callable[[int], slice]]:
    """The text that the HTML shows, and a function that finds the cell of each of its characters."""
    shown: list[str] = []
    starts: list[int] = []  # of each piece that shows something: where it is in the text,
    sources: list[int] = []  # where it is in the HTML,
    widths: list[int] = []  # and how long each of its cells is
    start = place = 0
    for source, characters in _read_pieces(html):
        if characters:
            shown.append(characters)
            starts.append(start)
            sources.append(place)
            widths.append(len(source) // len(characters))
            start += len(characters)
        place += len(source)

    def find_cell(character: int) -> slice:
        number = bisect_right(starts, character) - 1
        cell = sources[number] + character - starts[number]
        return slice(cell, cell + widths[number])

    return "".join(shown), find_cell


def _read_pieces(html: str) -> Iterator[tuple[str, str]]:
    """Each piece of the source with the text it shows: nothing, one character, or the source itself."""
    untouched: list[str] = []  # the open element to leave alone, and those with its name inside it
    for kind, name, source in read_tokens(html):
        if untouched:
            if name == untouched[0]:
                untouched.pop() if kind is END else untouched.append(name)
            yield source, OBJECT
        elif kind is TEXT:
            yield from _read_text(source)
        elif kind is START and _is_untouched(name, source):
            untouched.append(name)
            yield source, OBJECT
        else:
            yield source, _read_tag(kind, name)


def _is_untouched(name: str, tag: str) -> bool:
    """Whether the start tag opens an element whose content is not French prose."""
    if name in VOID:
        return False
    return (name in UNTOUCHED and not tag.endswith("/>")) or _is_foreign(tag)


def _is_foreign(tag: str) -> bool:
    """Whether the tag says that its content is in another language, or not to be translated."""
    if not _MAY_BE_FOREIGN.search(tag):
        return False
    attributes = read_attributes(tag)
    lang = attributes.get("lang", "").strip()
    return attributes.get("translate", "").strip().lower() == "no" or (lang != "" and not is_french(lang))


def _read_tag(kind: Kind, name: str) -> str:
    """The text that a tag, a comment or a raw element stands for."""
    if kind is COMMENT or name in INLINE:
        return ""
    return OBJECT if kind is RAW or name in OBJECTS else BREAK


def _read_text(source: str) -> Iterator[tuple[str, str]]:
    """The pieces of a text: each entity that is one character, and what is between them."""
    if "&" not in source:
        yield source, source
        return
    for number, piece in enumerate(_ENTITY.split(source)):
        if number % 2:
            character = unescape(piece)
            yield piece, character if len(character) == 1 else piece
        elif piece:
            yield piece, piece
