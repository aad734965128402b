"""The names that the extension gives in English, since it does not know the article's language yet."""

import re

from markupsafe import escape

TABLE = "Table"
NOTE = "Back to the text from note {}"
DONE, TO_DO = "Done", "To do"
ALERTS = ("note", "tip", "important", "warning", "caution")
"""The five alerts of GitHub; pymdownx.quotes makes each its class, and its title with a capital letter."""

# Python-Markdown puts attributes into alphabetical order.
_NUMBERED = NOTE.format('([^"]*)')
_LABELS = {
    "table": re.compile(
        rf'(?<=<div aria-label="){TABLE}(?=" class="table-scroll" role="group" tabindex="0">)'
    ),
    "note": re.compile(rf'(?<=<a aria-label="){_NUMBERED}(?=" class="footnote-backref")'),
    "task": re.compile(rf'(?<=<input type="checkbox" aria-label=")({DONE}|{TO_DO})(?=" disabled)'),
    "alert": re.compile(rf'(?<=<p class="admonition-title">)({"|".join(map(str.title, ALERTS))})(?=\s*</p>)'),
}


def translate_labels(html: str, labels: object) -> str:
    """The HTML with its names in another language: `labels` has a function for each kind, or leaves it alone.

    `table` takes nothing, `note` the number, `task` and `alert` the English word. Only whole tags are found:
    in text and in code their `<` is escaped.
    """
    for kind, pattern in _LABELS.items():
        if say := getattr(labels, kind, None):  # a theme's own template may be older than the kind
            html = pattern.sub(lambda found, say=say: str(escape(say(*found.groups()))), html)  # type: ignore[misc]
    return html
