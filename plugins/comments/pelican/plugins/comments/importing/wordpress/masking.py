"""Parts of an export that may be shown: nobody's e-mail or IP address is in them."""

import re
from ipaddress import ip_address

from pelican.plugins.comments.characters import neutralize
from pelican.plugins.comments.mail.addresses import mask_addresses

_PERSONAL = re.compile(r"(author_(?:email|IP)\s*>).*?(</|$)", re.IGNORECASE)
_ENDING = re.compile(r"[^<>]+(?=(?:\]\]>)?\s*</[\w.:-]*author_(?:email|IP))", re.IGNORECASE)
"""What such an element holds, even where its beginning is damaged."""
_MAYBE_IP = re.compile(r"\d+(?:\.\d+){3}|[0-9a-f:.]{3,}", re.IGNORECASE)
_WORD_STARTS = re.compile(r"[\s<]")
_HIDDEN = "…"
_READ, _SHOWN, _BEFORE = 2000, 160, 400
"""How much of a line is read and shown, and how far before the column it begins."""


def mask_line(line: str) -> str:
    """The line with every e-mail and IP address hidden, safe to print."""
    without = _ENDING.sub(_HIDDEN, _PERSONAL.sub(rf"\1{_HIDDEN}\2", line))
    shown = _MAYBE_IP.sub(_hide_ip, mask_addresses(without))
    return neutralize("".join(_HIDDEN if "@" in word else word for word in re.split(r"([\s<>]+)", shown)))


def _hide_ip(match: re.Match[str]) -> str:
    if match[0].count(".") == 3 and ":" not in match[0]:  # noqa: PLR2004  # perhaps with digits around it
        return _HIDDEN
    try:
        ip_address(match[0].strip("."))
    except ValueError:
        return match[0]
    return _HIDDEN


def show_context(text: str, line: int, first: int, column: int = 0) -> str:
    """Three lines around a place, numbered, with addresses hidden; the text begins at the line `first`."""
    lines = text.split("\n")
    start = max(0, min(line - first - 1, len(lines) - 3))
    return "\n".join(
        f"{number:>8} | {_shorten(words, column if number == line else 0)}"
        for number, words in enumerate(lines[start : start + 3], start=first + start)
    )


def _shorten(line: str, column: int) -> str:
    """What is around a column of a line, from the beginning of a word, so that no address is halved."""
    start = 0
    if column > _BEFORE and (word := _WORD_STARTS.search(line, column - _BEFORE)):
        start = word.start()
    shown = mask_line(line[start : start + _READ])
    cut = max(0, min(column - start, len(shown)) - _SHOWN // 2)
    return f"{_HIDDEN * bool(start + cut)}{shown[cut : cut + _SHOWN]}{_HIDDEN * (len(shown) > cut + _SHOWN)}"
