"""Code and tables that are wider than a phone: boxes that scroll, also by keyboard.

Code scrolls in its `<pre>`. A table keeps its own layout, without which screen readers do not announce it as
a table, and gets a box around it. The box takes the focus, so it needs a name: the caption of a table in
HTML; Markdown has no captions. It is a group and not a region, which would add a landmark for each table.
"""

import re
from xml.etree.ElementTree import Element

from markupsafe import Markup
from pelican_toolkit.html import Kind, Token, read_attributes, read_tokens, strip_markup

ALIGNMENTS = {"right": "align-right", "center": "align-center"}
_BOX = {"class": "table-scroll", "role": "group", "tabindex": "0"}
_RAW_BOX = Markup('<div aria-label="{}" class="table-scroll" role="group" tabindex="0">{}</div>')
_STYLE = re.compile(r"text-align: (\w+);")


def focus_code(root: Element) -> None:
    """Every `<pre>` of the tree takes the focus."""
    for block in root.iter("pre"):
        block.set("tabindex", "0")


def focus_raw_code(html: str) -> str:
    """The raw HTML, focusable if it begins with `<pre>`, also in a `<div>`; else as it is."""
    place = 0
    for token in read_tokens(html):
        if token.name == "pre" and "tabindex" not in read_attributes(token.source):
            place += len("<pre")
            return f'{html[:place]} tabindex="0"{html[place:]}'
        if token.name != "div" and token.source.strip():
            break
        place += len(token.source)
    return html


def wrap_tables(root: Element, name: str) -> None:
    """Every table of the tree is in a box that scrolls, its columns aligned by classes.

    Python-Markdown aligns them by styles, which a Content Security Policy may forbid, or by the attribute
    `align`, which HTML forbids.
    """
    for parent in list(root.iter()):
        for place, child in enumerate(parent):
            if child.tag == "table":
                parent[place] = _wrap_table(child, name)
                _align_cells(child)


def wrap_raw_table(html: str, name: str) -> str:
    """The raw HTML in a box named by its caption, else by `name`, if it is nothing but a table."""
    first = next((token for token in read_tokens(html) if token.source.strip()), None)
    if first is None or first.kind is not Kind.START or first.name != "table":
        return html
    tokens = [token for token in read_tokens(html) if token.source.strip()]
    if not _is_one_element(tokens):
        return html
    return str(_RAW_BOX.format(_read_caption(tokens) or name, Markup(html)))  # noqa: S704  # the writer's own


def _is_one_element(tokens: list[Token]) -> bool:
    """Whether the element that begins with the first token ends with the last."""
    depth = 0
    for token in tokens[:-1]:
        if token.name == tokens[0].name:
            depth += 1 if token.kind is Kind.START else -1
        if not depth:
            return False
    return depth == 1 and tokens[-1].kind is Kind.END and tokens[-1].name == tokens[0].name


def _read_caption(tokens: list[Token]) -> str:
    edges = [place for place, token in enumerate(tokens) if token.name == "caption"][:2]
    return strip_markup("".join(token.source for token in tokens[slice(*edges)])) if edges else ""


def _wrap_table(table: Element, name: str) -> Element:
    box = Element("div", {"aria-label": name, **_BOX})
    box.append(table)
    box.tail, table.tail = table.tail, "\n"
    return box


def _align_cells(table: Element) -> None:
    for cell in table.iter():
        style = _STYLE.fullmatch(cell.get("style", ""))
        if style:
            del cell.attrib["style"]
        alignment = style[1] if style else cell.attrib.pop("align", "")
        if alignment in ALIGNMENTS:
            cell.set("class", f"{cell.get('class', '')} {ALIGNMENTS[alignment]}".strip())
