"""The header of the original message, as mail programs copy it into a reply, in many languages."""

import re
from collections.abc import Sequence
from itertools import takewhile

from pelican.plugins.comments.privacy import find_addresses

from .words import OTHER_LABELS, SENDER_LABELS, SENT_LABELS, SEPARATORS, match_any

_LABELS = SENDER_LABELS | SENT_LABELS | OTHER_LABELS
_FIELD = re.compile(r"[\s*_>]*(?P<label>[^:：<>@]{1,24}?)[\s*_]*[:：]")
_MIN_FIELDS = 3
_MAX_LINES = 12
_MAX_LINE = 300

_TIME = re.compile(r"\d{1,2}\s?[:h.]\s?\d{2}(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?!1[5-8]|19[0-6])\d{4}(?!\d)|(?<!\d)\d{1,2}[./-]\d{1,2}[./-]\d{2}(?!\d)")

_RULE = re.compile(r"\s*(?:[_=*-]\s?){8,}\s*")
_SEPARATOR = re.compile(rf"\W*-{{2,}}\s*{match_any(SEPARATORS)}\s*-{{2,}}\s*", re.IGNORECASE)


def find_copied_header(lines: Sequence[str]) -> tuple[int, int] | None:
    """The numbers of a copied header's first line and of the line after it; None if there is none.

    Programs that do not mark a copy line by line put such a header above it, or a line of hyphens with words.
    Lines such as `De : Paris` are the writer's own unless there is an address, an hour or a rule with them.
    """
    for number, line in enumerate(lines):
        if line.lstrip().startswith(">") or len(line) > _MAX_LINE:
            continue
        if _SEPARATOR.fullmatch(line):
            start = _skip_blanks(lines, number + 1)
            return number, start + _count_fields(lines[start : start + _MAX_LINES])
        if _read_label(line) is None:
            continue
        block, above = lines[number : number + _MAX_LINES], _find_above(lines, number)
        if is_header(block, has_rule=above < number):
            return above, number + _count_fields(block)
    return None


def is_header(lines: Sequence[str], *, has_rule: bool = False) -> bool:
    """Whether the lines begin with those of a copied message's header."""
    if not lines or _read_label(lines[0]) is None:
        return False
    block = lines[: _count_fields(lines)]
    labels = [label for line in block if (label := _read_label(line))]
    if len(labels) < _MIN_FIELDS or not SENDER_LABELS.intersection(labels):
        return False
    return has_rule or any(
        find_addresses(line) or (_read_label(line) in SENT_LABELS and has_moment(line)) for line in block
    )


def has_moment(text: str) -> bool:
    """Whether a text contains a date and a time; the year must be one that had e-mail, in any calendar."""
    return bool(_TIME.search(text) and _YEAR.search(text))


def _count_fields(lines: Sequence[str]) -> int:
    """How many lines of header come first; a long list of recipients takes several."""
    block = list(takewhile(str.strip, lines))
    numbers = [number for number, line in enumerate(block) if _read_label(line)]
    return numbers[-1] + 1 if numbers and numbers[0] == 0 else 0


def _read_label(line: str) -> str | None:
    found = _FIELD.match(line[:_MAX_LINE])
    label = " ".join(found["label"].split()).strip("*_ ").casefold() if found else ""
    return label if label in _LABELS else None


def _find_above(lines: Sequence[str], number: int) -> int:
    """The number of the rule above a line, or the line's own if there is none."""
    above = number - 1
    while above >= 0 and not lines[above].strip():
        above -= 1
    return above if above >= 0 and _RULE.fullmatch(lines[above][:_MAX_LINE]) else number


def _skip_blanks(lines: Sequence[str], number: int) -> int:
    while number < len(lines) and not lines[number].strip():
        number += 1
    return number
