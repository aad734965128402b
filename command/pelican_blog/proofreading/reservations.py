"""Texts that are not for readers, or not for all, in the words of any engine; see plugins/frontmatter."""

from collections.abc import Iterator

from .problems import Remark
from .rules import Rule
from .texts import Text


def check_reservation(text: Text) -> Iterator[Remark]:
    """What keeps a text back by another word than Pelican's own; nothing where the blog lacks that plugin."""
    reservation = getattr(text.content, "reservation", None)
    if not reservation:
        return
    line, message = text.find_line(reservation.key), reservation.sentence.rstrip(".")
    if not reservation.is_understood:
        yield Remark(line, Rule.STATUS_UNKNOWN, message)
    elif not reservation.is_native:
        yield Remark(line, Rule.HELD_BACK, message)
