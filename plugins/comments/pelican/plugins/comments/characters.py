"""Which characters a reader sees, which no XML may contain, and which a terminal must not get."""

import re
import unicodedata
from functools import cache

_UNSEEN = re.compile(
    # Unicode's Default_Ignorable_Code_Point: soft hyphen, zero-width signs, bidi marks, Hangul fillers,
    # variation selectors, tags; blanks of braille and music; and breaks of lines that no keyboard has.
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d159"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_EMPTY = frozenset({"Cc", "Cf", "Co", "Cs", "Me", "Mn", "Zl", "Zp", "Zs"})
"""Categories of what shows nothing by itself. Not `Cn`: an emoji that is newer than our Python is one."""
_HARMFUL = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # controls, escapes, marks that turn the direction of the writing
_HARMLESS = "\n\t\u200c\u200d"  # the last two join and part letters in Persian and Indic words, and emoji


def drop_unwritable(text: str) -> str:
    """The text without control characters, noncharacters and anything else that XML 1.0 (2.2) forbids."""
    return _compile_unwritable().sub("", text)


@cache
def _compile_unwritable() -> re.Pattern[str]:
    """All but what is writable, as a single class: a tenth of the time of naming what is not.

    It takes long to compile, and most builds read no new comment.
    """
    astral = "".join(f"{chr(plane)}-{chr(plane + 0xFFFD)}" for plane in range(0x10000, 0x110000, 0x10000))
    return re.compile(f"[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd{astral}]")


def reveal(text: str) -> str:
    """The text as readers and robots read it: in NFKC, where a wide @ is @, and without what nobody sees."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", drop_unwritable(text)))


def shows_something(text: str) -> bool:
    """Whether a reader sees anything of a text: a letter, a sign, an emoji."""
    return any(unicodedata.category(char) not in _EMPTY for char in _UNSEEN.sub("", text))


def neutralize(text: str) -> str:
    """The text with control and invisible characters replaced by their names, such as `<U+202E>`."""
    return "".join(
        f"<U+{ord(char):04X}>" if unicodedata.category(char) in _HARMFUL and char not in _HARMLESS else char
        for char in text
    )
