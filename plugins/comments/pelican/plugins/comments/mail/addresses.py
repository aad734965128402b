"""Masks the e-mail addresses in a message, so that none is stored and the rest can still be published."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from html import unescape
from urllib.parse import unquote

from pelican.plugins.comments.cuts import MASK, Line
from pelican.plugins.comments.markup import MAX_SOURCE, render_markdown
from pelican.plugins.comments.privacy import find_addresses, find_shown_addresses


def mask_lines(lines: Iterable[Line], public: Collection[str] = ()) -> list[Line]:
    """The lines with each address masked, except those that the owner allows."""
    return [Line(mask_addresses(line.text, public), is_cut=line.is_cut) for line in lines]


def mask_addresses(line: str, public: Collection[str] = ()) -> str:
    """The line with each address masked; if one is disguised, the whole word or line is."""
    if not _holds_address(line, public):
        return line
    words = re.split(r"(\s+)", line)
    masked = "".join(_mask_word(word, public) if _holds_address(word, public) else word for word in words)
    return MASK if _holds_address(masked, public) else masked


def drop_addresses(name: str) -> str:
    """The name without an e-mail address next to it."""
    masked = mask_addresses(name)
    if MASK not in masked:
        return name
    return " ".join(re.sub(rf"[<(\[]?{re.escape(MASK)}[>)\]]?", " ", masked).split())


def _mask_word(word: str, public: Collection[str]) -> str:
    for address in find_addresses(word, public):
        word = word.replace(address, MASK)
    return MASK if "@" in word.replace(MASK, "") or _holds_address(word, public) else word


def _holds_address(text: str, public: Collection[str]) -> bool:
    """Whether a text contains an address, as written or as readers would see it."""
    if "@" not in unicodedata.normalize("NFKC", unquote(unescape(text))):
        return False
    if find_addresses(text, public) or find_shown_addresses(text, public):
        return True
    return len(text) <= MAX_SOURCE and bool(find_shown_addresses(render_markdown(text), public))
