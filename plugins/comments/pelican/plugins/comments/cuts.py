"""Lines cut from an e-mail, which only the moderator sees: they stay in the waiting file, marked.

The header's key `cut` names the sign in front of each of them. Readers of the file skip these lines, and
approval drops them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

KEY = "cut"
MASK = "[…@…]"
"""What replaces an e-mail address, which is never stored."""

_SIGN = "✂"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a message."""

    text: str
    is_cut: bool = False
    """Whether only the moderator sees it."""

    @property
    def is_masked(self) -> bool:
        """Whether an address in it was masked, and readers would see the mask."""
        return MASK in self.text and not self.is_cut


def format_lines(lines: Iterable[Line]) -> tuple[str, str]:
    """The sign that marks what is cut, empty if nothing is, and the text with the marked lines."""
    lines = tuple(lines)
    if not any(line.is_cut for line in lines):
        return "", "\n".join(line.text for line in lines)
    sign = _SIGN
    while any(line.text.startswith(sign) for line in lines if not line.is_cut):
        sign += _SIGN
    return sign, "\n".join(f"{sign} {line.text}" if line.is_cut else line.text for line in lines)


def parse_lines(text: str, values: Mapping[str, str]) -> tuple[Line, ...]:
    """The lines of a file's text; `values` are those of its header."""
    sign = values.get(KEY)
    return tuple(
        Line(line.removeprefix(sign).removeprefix(" "), is_cut=True)
        if sign and line.startswith(sign)
        else Line(line)
        for line in text.split("\n")
    )


def read_own(text: str, values: Mapping[str, str]) -> str:
    """The text without the lines that were cut; `values` are those of the header."""
    if not values.get(KEY):
        return text
    return "\n".join(line.text for line in parse_lines(text, values) if not line.is_cut)
