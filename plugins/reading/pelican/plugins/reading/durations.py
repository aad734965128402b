"""How long a text takes to read."""

import re
from html import unescape

from pelican_toolkit.html import START, TEXT, read_tokens

WORDS_A_MINUTE = 200

_INLINE = frozenset(
    {"a", "abbr", "b", "code", "del", "em", "i", "ins", "mark", "span", "strong", "sub", "sup"}
)
"""Elements that can begin or end inside a word; any other tag ends the word."""
# "L'été", "porte-monnaie" and "1,5" are one word each; a sign between spaces is not a word.
_WORD = re.compile(r"\w+(?:[.,'\u2019-]\w+)*")


def count_minutes(html: str) -> int:
    """The minutes that the text takes at 200 words each, to the nearest, at least 1.

    Blocks of code do not count: people look at them rather than read them.
    """
    pieces: list[str] = []
    is_code = False
    for kind, name, source in read_tokens(html):
        if name == "pre":
            is_code = kind is START
        elif is_code:
            continue
        elif kind is TEXT:
            pieces.append(source)
        elif name not in _INLINE:
            pieces.append(" ")
    words = len(_WORD.findall(unescape("".join(pieces))))
    return max(1, (words + WORDS_A_MINUTE // 2) // WORDS_A_MINUTE)
