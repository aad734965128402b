"""HTML to Markdown that is rendered as the same again: a block for which that fails stays HTML."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote

from pelican.plugins.comments.markup import render_markdown

from .comparison import Difference, Reading, compare_readings, read_html
from .elements import BLOCKS, MORE, Element, serialize
from .escaping import Escaper
from .parsing import parse_html
from .phrases import NoMarkdownError, Style
from .writing import is_notes, split_blocks, write_block

_RAW = (BLOCKS - {"body", "caption", "col", "dir", "html"}) | {
    "iframe",
    "noscript",
    "object",
    "script",
    "style",
    "video",
}
"""Elements that Python-Markdown leaves alone where they begin a block."""
_DRAWN = {"svg", "math"}
_SEPARATOR = "<!-- -->"
"""Between two lists or quotations, which would otherwise be one."""
_MERGED = ({"ul", "ol", "menu", "dir", "dl"}, {"blockquote"})
_FENCE = re.compile(r"^([ ]*)([`~])(?=\2\2)", re.MULTILINE)
"""Python-Markdown looks for fences of code before it looks for HTML."""
_CALL = re.compile(r"(?<!\\)\[\^([\w-]+)\](?!:)")
_LONGEST = 60_000
_MOST_BRACKETS = 200
"""In a line. Parsers of Markdown take time that grows with the square of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """One kind of Markdown: how it is rendered, and what it knows."""

    render: Callable[[str], str]
    """The HTML of a text; a ValueError says that it cannot be rendered."""
    escaper: Escaper
    hard_break: str
    tags: frozenset[str] = frozenset()
    """Elements that may stand in a sentence as HTML."""
    fences_nest: bool = True
    """Whether code in a list may be fenced."""
    keeps_html: bool = True
    """Whether a block may be HTML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """A text as Markdown."""

    markdown: str
    blocks: int
    """How many blocks the text has."""
    kept: tuple[str, ...]
    """Those that stayed HTML."""
    difference: Difference | None = None
    """What is different all the same; there is no Markdown then if the dialect knows no HTML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A block, and what is written for it."""

    block: Element
    text: str
    is_html: bool


def convert_html(html: str, *, dialect: Dialect, keeps_all: bool = False) -> Conversion:
    """The HTML as Markdown that says the same when rendered: words, links, media and their shape.

    With `keeps_all`, every block stays HTML.
    """
    root = parse_html(html)
    anchors = _list_targets(root)
    blocks = [block for block in split_blocks(root.children) if not _is_empty(block, anchors)]
    convert = _keep_block if keeps_all else _convert_block
    pieces = [convert(block, dialect, anchors) for block in blocks]
    expected = read_html(root, anchors=anchors)
    for attempt in _list_attempts(pieces, root, dialect, anchors):
        text = _join_pieces(attempt)
        difference = _check(expected, text, dialect, anchors)
        if difference is None or not dialect.keeps_html:
            break
    is_lost = difference is not None and not dialect.keeps_html
    kept = tuple(serialize([piece.block]) for piece in attempt if piece.is_html)
    return Conversion(markdown="" if is_lost else text, blocks=len(blocks), kept=kept, difference=difference)


def build_comment_dialect() -> Dialect:
    """The Markdown of comments, in which HTML does not work and a line break is a break."""
    return Dialect(
        render=lambda text: str(render_markdown(text)),
        escaper=Escaper(
            escapable=frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
            line_start=re.compile(
                r"\d{1,9}(?=[.)](?:\s|$))|(?=[-+*](?:\s|$)|#{1,6}(?:\s|$)|>|~~~|\||-[-\s]*$)"
            ),
            line_sign=re.compile(r"(?!)"),
        ),
        hard_break="\n",
        keeps_html=False,
    )


def _list_targets(root: Element) -> frozenset[str]:
    """The ids that links of the text lead to."""
    addresses = (element.attributes.get("href", "") for element in root.walk() if element.name == "a")
    return frozenset(unquote(address[1:]) for address in addresses if address.startswith("#"))


def _is_empty(block: Element, anchors: frozenset[str]) -> bool:
    if block.name == MORE:
        return False
    reading = read_html(Element("#root", {}, [block]), anchors=anchors)
    is_bare = all(part[0] in {"edge", "br"} for part in reading.shape)
    is_bare = is_bare and not any(element.name in _DRAWN for element in block.walk())
    return is_bare and not (reading.text or reading.links or reading.media)


def _convert_block(block: Element, dialect: Dialect, anchors: frozenset[str]) -> _Piece:
    """The block in the first of several styles that is rendered as the same."""
    expected = read_html(Element("#root", {}, [block]), anchors=anchors, notes=False)
    if len(expected.text) <= _LONGEST:
        for style in _list_styles(dialect, anchors):
            try:
                text = write_block(block, style)
            except NoMarkdownError:
                break
            is_cheap = all(line.count("[") <= _MOST_BRACKETS for line in text.split("\n"))
            if is_cheap and (is_notes(block) or _check_part(expected, text, dialect, anchors) is None):
                return _Piece(block=block, text=text, is_html=False)
    return _keep_block(block, dialect, anchors)


def _list_styles(dialect: Dialect, anchors: frozenset[str]) -> Iterator[Style]:
    """The styles to try, from the one that reads best to the one that is surest."""
    style = Style(
        escaper=dialect.escaper,
        hard_break=dialect.hard_break,
        tags=dialect.tags,
        anchors=anchors,
        fences_nest=dialect.fences_nest,
    )
    yield style
    yield replace(style, escapes_every=True)
    if dialect.tags:
        yield replace(style, writes_tags=True)
        yield replace(style, escapes_every=True, writes_tags=True)


def _check_part(expected: Reading, text: str, dialect: Dialect, anchors: frozenset[str]) -> Difference | None:
    """The same for a part of the whole, whose footnotes are elsewhere: without them, calls would be words."""
    notes = "".join(f"\n\n[^{label}]: ." for label in _CALL.findall(text))
    return _check(expected, text + notes, dialect, anchors, notes=False)


def _check(
    expected: Reading, text: str, dialect: Dialect, anchors: frozenset[str], *, notes: bool = True
) -> Difference | None:
    """How the Markdown, rendered, differs from what it should say."""
    try:
        html = dialect.render(text)
    except ValueError as problem:
        return Difference(kind="structure", expected="", found=str(problem))
    return compare_readings(expected, read_html(html, anchors=anchors, notes=notes))


def _keep_block(block: Element, _dialect: Dialect, _anchors: frozenset[str]) -> _Piece:
    return _Piece(block=block, text=_write_raw(block), is_html=True)


def _write_raw(block: Element) -> str:
    html = _FENCE.sub(lambda found: f"{found[1]}&#{ord(found[2])};", serialize([block]))
    return html if block.name in _RAW or block.name == MORE else f"<div>{html}</div>"


def _list_attempts(
    pieces: Sequence[_Piece], root: Element, dialect: Dialect, anchors: frozenset[str]
) -> Iterator[Sequence[_Piece]]:
    """Ways to write the whole, until one is rendered as the same: neighbours rarely change each other."""
    yield pieces
    yield [*_part_neighbours(pieces, dialect, anchors)]
    yield [_keep_block(piece.block, dialect, anchors) for piece in pieces]
    yield [_keep_block(Element("div", {}, root.children), dialect, anchors)]


def _part_neighbours(pieces: Sequence[_Piece], dialect: Dialect, anchors: frozenset[str]) -> Iterator[_Piece]:
    """The pieces, with those as HTML that are something else below the one before."""
    before: _Piece | None = None
    for piece in pieces:
        kept = piece
        if before:
            pair = Element("#root", {}, [before.block, piece.block])
            text = _join_pieces([before, piece])
            if _check_part(read_html(pair, anchors=anchors, notes=False), text, dialect, anchors):
                kept = _keep_block(piece.block, dialect, anchors)
        yield kept
        before = kept


def _join_pieces(pieces: Sequence[_Piece]) -> str:
    lines: list[str] = []
    for before, piece in zip([None, *pieces], pieces, strict=False):
        if before and any({before.block.name, piece.block.name} <= names for names in _MERGED):
            lines.append(_SEPARATOR)
        lines.append(piece.text)
    return "\n\n".join(lines)
