"""The line breaks of an e-mail's plain text: its writer's, without those of the mail program."""

import re
from collections.abc import Sequence

from pelican.plugins.comments.cuts import Line

_WRAPPED_AT = 72
_LONGEST_WRAPPED = 80
_LONGEST_WORD = 50
_BLOCK = re.compile(r"[>|#]|[-*+] |\d{1,9}[.)] |\s|$")
_FENCE = re.compile(r"(?:```|~~~)")


def join_flowed(text: str, *, deletes_space: bool) -> str:
    """The paragraphs of a text with `format=flowed`, one a line (RFC 3676, 4).

    A line that ends in a space goes on in the next one of the same depth of quotation. An empty one ends the
    paragraph and stays, since the first line of an e-mail that a link begins ends in a space by itself.
    """
    paragraphs: list[tuple[str, list[str]]] = []
    is_open = False
    for line in text.split("\n"):
        unquoted = line.lstrip(">")
        quotes = line[: len(line) - len(unquoted)]
        content = unquoted.removeprefix(" ")  # put there lest the line begin with a mark
        is_signature = content == "-- "
        if not (is_open and paragraphs[-1][0] == quotes and content and not is_signature):
            paragraphs.append((quotes, []))
        is_open = content.endswith(" ") and not is_signature
        paragraphs[-1][1].append(content[:-1] if is_open and deletes_space else content)
    return "\n".join(" ".join(filter(None, [quotes, "".join(lines)])) for quotes, lines in paragraphs)


def join_wrapped(lines: Sequence[Line]) -> list[Line]:
    """The lines without the breaks of a mail program that wraps what it sends, as Gmail does.

    A comment's line breaks are shown. Those go where the next word would not have fitted on the line, but
    only in a text without a longer line and without code.
    """
    if any(_FENCE.match(line.text) or _is_unwrapped(line.text) for line in lines if not line.is_cut):
        return list(lines)
    joined: list[Line] = []
    before = Line("")
    for line in lines:
        if not (before.is_cut or line.is_cut) and _is_wrapped(before.text, line.text):
            joined[-1] = Line(f"{joined[-1].text} {line.text}")
        else:
            joined.append(line)
        before = line
    return joined


def _is_unwrapped(line: str) -> bool:
    is_long = len(line) > _LONGEST_WRAPPED and not line.startswith(">")
    return is_long and max(map(len, line.split()), default=0) < _LONGEST_WORD


def _is_wrapped(before: str, line: str) -> bool:
    """Whether a line goes on where the one before it had no room for its first word."""
    if not before or before[0] in "> \t" or _BLOCK.match(line):
        return False
    return len(f"{before} {line.split(maxsplit=1)[0]}") > _WRAPPED_AT
