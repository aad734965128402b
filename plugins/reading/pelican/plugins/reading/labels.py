"""The two names that the extension gives in English, since it does not know the article's language yet."""

import re
from collections.abc import Callable

from markupsafe import escape

TABLE = "Table"
NOTE = "Back to the text from note {}"

# Python-Markdown puts attributes into alphabetical order.
_TABLE = re.compile(rf'(?<=<div aria-label="){TABLE}(?=" class="table-scroll" role="group" tabindex="0">)')
_NUMBERED = NOTE.format('([^"]*)')
_NOTE = re.compile(rf'(?<=<a aria-label="){_NUMBERED}(?=" class="footnote-backref")')


def translate_labels(html: str, table: str, name_note: Callable[[str], str]) -> str:
    """The HTML with the names of tables and of ways back in another language; `name_note` takes its number.

    Only whole tags are found: in text and in code their `<` is escaped.
    """
    html = _TABLE.sub(lambda _: str(escape(table)), html)
    return _NOTE.sub(lambda found: str(escape(name_note(found[1]))), html)
