"""How long a text takes to read."""

import re
from html import unescape

WORDS_A_MINUTE = 200

# An element that is never closed goes on to the end, as in a browser: so every pattern takes linear time.
_SKIPPED = re.compile(r"<(pre|script|style)\b.*?(?:</\1\b|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.IGNORECASE)
# Tags that can stand inside a word; any other ends it. A footnote's number (sup) is no word of the text.
_INLINE = re.compile(r"</?(?:a|abbr|b|code|del|em|i|ins|mark|span|strong|sub|sup)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
# "L'été", "porte-monnaie" and "1,5" are one word each; a sign that stands apart is none.
_WORD = re.compile(r"\w+(?:[.,'\u2019-]\w+)*")


def count_minutes(html: str) -> int:
    """The minutes that the text takes at 200 words each, to the nearest, at least 1.

    Blocks of code are looked at rather than read, and do not count.
    """
    text = unescape(_TAG.sub(" ", _INLINE.sub("", _SKIPPED.sub(" ", html))))
    words = sum(1 for _ in _WORD.finditer(text))
    return max(1, (words + WORDS_A_MINUTE // 2) // WORDS_A_MINUTE)
