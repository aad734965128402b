"""The line breaks of an e-mail's plain text: without those that the mail program added."""

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

    A line that ends in a space continues on the next line of the same quote depth. An empty line ends the
    paragraph and is kept, since the first line of an e-mail begun by our link ends in a space itself.
    """
    paragraphs: list[tuple[str, list[str]]] = []
    is_open = False
    for line in text.split("\n"):
        unquoted = line.lstrip(">")
        quotes = line[: len(line) - len(unquoted)]
        content = unquoted.removeprefix(" ")  # added where a line begins with a mark
        is_signature = content == "-- "
        if not (is_open and paragraphs[-1][0] == quotes and content and not is_signature):
            paragraphs.append((quotes, []))
        is_open = content.endswith(" ") and not is_signature
        paragraphs[-1][1].append(content[:-1] if is_open and deletes_space else content)
    return "\n".join(" ".join(filter(None, [quotes, "".join(lines)])) for quotes, lines in paragraphs)


def join_wrapped(lines: Sequence[Line]) -> list[Line]:
    """The lines without the breaks that mail programs such as Gmail add when they wrap a text.

    A comment shows its line breaks. One is removed if the next word would not have fitted on the line, unless
    the text has longer lines or code.
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
    """Whether the line before had no room for this line's first word."""
    if not before or before[0] in "> \t" or _BLOCK.match(line):
        return False
    return len(f"{before} {line.split(maxsplit=1)[0]}") > _WRAPPED_AT
