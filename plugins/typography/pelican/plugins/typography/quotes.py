"""Straight double quotes: which of them open and which close."""

import re

from .commands import is_command, quotes_code
from .signs import BREAK, OBJECT

OPENING = re.compile(r"""(?<![^\s(\[{«“'\u2019/\u2013\u2014-])"(?!"|\Z)""")
CLOSING = re.compile(r"""(?<!["(])"(?![\w"])""")
# 27" or 5 ": inches, unless a quotation is open, as in "Windows 95".
INCHES = re.compile(r'(?<=[0-9])"|(?<=[0-9]\s)"(?!\S)')


def pair_quotes(text: str) -> str:
    """The text with its pairs of straight double quotes turned into « and »; its length stays the same.

    A command is blanked out, so that no other rule changes it.
    """
    return BREAK.join(
        OBJECT * len(block) if is_command(block) else _pair_block(block) for block in text.split(BREAK)
    )


def _pair_block(block: str) -> str:
    """The block with guillemets, except for quotes that belong to code.

    Unchanged if a quote has no partner: then any pair may be wrong.
    """
    if '"' not in block:
        return block
    places: list[int] = []
    for quote in re.finditer('"', block):
        place = quote.start()
        is_open = len(places) % 2 == 1
        if not is_open and INCHES.match(block, place):
            continue
        if not (CLOSING if is_open else OPENING).match(block, place):
            return block
        places.append(place)
    if len(places) % 2 == 1:
        return block
    characters = list(block)
    for opening, closing in zip(places[::2], places[1::2], strict=True):
        if not quotes_code(block, opening, closing):
            characters[opening], characters[closing] = "«", "»"
    return "".join(characters)
