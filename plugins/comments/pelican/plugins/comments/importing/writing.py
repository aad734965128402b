"""Markdown of a tree of HTML. Whether it is rendered as the same is checked elsewhere."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from .comparison import read_code
from .elements import MORE, PHRASES, Element, Node, serialize
from .figures import is_gallery, is_picture, write_figure
from .phrases import NoMarkdownError, Style, write_inline
from .tables import write_table

_GROUPS = frozenset(
    {
        "article",
        "aside",
        "body",
        "center",
        "div",
        "footer",
        "header",
        "hgroup",
        "html",
        "main",
        "nav",
        "section",
    },
)
"""Blocks that only hold others."""
_LISTS = {"ul", "ol", "menu", "dir"}
_INDENT = "    "
_LANGUAGE = re.compile(r"(?:^|\s)(?:language-|lang-|lang:\s*|brush:\s*)([\w+#-]+)")


def split_blocks(nodes: Sequence[Node]) -> Iterator[Element]:
    """The blocks, those in groups too; what stands between them as paragraphs."""
    for is_inline, run in groupby(nodes, _is_inline):
        if is_inline:
            yield Element("p", {}, [*run])
            continue
        for block in run:
            if isinstance(block, Element) and _is_group(block):
                yield from split_blocks(block.children)
            elif isinstance(block, Element):
                yield block


def _is_inline(node: Node) -> bool:
    return isinstance(node, str) or node.name in PHRASES or node.name in {"br", "img", "wbr"}


def _is_group(block: Element) -> bool:
    if block.name == "figure":  # as the block editor puts around a table or a player
        return not any(child.name in {"figcaption", "img"} for child in block.walk())
    is_special = {"id", "lang", "dir"} & block.attributes.keys() or is_gallery(block) or is_notes(block)
    return block.name in _GROUPS and not is_special


def is_notes(block: Element) -> bool:
    """Whether a block is what footnotes become."""
    return block.name == "div" and "footnote" in block.attributes.get("class", "").split()


def write_block(block: Element, style: Style) -> str:
    """The Markdown of a block; raises NoMarkdownError if there is none."""
    name = block.name
    if re.fullmatch("h[1-6]", name):
        return _write_heading(block, style)
    if name in _LISTS:
        return _write_list(block, style)
    writers = {
        "p": _write_paragraph,
        "blockquote": _write_quotation,
        "pre": _write_code,
        "table": write_table,
        "dl": _write_definitions,
        "figure": write_figure,
    }
    if name in writers:
        return writers[name](block, style)
    if is_gallery(block):
        return "\n".join(write_figure(part, style) for part in block.children if isinstance(part, Element))
    if is_notes(block):
        return "\n\n".join(map(partial(_write_note, style=style), filter(_is_note, block.walk())))
    if name in {"hr", MORE}:
        return "---" if name == "hr" else serialize([block])
    raise NoMarkdownError(name)


def _write_blocks(nodes: Sequence[Node], style: Style) -> list[str]:
    return [text for block in split_blocks(nodes) if (text := write_block(block, style))]


def _write_paragraph(block: Element, style: Style) -> str:
    parts = [child for child in block.children if not (isinstance(child, str) and not child.strip())]
    pictures = [child for child in parts if isinstance(child, Element) and is_picture(child)]
    if len(pictures) > 1 and len(pictures) == len([part for part in parts if not _is_break(part)]):
        return "\n".join(write_inline([picture], style) for picture in pictures)
    lines = write_inline(block.children, style).split("\n")
    text = _join_lines([style.escaper.escape_line(line.strip(" ")) for line in lines], style)
    return text + _write_id(block, style, "\n{: #%s}") if text else ""


def _is_break(node: Node) -> bool:
    return isinstance(node, Element) and node.name == "br"


def _join_lines(lines: Sequence[str], style: Style) -> str:
    """The lines with breaks between them; an empty line between two, which ends a paragraph in Markdown."""
    paragraphs = "\n".join(lines).strip("\n ").split("\n\n")
    return "\n\n".join(
        style.hard_break.join(part.strip("\n").split("\n")) for part in paragraphs if part.strip()
    )


def _write_id(block: Element, style: Style, form: str) -> str:
    name = block.attributes.get("id", "")
    return form % name if name in style.anchors and re.fullmatch(r"[\w-]+", name) else ""


def _write_heading(block: Element, style: Style) -> str:
    text = write_inline(block.children, replace(style, in_heading=True)).strip(" ")
    text = re.sub(r"(?<!\\)#+$", lambda found: found[0].replace("#", r"\#"), text)
    name = block.attributes.get("id", "")
    is_kept = name in style.anchors or (name and not name.startswith("h-"))
    own = f" {{#{name}}}" if is_kept and re.fullmatch(r"[\w-]+", name) else ""
    return f"{'#' * int(block.name[1])} {text}{own}" if text else ""


def _write_quotation(block: Element, style: Style) -> str:
    lines = "\n\n".join(_write_blocks(block.children, style)).split("\n")
    return "\n".join(f"> {line}" if line else ">" for line in lines) if any(lines) else ""


def _write_list(block: Element, style: Style) -> str:
    items: list[list[str]] = []
    for child in block.children:
        if isinstance(child, Element) and child.name == "li":
            items.append(_write_blocks(child.children, replace(style, in_item=True)))
        elif isinstance(child, Element) or child.strip():
            raise NoMarkdownError(block.name)
    is_ordered = block.name == "ol"
    start = block.attributes.get("start", "")
    first = int(start) if re.fullmatch("[0-9]{1,8}", start) else 1
    marks = [f"{number}." if is_ordered else "-" for number in range(first, first + len(items))]
    written = [_write_item(mark, item) for mark, item in zip(marks, items, strict=True) if item]
    return ("\n" if all(map(_is_tight, items)) else "\n\n").join(written)


def _is_tight(item: Sequence[str]) -> bool:
    """Whether an item is one paragraph, with a list below it at most."""
    return all(re.match(r"- |1\. ", text) and "\n\n" not in text for text in item[1:])


def _write_item(mark: str, item: Sequence[str]) -> str:
    lines = ("\n" if _is_tight(item) else "\n\n").join(item).split("\n")
    below = [f"{_INDENT}{line}" if line else "" for line in lines[1:]]
    return "\n".join((f"{mark} {lines[0]}", *below))


def _write_code(block: Element, style: Style) -> str:
    inner = [element for element in block.walk() if element is not block]
    if any(element.name not in {"code", "br", "span", "tt"} for element in inner) or _is_verse(block):
        raise NoMarkdownError(block.name)
    text = read_code(block)
    if style.in_item and not style.fences_nest:
        return "\n".join(f"{_INDENT}{line}" if line else "" for line in text.split("\n"))
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}{_find_language(block, *inner[:1])}\n{text}\n{fence}" if text else ""


def _is_verse(block: Element) -> bool:
    return "verse" in block.attributes.get("class", "")


def _find_language(*elements: Element) -> str:
    """The language that a block of code says it is in, however a plugin wrote that."""
    for element in elements:
        if found := _LANGUAGE.search(element.attributes.get("class", "")):
            return found[1].lower()
        if element.name == "pre" and re.fullmatch(r"[\w+#-]+", element.attributes.get("lang", "")):
            return element.attributes["lang"].lower()
    return ""


def _write_definitions(block: Element, style: Style) -> str:
    lines: list[str] = []
    for child in block.children:
        if isinstance(child, str):
            continue
        texts = _write_blocks(child.children, style) or [""]
        if child.name == "dt" and len(texts) == 1:
            lines += [""] * bool(lines and lines[-1].startswith((":", _INDENT))) + texts
        elif child.name == "dd" and len(texts) == 1:
            lines.append(_write_item(":  ", texts))
        else:
            raise NoMarkdownError(block.name)
    return "\n".join(lines)


def _is_note(element: Element) -> bool:
    return element.name == "li" and element.attributes.get("id", "").startswith("fn:")


def _write_note(note: Element, style: Style) -> str:
    lines = "\n\n".join(_write_blocks(note.children, style)).split("\n")
    below = [f"{_INDENT}{line}" if line else "" for line in lines[1:]]
    return "\n".join((f"[^{note.attributes['id'].removeprefix('fn:')}]: {lines[0]}", *below))
