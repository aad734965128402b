"""The line that mail programs put above a quotation: `On … wrote:`, in many languages."""

import re
from collections.abc import Sequence

from pelican.plugins.comments.privacy import find_addresses

from .copied_headers import has_moment
from .words import WRITING, match_any

MAX_LINE = 300
MAX_LINES = 3
"""Most lines of `On … wrote:`, which mail programs wrap."""
OPENING = re.compile(
    r"\W*(?:(?:On|At|Le|Am|El|Il|Op|Em|Den|Dnia|W dniu|Dne|Pe|V|在|في)\s?.*\d|[^\W\d]{0,8}[\s.,]{0,3}\d)"
)
_UNSEEN = "*_ \t\u00a0\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""What may follow a colon: Markdown, blanks, and marks of the writing direction."""
_WRITING = re.compile(match_any(WRITING), re.IGNORECASE)


def find_attributions(lines: Sequence[str]) -> list[tuple[int, int]]:
    """The span of each `On … wrote:` that has all three marks of a mail program."""
    spans = []
    for number in range(len(lines)):
        start = find_attribution(lines, number)
        if start is not None:
            joined = " ".join(lines[start : number + 1])
            if find_addresses(joined) and has_moment(joined):
                spans.append((start, number + 1))
    return spans


def find_attribution(lines: Sequence[str], last: int) -> int | None:
    """The number of the first line of the `On … wrote:` that ends in line `last`; None if none does."""
    first, joined = None, ""
    if not _ends_in_colon(lines[last]):
        return None
    for number in range(last, max(last - MAX_LINES, -1), -1):
        line = lines[number]
        if not line.strip() or is_quoted(line) or len(line) > MAX_LINE:
            break
        joined = f"{line} {joined}"
        if not is_attribution(joined):
            continue
        if first is None or OPENING.match(line):
            first = number
        if has_moment(joined):
            break
    return first


def is_attribution(line: str) -> bool:
    """Whether a line ends in a colon and has two of the marks of a mail program.

    The marks are an address, a day with an hour, and a verb such as "wrote".
    """
    if not _ends_in_colon(line):
        return False
    return (bool(find_addresses(line)) + has_moment(line) + bool(_WRITING.search(line))) > 1


def _ends_in_colon(line: str) -> bool:
    return line.rstrip(_UNSEEN).endswith((":", "："))


def is_quoted(line: str) -> bool:
    """Whether a line is marked as quoted."""
    return line.lstrip().startswith(">")
