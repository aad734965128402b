"""Code and tables that are wider than a phone: boxes that scroll, also by keyboard.

Code scrolls in its `<pre>`. A table keeps its own layout, which is what makes it a table to a screen reader,
in a box around it. The box has a name, since it takes the focus: the caption of a table in HTML; Markdown has
no captions. It is a group and no region, which would be one more landmark for each table (and would have to
have a name of its own).
"""

import re
from xml.etree.ElementTree import Element

from .labels import TABLE

ALIGNMENTS = {"right": "align-right", "center": "align-center"}
_PRE = re.compile(r"(\s*(?:<div class=\"[^\"]*\">)?<pre\b)(?![^>]*\btabindex\b)", re.IGNORECASE)
_TABLE = re.compile(r"\s*<table\b.*</table>\s*", re.IGNORECASE | re.DOTALL)
_CAPTION = re.compile(r"<caption\b[^<>]*>([^<>]*)</caption>", re.IGNORECASE)
_STYLE = re.compile(r"text-align: (\w+);")


def wrap_tables(root: Element) -> None:
    """Every table of the tree is in a box that scrolls, its columns aligned by classes; `<pre>` is focusable.

    A policy that forbids styles in elements (CSP) forbids what Python-Markdown aligns with, and HTML forbids
    its other way, the attribute `align`.
    """
    for parent in list(root.iter()):
        if parent.tag == "pre":
            parent.set("tabindex", "0")
        for place, child in enumerate(parent):
            if child.tag == "table":
                parent[place] = _wrap_table(child)
                _align_cells(child)


def mark_raw_html(html: str) -> str:
    """The raw HTML in a box if it is a table, focusable if it begins with `<pre>`; else as it is."""
    if _TABLE.fullmatch(html):
        caption = _CAPTION.search(html)
        name = " ".join(caption[1].split()) if caption else ""
        return f"{render_start(name or TABLE)}{html}</div>"
    return _PRE.sub(r'\1 tabindex="0"', html, count=1) if _PRE.match(html) else html


def render_start(name: str) -> str:
    """The start tag of the box around a table, as Python-Markdown writes it; `name` is HTML."""
    name = name.replace('"', "&quot;")
    return f'<div aria-label="{name}" class="table-scroll" role="group" tabindex="0">'


def _wrap_table(table: Element) -> Element:
    box = Element("div", {"aria-label": TABLE, "class": "table-scroll", "role": "group", "tabindex": "0"})
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
