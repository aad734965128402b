"""Markdown of parts of sentences, and how it is to be written."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from urllib.parse import quote

from .elements import PHRASES, Element, Node, serialize
from .escaping import Escaper

_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "s": "~~", "strike": "~~", "del": "~~"}
_KEPT_ATTRIBUTES = ("title", "lang", "dir", "cite", "datetime", "id")
_SMALL = 200
"""Pixels; a picture that is shown smaller keeps its width, since the file may be larger."""


class NoMarkdownError(Exception):
    """Markdown has nothing for an element."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How Markdown is written, and where in it we are."""

    escaper: Escaper
    hard_break: str
    tags: frozenset[str]
    """Elements that may stand in a sentence as HTML."""
    anchors: Collection[str] = ()
    """Ids that links in the text lead to."""
    escapes_every: bool = False
    writes_tags: bool = False
    """Whether emphasis is written as HTML."""
    in_link: bool = False
    in_cell: bool = False
    in_heading: bool = False
    in_strong: bool = False
    fences_nest: bool = True
    """Whether code in a list may be fenced; otherwise it is indented."""
    in_item: bool = False


def write_inline(nodes: Iterable[Node], style: Style) -> str:
    """The Markdown of a part of a sentence; each break is a newline."""
    pieces: list[str] = []
    for node, following in pairwise((*nodes, "")):
        if isinstance(node, Element):
            pieces.append(_write_phrase(node, style))
        else:
            pieces.append(_write_text(node, style, following))
    return re.sub("(?<= ) +", "", "".join(pieces))


def _write_text(text: str, style: Style, following: Node) -> str:
    collapsed = re.sub(r"[ \t\r\n\f]+", " ", text)
    written = style.escaper.escape_text(
        collapsed, every=style.escapes_every, in_link=style.in_link, in_cell=style.in_cell
    )
    if isinstance(following, Element) and following.name in {"a", "img"} and re.search(r"(?<!\\)!$", written):
        written = f"{written[:-1]}\\!"
    return written


def _write_phrase(element: Element, style: Style) -> str:
    name = element.name
    writers = {
        "a": _write_link,
        "img": write_picture,
        "br": _write_break,
        "code": _write_code,
        "tt": _write_code,
    }
    if not style.writes_tags:
        writers |= dict.fromkeys(_MARKS, _write_emphasis)
    if name in writers:
        return writers[name](element, style)
    if _is_tag(element, style):
        return _write_tag(element, style)
    if name in PHRASES and name not in _MARKS:
        return write_inline(element.children, style)
    raise NoMarkdownError(name)


def _is_tag(element: Element, style: Style) -> bool:
    """Whether an element has to be HTML, and may be."""
    is_meant = element.name == "span" and {"lang", "dir"} & element.attributes.keys()
    return element.name in style.tags or (bool(style.tags) and (element.name in _MARKS or bool(is_meant)))


def _write_break(_element: Element, style: Style) -> str:
    if (style.in_cell or style.in_heading) and not style.tags:
        raise NoMarkdownError("br")
    return "<br>" if style.in_cell or style.in_heading else "\n"


def _write_emphasis(element: Element, style: Style) -> str:
    mark = _MARKS[element.name]
    is_strong = mark == "**"
    inner = write_inline(element.children, replace(style, in_strong=style.in_strong or is_strong))
    before, text, after = _cut_blanks(inner)
    if mark == "*" and style.in_strong:  # `**a *b***` is unclear
        mark = "_"
    return f"{before}{mark}{text}{mark}{after}" if text else before or after


def _cut_blanks(text: str) -> tuple[str, str, str]:
    """The blanks at both ends, which must be outside of marks, and what is between them."""
    inner = text.strip(" \n")
    start = len(text) - len(text.lstrip(" \n"))
    return text[:start], inner, text[start + len(inner) :] if inner else ""


def _write_code(element: Element, style: Style) -> str:
    if not all(isinstance(child, str) for child in element.children):
        return _write_tag(element, style)
    text = "".join(map(str, element.children))
    before, code, after = _cut_blanks(re.sub(r"[ \t\r\n\f]+", " ", text))
    if not code:
        return before or after
    if style.in_cell and "|" in code:
        raise NoMarkdownError("code")
    runs = {len(run) for run in re.findall("`+", code)}
    mark = "`" * next(length for length in range(1, len(runs) + 2) if length not in runs)
    space = " " if "`" in (code[0], code[-1]) else ""
    return f"{before}{mark}{space}{code}{space}{mark}{after}"


def _write_tag(element: Element, style: Style) -> str:
    note = element.attributes.get("id", "")
    if element.name == "sup" and note.startswith("fnref:"):
        return f"[^{note.removeprefix('fnref:')}]"
    kept = {key: element.attributes[key] for key in _KEPT_ATTRIBUTES if element.attributes.get(key)}
    start = serialize([Element(element.name, kept)]).removesuffix(f"</{element.name}>")
    return f"{start}{write_inline(element.children, style)}</{element.name}>"


def _write_link(element: Element, style: Style) -> str:
    name = element.attributes.get("id") or element.attributes.get("name") or ""
    is_target = bool(name) and name in style.anchors
    if "href" not in element.attributes:
        place = serialize([Element("a", {"id": name})]) if is_target else ""
        return place + write_inline(element.children, style)
    inner = write_inline(element.children, replace(style, in_link=True))
    address = element.attributes["href"].strip()
    own = f"{{#{name}}}" if is_target and re.fullmatch(r"[\w-]+", name) else ""
    words = "".join(child for child in element.children if isinstance(child, str))
    is_bare = len(element.children) == 1 and words.strip() == address and not own and not style.escapes_every
    if is_bare and re.fullmatch(r"https?://[^\s<>]+", address):
        return f"<{address}>"
    return write_around(element, inner) + own


def write_around(element: Element, inner: str) -> str:
    """A link around Markdown."""
    before, text, after = _cut_blanks(inner)
    title = " ".join(element.attributes.get("title", "").split())
    address = element.attributes["href"].strip()
    own = _write_title("" if title in {text, address} else title)
    return f"{before}[{text}]({_write_address(address)}{own}){after}"


def _write_title(title: str) -> str:
    if not title:
        return ""
    return f" '{title}'" if '"' in title and "'" not in title else f' "{title.replace(chr(34), "&quot;")}"'


def _write_address(address: str) -> str:
    """The address, with what would end it written otherwise."""
    written = re.sub(r"[\s<>\"'\\]", lambda found: quote(found[0]), address)
    depth = 0
    for sign in written:
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            break
    return re.sub("[()]", lambda found: quote(found[0], safe=""), written) if depth else written


def write_picture(element: Element, style: Style, caption: str = "") -> str:
    """A picture. Where it stands alone, its title becomes its caption, so no other title is kept."""
    if not element.attributes.get("src"):
        raise NoMarkdownError("img")
    alt = " ".join(element.attributes.get("alt", "").split())
    words = re.sub(r"[\[\]\\`]", r"\\\g<0>", alt)
    if style.in_cell:
        words = words.replace("|", r"\|")
    width = element.attributes.get("width", "")
    is_small = re.fullmatch("[1-9][0-9]{0,2}", width) and int(width) < _SMALL
    own = f"{{width={width}}}" if is_small and style.tags else ""
    return f"![{words}]({_write_address(element.attributes['src'].strip())}{_write_title(caption)}){own}"
