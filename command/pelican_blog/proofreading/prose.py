"""Which line of a file says what the site shows: without its header, and without code."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice

from bs4 import BeautifulSoup

_KEY = re.compile(r"^ {0,3}[\w-]+:")
_QUOTATION = re.compile(r"^(?:\s*>)+")
_FENCE = re.compile(r"^[ \t]*(?:`{3,}|~{3,}).*$", re.MULTILINE)
_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)\1(?!`)", re.DOTALL)
_LITERAL = re.compile(r"``(?=\S).{1,1000}?(?<=\S)``", re.DOTALL)
"""Code in a line of reStructuredText, where one backquote begins a link."""
_COMMENT = re.compile(
    r"<!--(?P<html>.*?)(?:-->|\Z)|^[ ]*\.\.[ ](?P<rst>(?![^\n]*::|[_|\[])[^\n]*)$", re.DOTALL | re.MULTILINE
)
"""A comment of HTML and Markdown, or of reStructuredText, where `.. x::` is a directive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """The characters and lines of a file, with blanks in the place of all that is no prose."""

    text: str
    first_line: int
    """The first one that is not empty, or that of the header's end."""
    starts: tuple[int, ...]
    """Where each line begins."""
    comments: tuple[tuple[int, int, str], ...] = ()
    """The comments outside code, which readers do not see: first line, last line, words."""

    def count_line(self, position: int) -> int:
        """The number of the line, from 1, that a character is in."""
        return bisect_right(self.starts, position)

    def list_lines(self, pattern: re.Pattern[str]) -> Iterator[int]:
        """The line of each place that a pattern matches."""
        return (self.count_line(found.start()) for found in pattern.finditer(self.text))

    def find_line(self, pattern: re.Pattern[str], place: int = 0) -> int:
        """The line of a match by its place among all, from 0.

        Of fewer it is the last one's; of none, the text's first.
        """
        lines = [*islice(self.list_lines(pattern), place + 1)]
        return lines[-1] if lines else self.first_line

    def find_address(self, address: str, place: int = 0) -> int:
        """The line of an address, by its place among those that are the same."""
        return self.find_line(re.compile(rf"(?<![\w/}}.{{|-]){re.escape(address)}(?![\w/%#?-]|\.\w)"), place)


def read_prose(text: str, text_line: int, page: BeautifulSoup, *, is_rst: bool = False) -> Prose:
    """The prose of a file whose text begins at a line, and which is shown as `page`."""
    lines = text.split("\n")
    body = [line if number >= text_line else " " * len(line) for number, line in enumerate(lines, start=1)]
    _blank_blocks(body, [block.get_text() for block in page.find_all("pre")])
    without_code = _blank(_blank("\n".join(body), _FENCE), _LITERAL if is_rst else _SPAN)
    written = (number for number, line in enumerate(lines, start=1) if number >= text_line and line.strip())
    prose = Prose(
        text=_blank(without_code, _COMMENT),
        first_line=next(written, max(1, min(text_line, len(lines)))),
        starts=tuple(accumulate((len(line) + 1 for line in lines[:-1]), initial=0)),
    )
    comments = (
        (
            prose.count_line(found.start()),
            prose.count_line(found.end() - 1),
            found["html"] or found["rst"] or "",
        )
        for found in _COMMENT.finditer(without_code)
    )
    return replace(prose, comments=tuple(comments))


def _blank(text: str, pattern: re.Pattern[str]) -> str:
    """The text with blanks in the place of what a pattern matches."""
    return pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def read_value(text: str, lines: Collection[int], page: BeautifulSoup) -> Prose:
    """The prose of a value in the header, which stands in these lines behind its key."""
    numbered = enumerate(text.split("\n"), start=1)
    kept = (line if number in lines else " " * len(line) for number, line in numbered)
    prose = read_prose("\n".join(_KEY.sub(lambda found: " " * len(found[0]), line) for line in kept), 1, page)
    return replace(prose, first_line=min(lines))


def _blank_blocks(lines: list[str], blocks: Iterable[str]) -> None:
    """Put blanks in the place of the lines that blocks of code are made of: the first that are the same."""
    numbered = [(number, _simplify(line)) for number, line in enumerate(lines) if line.strip()]
    for code in blocks:
        wanted = [_simplify(line) for line in code.split("\n") if line.strip()]
        start = _find_run([line for _, line in numbered], wanted)
        if start is not None:
            for number, _ in numbered[start : start + len(wanted)]:
                lines[number] = " " * len(lines[number])
            del numbered[start : start + len(wanted)]


def _find_run(lines: Sequence[str], wanted: Sequence[str]) -> int | None:
    if not wanted:
        return None
    starts = (number for number, line in enumerate(lines) if line == wanted[0])
    return next((start for start in starts if lines[start : start + len(wanted)] == wanted), None)


def _simplify(line: str) -> str:
    return " ".join(_QUOTATION.sub("", line).split())
