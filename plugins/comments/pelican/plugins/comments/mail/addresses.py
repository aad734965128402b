"""E-mail addresses in a message, masked: none is ever stored, and none refuses what else somebody wrote."""

import re
from collections.abc import Iterable

from pelican.plugins.comments.cuts import MASK, Line
from pelican.plugins.comments.privacy import find_addresses, find_shown_addresses


def mask_lines(lines: Iterable[Line]) -> list[Line]:
    """The lines with a mask in the place of each address."""
    return [Line(mask_addresses(line.text), is_cut=line.is_cut) for line in lines]


def mask_addresses(line: str) -> str:
    """The line with a mask in the place of each address, or alone where one is disguised."""
    masked = line
    for address in find_addresses(line):
        masked = masked.replace(address, MASK)
    if not _holds_address(masked):
        return masked
    words = re.split(r"(\s+)", masked)
    masked = "".join(MASK if _holds_address(word) else word for word in words)
    return MASK if _holds_address(masked) else masked


def drop_addresses(name: str) -> str:
    """A name without the address that some write or programs put behind it."""
    masked = mask_addresses(name)
    before, mask, behind = masked.partition(MASK)
    if not mask:
        return name
    return " ".join(
        f"{before.rstrip().rstrip('<([').rstrip()} {behind.lstrip('>)] ')}".replace(MASK, "").split()
    )


def _holds_address(text: str) -> bool:
    return bool(find_addresses(text) or find_shown_addresses(text))
