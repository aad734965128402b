"""What of a message only the moderator sees: the lines that were cut from it, marked in the file that waits.

A key `cut` in the header names the sign that stands before each of them. All who read a file pass these lines
over, and its approval drops them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

KEY = "cut"
MASK = "[…@…]"
"""What stands in the place of an e-mail address, which is never stored."""

_SIGN = "✂"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a message."""

    text: str
    is_cut: bool = False
    """Whether it is to be seen by the moderator only."""

    @property
    def is_masked(self) -> bool:
        """Whether readers would see that there was an address in it."""
        return MASK in self.text and not self.is_cut


def format_lines(lines: Iterable[Line]) -> tuple[str, str]:
    """The sign that marks what is cut, empty where nothing is, and the text with the marked lines."""
    lines = tuple(lines)
    if not any(line.is_cut for line in lines):
        return "", "\n".join(line.text for line in lines)
    sign = _SIGN
    while any(line.text.startswith(sign) for line in lines if not line.is_cut):
        sign += _SIGN
    return sign, "\n".join(f"{sign} {line.text}" if line.is_cut else line.text for line in lines)


def parse_lines(text: str, values: Mapping[str, str]) -> tuple[Line, ...]:
    """The lines of a file's text, whose header has these values."""
    sign = values.get(KEY)
    return tuple(
        Line(line.removeprefix(sign).removeprefix(" "), is_cut=True)
        if sign and line.startswith(sign)
        else Line(line)
        for line in text.split("\n")
    )


def read_own(text: str, values: Mapping[str, str]) -> str:
    """The text without the lines that are cut from it, whose header has these values."""
    return "\n".join(line.text for line in parse_lines(text, values) if not line.is_cut)
