"""What of a message its writer wrote: no message that they answer, no signature, no advertisement.

Rather too much is kept than too little, though a moderator is shown what is cut. So a quotation stays where
nothing says that a mail program put it there, for Markdown quotes with `>` too.
"""

import re
from collections.abc import Sequence

from pelican.plugins.comments.cuts import Line
from pelican.plugins.comments.privacy import find_addresses

from .advertisements import is_advertisement
from .copied_headers import find_copied_header, has_moment, is_header
from .words import WRITING, match_any

_MAX_ATTRIBUTION = 3
"""Lines of `On … wrote:`, which mail programs wrap."""
_MAX_LINE = 300
_RUN_ON = re.compile(r"(?P<attribution>.*[<(]\S+@\S+[>)][^:：]{0,30}[:：])\s{2,}\S")
"""How Yahoo's program for phones goes on with the message that is answered, on the same line."""
_MAX_SIGNATURE = 10
"""Lines that a signature has at most."""

_OPENING = re.compile(
    r"\W*(?:(?:On|At|Le|Am|El|Il|Op|Em|Den|Dnia|W dniu|Dne|Pe|V|在|في)\s?.*\d|[^\W\d]{0,8}[\s.,]{0,3}\d)"
)
_DASHES = "--"
_RULE = re.compile(r"[_-]{2}|[_=-]{8,}")
_UNSEEN = "*_ \t\u00a0\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""What may stand behind a colon: marks of Markdown, blanks, and what turns the direction of the writing."""
_WRITING = re.compile(match_any(WRITING), re.IGNORECASE)
_POSTSCRIPT = re.compile(r"\W*(?:p\W{0,3}s|n\W?b|post[ -]?scriptum)\b", re.IGNORECASE)


def cut_foreign(lines: Sequence[Line]) -> list[Line]:
    """The lines, of which those are cut that are of a quoted message, a signature or an advertisement."""
    foreign = _find_foreign([_hide_cut(line) for line in lines])
    return [
        Line(line.text, is_cut=True) if number in foreign and line.text.strip() else line
        for number, line in enumerate(lines)
    ]


def _hide_cut(line: Line) -> str:
    """A line's text; of one that is cut already only whether it was quoted."""
    if not line.is_cut:
        return line.text
    return ">" if _is_quoted(line.text) else ""


def _find_foreign(lines: Sequence[str]) -> set[int]:
    """The numbers of the lines that a mail program added."""
    foreign: set[int] = set()
    start, end = _find_copy(lines)
    foreign |= set(range(start, end))
    lines = lines[:start] if end == len(lines) else [*lines[:start], *[""] * (end - start), *lines[end:]]
    for start, end in _find_attributions(lines):
        foreign |= set(range(start, end))
    kept = [line if number not in foreign else "" for number, line in enumerate(lines)]
    return foreign | set(range(_find_end(kept, lines), len(lines)))


def _find_copy(lines: Sequence[str]) -> tuple[int, int]:
    """Where another message begins and ends that is not marked line by line.

    It goes on to the end, since its reader wrote above it. Where nothing is written there, it must be below,
    and the header alone is the program's.
    """
    found = [span for span in (find_copied_header(lines), _find_unmarked(lines)) if span]
    if not found:
        return len(lines), len(lines)
    start, below = min(found)
    return start, len(lines) if _has_words(lines[:start]) else below


def _find_unmarked(lines: Sequence[str]) -> tuple[int, int] | None:
    """The span of an `On … wrote:` below which nothing is marked as quoted, or of a line with both."""
    for number, line in enumerate(lines):
        found = _RUN_ON.match(line[:_MAX_LINE]) if "@" in line and _OPENING.match(line) else None
        if found and has_moment(found["attribution"]):
            return number, number + 1
    quoted = [number for number, line in enumerate(lines) if _is_quoted(line)]
    last = next((line for line in reversed(lines) if line.strip()), "")
    last_answered = quoted[-1] if quoted and not _is_quoted(last) else -1  # somebody wrote below that
    for start, end in _find_attributions(lines):
        below = next(filter(str.strip, lines[end:]), "")
        if not _is_quoted(below) and last_answered < end:
            return start, end
    return None


def _find_attributions(lines: Sequence[str]) -> list[tuple[int, int]]:
    """The spans of each `On … wrote:` that bears all marks of a mail program."""
    spans = []
    for number in range(len(lines)):
        start = _find_attribution(lines, number)
        if start is not None:
            joined = " ".join(lines[start : number + 1])
            if find_addresses(joined) and has_moment(joined):
                spans.append((start, number + 1))
    return spans


def _find_end(lines: Sequence[str], original: Sequence[str]) -> int:
    """The number of the line at which what a mail program put below the text begins."""
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

    Without its space the mark is somebody's own; and a signature has a text above it, and neither a
    postscript nor a quotation in it.
    """
    start, count = end, 0
    for number in range(end - 1, -1, -1):
        line = lines[number]
        if line == f"{_DASHES} " and _has_words(lines[:number]):
            start = number
        count += bool(line.strip())
        if count > _MAX_SIGNATURE or _is_quoted(line) or _POSTSCRIPT.match(line):
            break
    return start


def _find_quotation(lines: Sequence[str], end: int) -> int:
    """Where a quoted message begins that nothing follows."""
    start = end
    while start and (not lines[start - 1].strip() or _is_quoted(lines[start - 1])):
        start -= 1
    if not any(map(_is_quoted, lines[start:end])):
        return end
    attribution = _find_attribution(lines, start - 1) if start else None
    if attribution is not None:
        return attribution
    quoted = [line.lstrip("> ") for line in lines[start:end]]
    head = [line for line in quoted if line.strip()]
    is_marked = any(find_addresses(line) or _is_attribution(line) for line in head[:_MAX_ATTRIBUTION])
    is_marked = is_marked or any(is_header(head[number:]) for number in range(2))
    return start if is_marked or not head else end  # an empty one is what was cut before


def _find_attribution(lines: Sequence[str], last: int) -> int | None:
    """The number of the first line of the `On … wrote:` that ends in line `last`; None where none does."""
    first, joined = None, ""
    if not _ends_in_colon(lines[last]):
        return None
    for number in range(last, max(last - _MAX_ATTRIBUTION, -1), -1):
        line = lines[number]
        if not line.strip() or _is_quoted(line) or len(line) > _MAX_LINE:
            break
        joined = f"{line} {joined}"
        if not _is_attribution(joined):
            continue
        if first is None or _OPENING.match(line):
            first = number
        if has_moment(joined):
            break
    return first


def _is_attribution(line: str) -> bool:
    """Whether a line ends in a colon and bears two marks of a mail program's.

    They are an address, a day with its hour, and a word that says that somebody writes.
    """
    if not _ends_in_colon(line):
        return False
    return (bool(find_addresses(line)) + has_moment(line) + bool(_WRITING.search(line))) > 1


def _ends_in_colon(line: str) -> bool:
    return line.rstrip(_UNSEEN).endswith((":", "："))


def _is_quoted(line: str) -> bool:
    return line.lstrip().startswith(">")


def _has_words(lines: Sequence[str]) -> bool:
    """Whether somebody wrote something of their own on the lines."""
    return any(
        any(map(str.isalnum, line)) and not _is_quoted(line) and not is_advertisement(line) for line in lines
    )
