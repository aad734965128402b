"""Front matter in a file: the lines between `---` and `---` (or `...`), or between `+++` and `+++`."""

from dataclasses import dataclass
from typing import Literal

TAB = 4
"""Columns per tab stop, as in Python-Markdown, which expands tabs before it looks for a header."""
_MARK = "\ufeff"  # some editors for Windows begin a file with it
_ENDS: dict[str, tuple[Literal["yaml", "toml"], tuple[str, ...]]] = {
    "---": ("yaml", ("---", "...")),
    "+++": ("toml", ("+++",)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines that may be front matter; they are if they parse."""

    kind: Literal["yaml", "toml"]
    source: str
    """The lines between the marks."""
    text_line: int
    """The first line below the block, counted from 1. The block itself begins in line 1."""


def normalize(text: str) -> str:
    """A file's text as Python-Markdown sees it: line feeds only, no tabs and no byte order mark."""
    return text.removeprefix(_MARK).replace("\r\n", "\n").replace("\r", "\n").expandtabs(TAB)


def find_block(text: str) -> Block | None:
    """The block at the start of a normalized text, or None."""
    first, _, rest = text.partition("\n")
    kind, ends = _ENDS.get(first.rstrip(), ("yaml", ()))
    lines = rest.split("\n") if ends else []
    for place, line in enumerate(lines):
        if line.rstrip() in ends:
            return Block(kind=kind, source="\n".join(lines[:place]), text_line=place + 3)
    return None
