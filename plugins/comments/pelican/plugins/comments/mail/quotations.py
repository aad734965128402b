"""Which lines of a message its writer wrote, as opposed to quoted messages, signatures and advertisements.

In doubt a line is kept, even though the moderator sees what is cut. A quotation stays unless
there is evidence that a mail program added it, because Markdown quotes with `>` too.
"""

import re
from collections.abc import Sequence

from pelican.plugins.comments.cuts import Line
from pelican.plugins.comments.privacy import find_addresses

from .advertisements import is_advertisement
from .attributions import (
    MAX_LINE,
    MAX_LINES,
    OPENING,
    find_attribution,
    find_attributions,
    is_attribution,
    is_quoted,
)
from .copied_headers import find_copied_header, has_moment, is_header

_RUN_ON = re.compile(r"(?P<attribution>.*[<(]\S+@\S+[>)][^:：]{0,30}[:：])\s{2,}\S")
"""Yahoo's phone app continues with the quoted message on the same line."""
_MAX_SIGNATURE = 10
"""Most lines that a signature has."""

_DASHES = "--"
_RULE = re.compile(r"[_-]{2}|[_=-]{8,}")
_NO_SIGNATURE = re.compile(
    r"\s*(?:```|~~~)|\W*(?:(?:p\W{0,3})+[sd]|n\W?b|post[ -]?(?:scriptum|data)|posdata|nachtrag|naschrift"
    r"|dopisek|з\W?ы|постскриптум|追伸|附言|又及|추신)\b",
    re.IGNORECASE,
)
"""A postscript, or the fence of a block of code."""


def cut_foreign(lines: Sequence[Line]) -> list[Line]:
    """The lines, with those of quoted messages, signatures and advertisements cut."""
    foreign = _find_foreign([_hide_cut(line) for line in lines])
    return [
        Line(line.text, is_cut=True) if number in foreign and line.text.strip() else line
        for number, line in enumerate(lines)
    ]


def _hide_cut(line: Line) -> str:
    """A line's text; if it is already cut, just `>` or nothing, for whether it was quoted."""
    if not line.is_cut:
        return line.text
    return ">" if is_quoted(line.text) else ""


def _find_foreign(lines: Sequence[str]) -> set[int]:
    """The numbers of the lines that a mail program added."""
    foreign: set[int] = set()
    start, end = _find_copy(lines)
    foreign |= set(range(start, end))
    lines = lines[:start] if end == len(lines) else [*lines[:start], *[""] * (end - start), *lines[end:]]
    for start, end in find_attributions(lines):
        foreign |= set(range(start, end))
    kept = [line if number not in foreign else "" for number, line in enumerate(lines)]
    return foreign | set(range(_find_end(kept, lines), len(lines)))


def _find_copy(lines: Sequence[str]) -> tuple[int, int]:
    """Where a copied message that is not marked line by line begins and ends.

    It extends to the end if there is text above it. If not, the reply must be below it, and the program only
    added the header.
    """
    found = [span for span in (find_copied_header(lines), _find_unmarked(lines)) if span]
    if not found:
        return len(lines), len(lines)
    start, below = min(found)
    return start, len(lines) if _has_words(lines[:start]) else below


def _find_unmarked(lines: Sequence[str]) -> tuple[int, int] | None:
    """The span of an `On … wrote:` with no marked lines below it, or of a line that contains both."""
    for number, line in enumerate(lines):
        found = _RUN_ON.match(line[:MAX_LINE]) if "@" in line and OPENING.match(line) else None
        if found and has_moment(found["attribution"]):
            return number, number + 1
    quoted = [number for number, line in enumerate(lines) if is_quoted(line)]
    last = next((line for line in reversed(lines) if line.strip()), "")
    last_answered = quoted[-1] if quoted and not is_quoted(last) else -1  # the reply is below that
    for start, end in find_attributions(lines):
        below = next(filter(str.strip, lines[end:]), "")
        if not is_quoted(below) and last_answered < end:
            return start, end
    return None


def _find_end(lines: Sequence[str], original: Sequence[str]) -> int:
    """The number of the first line that a mail program added below the text."""
    end = len(lines)
    while True:
        before = end
        end = _find_signature(lines, _find_quotation(original, _find_advertisement(lines, end)))
        if end == before:
            return end


def _find_advertisement(lines: Sequence[str], end: int) -> int:
    """The end of a text without advertisements, and without the rules above what was cut."""
    start = end
    for number in range(end - 1, -1, -1):
        line = lines[number].strip()
        is_rule = _RULE.fullmatch(line) and (start < len(lines) or line != _DASHES)
        if is_advertisement(line) or is_rule:
            start = number
        elif line:
            break
    return start


def _find_signature(lines: Sequence[str], end: int) -> int:
    """Where a signature begins (RFC 3676, 4.3).

    Without its space, the mark is the writer's own. A signature has a text above it, and contains no
    postscript, no quotation and no end of a code block.
    """
    start, count = end, 0
    for number in range(end - 1, -1, -1):
        line = lines[number]
        if line == f"{_DASHES} " and _has_words(lines[:number]):
            start = number
        count += bool(line.strip())
        if count > _MAX_SIGNATURE or is_quoted(line) or _NO_SIGNATURE.match(line):
            break
    return start


def _find_quotation(lines: Sequence[str], end: int) -> int:
    """Where a quoted message at the end begins."""
    start = end
    while start and (not lines[start - 1].strip() or is_quoted(lines[start - 1])):
        start -= 1
    if not any(map(is_quoted, lines[start:end])):
        return end
    attribution = find_attribution(lines, start - 1) if start else None
    if attribution is not None:
        return attribution
    quoted = [line.lstrip("> ") for line in lines[start:end]]
    head = [line for line in quoted if line.strip()]
    is_marked = any(find_addresses(line) or is_attribution(line) for line in head[:MAX_LINES])
    is_marked = is_marked or any(is_header(head[number:]) for number in range(2))
    return start if is_marked or not head else end  # an empty one was cut before


def _has_words(lines: Sequence[str]) -> bool:
    """Whether the lines contain any words of the writer's own."""
    return any(
        any(map(str.isalnum, line)) and not is_quoted(line) and not is_advertisement(line) for line in lines
    )
