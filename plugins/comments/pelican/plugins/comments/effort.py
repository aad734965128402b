"""Estimates of what a text will cost the Markdown parser, made before parsing it."""

import re
from itertools import pairwise

_BLANK_LINE = r"\n[ \t]*\n"
_BRACKETS = re.compile(rf"[\[\]]|{_BLANK_LINE}|\Z")
_QUOTED = re.compile(r"(?:[ \t>]|(?:[-+*]|[0-9]{1,9}[.)])(?=[ \t>]))*")
"""The quotation marks that begin a line, also inside lists."""


def measure_reach(source: str) -> int:
    """The characters between each bracket and its partner, or the end of the paragraph, all added up."""
    if "[" not in source:
        return 0
    reach, opened = 0, list[int]()
    for match in _BRACKETS.finditer(source):
        if match[0] == "[":
            opened.append(match.start())
        elif match[0] == "]":
            reach += match.start() - opened.pop() if opened else 0
        else:
            reach += sum(match.start() - place for place in opened)
            opened.clear()
    return reach


def measure_quotations(source: str) -> int:
    """How many lines the parser scans to see which of them continue a quotation."""
    looked_at = 0
    for run in re.split(_BLANK_LINE, source):
        depths = [match[0].count(">") for line in run.split("\n") if (match := _QUOTED.match(line))]
        looked_at += len(depths) * sum(max(0, one - following) for one, following in pairwise(depths))
    return looked_at
