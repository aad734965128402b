"""The rules applied to the text of HTML, whatever tags stand between its letters.

The HTML is cut into cells: a tag, an entity, a character. The cells that a reader sees as text give one
character each to a plain text; the rules are run on it and their edits written back into the cells.
Concatenated, the cells that no rule has touched are the source, byte for byte.
"""

import re
from collections.abc import Iterator
from html import unescape

from markupsafe import Markup
from pelican_toolkit.html import VOID, Kind, read_tokens

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
FOREIGN = re.compile(r"""\s(?:translate\s*=\s*["']?no\b|lang\s*=\s*["']?(?!fr\b)[a-z])""", re.IGNORECASE)


def typeset(html: str, lang: str) -> str:
    """The HTML with its text in French typography if `lang` is French, else as it is."""
    if not is_french(lang):
        return html
    cells, places, text = _cut_into_cells(html)
    # Backwards, so that an insertion before a sign follows the replacement of the sign itself.
    for edit in reversed(list(find_edits(text))):
        first = places[edit.start]
        if edit.replacement.strip() and places[edit.end - 1] - first >= edit.end - edit.start:
            continue  # three dots, of which a tag parts one: it would leave its element
        if edit.start == edit.end:
            cells[first] = edit.replacement + cells[first]
            continue
        cells[first] = edit.replacement
        for place in places[edit.start + 1 : edit.end]:
            cells[place] = ""
    return "".join(cells)


def strip_tags(html: str) -> str:
    """The text of the HTML, unescaped and on one line, with its unbreakable spaces.

    The filter of a theme that sets summaries as text: Jinja's own striptags makes those spaces ordinary.
    """
    kept = html.replace(NO_BREAK_SPACE, "&nbsp;").replace(NARROW_NO_BREAK_SPACE, "&#8239;")
    return Markup(kept).striptags()  # noqa: S704  # nothing is printed from here; entities are read last


def _cut_into_cells(html: str) -> tuple[list[str], list[int], str]:
    """The cells, the text that they show, and for each of its characters the number of its cell."""
    cells: list[str] = []
    places: list[int] = []
    text: list[str] = []
    for source, shown in _read_pieces(html):
        places += range(len(cells), len(cells) + len(shown))
        cells += source if source == shown else [source]
        text.append(shown)
    return cells, places, "".join(text)


def _read_pieces(html: str) -> Iterator[tuple[str, str]]:
    """Each piece of the source with the text that it shows: none, one character, or the source itself."""
    untouched: list[str] = []  # the open elements to leave alone: the outermost, and those of its name inside
    for kind, name, source in read_tokens(html):
        if untouched:
            if name == untouched[0]:
                untouched.pop() if kind is Kind.END else untouched.append(name)
            yield source, OBJECT
        elif kind is Kind.TEXT:
            yield from _read_text(source)
        elif kind is Kind.START and _is_untouched(name, source):
            untouched.append(name)
            yield source, OBJECT
        else:
            yield source, _read_tag(kind, name)


def _is_untouched(name: str, tag: str) -> bool:
    """Whether the start tag is of an element whose content is not French prose."""
    if name in VOID:
        return False
    return (name in UNTOUCHED and not tag.endswith("/>")) or FOREIGN.search(tag) is not None


def _read_tag(kind: Kind, name: str) -> str:
    """The text that a tag, a comment or a raw element stands for."""
    if kind is Kind.COMMENT or name in INLINE:
        return ""
    return OBJECT if kind is Kind.RAW or name in OBJECTS else BREAK


def _read_text(source: str) -> Iterator[tuple[str, str]]:
    """The pieces of a text: its entities that are one character each, and what is between them."""
    for number, piece in enumerate(_ENTITY.split(source)):
        if number % 2:
            character = unescape(piece)
            yield piece, character if len(character) == 1 else piece
        elif piece:
            yield piece, piece
