"""E-mail addresses in a message, masked: none is ever stored, and none refuses what else somebody wrote."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from html import unescape
from urllib.parse import unquote

from pelican.plugins.comments.cuts import MASK, Line
from pelican.plugins.comments.markup import MAX_SOURCE, render_markdown
from pelican.plugins.comments.privacy import find_addresses, find_shown_addresses


def mask_lines(lines: Iterable[Line], public: Collection[str] = ()) -> list[Line]:
    """The lines with a mask in the place of each address, but of those that the owner lets pass."""
    return [Line(mask_addresses(line.text, public), is_cut=line.is_cut) for line in lines]


def mask_addresses(line: str, public: Collection[str] = ()) -> str:
    """The line with a mask in the place of each address, of each word or of itself, as it is disguised."""
    if not _holds_address(line, public):
        return line
    words = re.split(r"(\s+)", line)
    masked = "".join(_mask_word(word, public) if _holds_address(word, public) else word for word in words)
    return MASK if _holds_address(masked, public) else masked


def drop_addresses(name: str) -> str:
    """A name without the address that some write, or programs put, behind it."""
    masked = mask_addresses(name)
    if MASK not in masked:
        return name
    return " ".join(re.sub(rf"[<(\[]?{re.escape(MASK)}[>)\]]?", " ", masked).split())


def _mask_word(word: str, public: Collection[str]) -> str:
    for address in find_addresses(word, public):
        word = word.replace(address, MASK)
    return MASK if "@" in word.replace(MASK, "") or _holds_address(word, public) else word


def _holds_address(text: str, public: Collection[str]) -> bool:
    """Whether there is an address in a text, as it stands there or as readers would see it."""
    if "@" not in unicodedata.normalize("NFKC", unquote(unescape(text))):
        return False
    if find_addresses(text, public) or find_shown_addresses(text, public):
        return True
    return len(text) <= MAX_SOURCE and bool(find_shown_addresses(render_markdown(text), public))
