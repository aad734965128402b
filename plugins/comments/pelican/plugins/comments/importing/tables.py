"""Tables in Markdown."""

from dataclasses import replace

from .elements import Element
from .phrases import NoMarkdownError, Style, write_inline


def write_table(block: Element, style: Style) -> str:
    """A table of one line each, with a header; raises NoMarkdownError for any other."""
    rows = [element for element in block.walk() if element.name == "tr"]
    cells = [[cell for cell in row.children if isinstance(cell, Element)] for row in rows]
    spans = {"colspan", "rowspan"}
    is_plain = all(not spans & cell.attributes.keys() for row in cells for cell in row)
    has_header = bool(cells) and all(cell.name == "th" for cell in cells[0])
    has_others = any(cell.name != "td" for row in cells[1:] for cell in row)
    if not (is_plain and has_header and not has_others and len({len(row) for row in cells}) == 1):
        raise NoMarkdownError(block.name)
    if any(element.name in {"caption", "table"} for element in block.walk() if element is not block):
        raise NoMarkdownError(block.name)
    inside = replace(style, in_cell=True)
    written = [[_write_cell(cell, inside) for cell in row] for row in cells]
    return "\n".join(
        f"| {' | '.join(row)} |" for row in (written[0], ["---"] * len(written[0]), *written[1:])
    )


def _write_cell(cell: Element, style: Style) -> str:
    children = cell.children
    parts = [child for child in children if isinstance(child, Element) or child.strip()]
    if len(parts) == 1 and isinstance(parts[0], Element) and parts[0].name in {"p", "div"}:
        children = parts[0].children
    return write_inline(children, style).strip(" ")
