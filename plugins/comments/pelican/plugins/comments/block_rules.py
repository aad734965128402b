"""Blocks in which comments differ from CommonMark: definitions, tables, comments in HTML."""

import re

from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_block.table import escapedSplit, getLine, table
from markdown_it.token import Token

_DEFINITION = re.compile(r"\[(?!\^)(?:[^\]\\]|\\.){1,999}\]:\s*<?(?:https?://|#comment-)", re.IGNORECASE)
_MOST_CELLS = 5_000
"""Columns times remaining lines: the parser pads short rows."""
_LONGEST_COMMENT = 100
"""Lines of an HTML comment: where many begin, the same lines are scanned again and again."""


def read_reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's
    """A link definition. A footnote, `[^1]: …`, stays text, and so does `[Nora]: merci`."""
    begin = state.bMarks[start] + state.tShift[start]
    return bool(_DEFINITION.match(state.src, begin)) and reference(state, start, end, silent)


def read_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's
    """A table; surplus cells of a row are joined to its last one. A table that is too large stays text."""
    if not table(state, start, end, silent=True):
        return False
    if getLine(state, start + 1).count("|") * (end - start) > _MOST_CELLS:
        return False
    before = len(state.tokens)
    if not silent:
        table(state, start, end, silent=False)
    cells = list[Token]()
    for token in state.tokens[before:]:
        if token.type == "inline":
            cells.append(token)
        elif token.type == "tr_close":
            row = getLine(state, (cells[-1].map or [start])[0]).strip().removeprefix("|").removesuffix("|")
            beyond = escapedSplit(row)[len(cells) :]
            cells[-1].content = " | ".join([cells[-1].content, *map(str.strip, beyond)])
            cells.clear()
    return True


def skip_comment(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's
    """Whether some lines are just an HTML comment; one that is not closed soon stays text."""
    begin = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or not state.src.startswith("<!--", begin):
        return False
    close = state.src.find("-->", begin + 2)
    for line in range(start, min(end, start + _LONGEST_COMMENT) if close >= 0 else start):
        if state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            return False  # the end of the quotation or the list
        if close < state.eMarks[line]:
            if state.src[close + 3 : state.eMarks[line]].strip():
                return False
            if not silent:
                state.line = line + 1
            return True
    return False
