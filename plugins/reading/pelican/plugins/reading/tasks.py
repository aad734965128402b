"""Task lists: names for the boxes of pymdownx.tasklist, which have none."""

import re

from .labels import DONE, TO_DO

_BOX = re.compile(r'<input type="checkbox" disabled( checked)?/>')


def label_box(html: str) -> str:
    """The raw HTML with a name if it is a box that cannot be ticked, `Done` or `To do`; else as it is."""
    found = _BOX.fullmatch(html.strip())
    if found is None:
        return html
    name = DONE if found[1] else TO_DO
    return f'<input type="checkbox" aria-label="{name}" disabled{found[1] or ""}> '
