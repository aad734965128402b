"""E-mail addresses in a message, masked: none is ever stored, and none refuses what else somebody wrote."""

import re
import unicodedata
from collections.abc import Iterable
from html import unescape
from urllib.parse import unquote

from pelican.plugins.comments.cuts import MASK, Line
from pelican.plugins.comments.markup import MAX_SOURCE, render_markdown
from pelican.plugins.comments.privacy import find_addresses, find_shown_addresses


def mask_lines(lines: Iterable[Line]) -> list[Line]:
    """The lines with a mask in the place of each address."""
    return [Line(mask_addresses(line.text), is_cut=line.is_cut) for line in lines]


def mask_addresses(line: str) -> str:
    """The line with a mask in the place of each address, of each word or of itself, as it is disguised."""
    if not _holds_address(line):
        return line
    words = re.split(r"(\s+)", line)
    masked = "".join(_mask_word(word) if _holds_address(word) else word for word in words)
    return MASK if _holds_address(masked) else masked


def drop_addresses(name: str) -> str:
    """A name without the address that some write, or programs put, behind it."""
    masked = mask_addresses(name)
    if MASK not in masked:
        return name
    return " ".join(re.sub(rf"[<(\[]?{re.escape(MASK)}[>)\]]?", " ", masked).split())


def _mask_word(word: str) -> str:
    for address in find_addresses(word):
        word = word.replace(address, MASK)
    return MASK if "@" in word.replace(MASK, "") or _holds_address(word) else word


def _holds_address(text: str) -> bool:
    """Whether there is an address in a text, as it stands there or as readers would see it."""
    if "@" not in unicodedata.normalize("NFKC", unquote(unescape(text))):
        return False
    if find_addresses(text) or find_shown_addresses(text):
        return True
    return len(text) <= MAX_SOURCE and bool(find_shown_addresses(render_markdown(text)))
