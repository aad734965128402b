"""Texts that are not for readers, or not for all, in the words of any engine; see plugins/frontmatter."""

from collections.abc import Iterator

from pelican.plugins.frontmatter.reservations import Reservation

from .problems import Remark
from .rules import Rule
from .texts import Text


def check_reservation(text: Text) -> Iterator[Remark]:
    """What keeps a text back by another word than Pelican's own."""
    if not hasattr(text.content, "reservation"):  # the blog does without that plugin
        yield from _check_status(text)
    elif text.content.reservation:
        yield from _describe(text.content.reservation, text)


def _describe(reservation: Reservation, text: Text) -> Iterator[Remark]:
    line, message = text.find_line(reservation.key), reservation.sentence.rstrip(".")
    if not reservation.is_understood:
        yield Remark(line, Rule.STATUS_UNKNOWN, message)
    elif not reservation.is_native:
        yield Remark(line, Rule.HELD_BACK, message)


def _check_status(text: Text) -> Iterator[Remark]:
    """A status that Pelican does not know; `Skip` with a capital stops its build, as no other one does."""
    entry, allowed = text.find_entry("status"), text.source.kind.allowed_statuses
    if entry and entry.value and (entry.value.lower() not in allowed or entry.value.lower() == "skip"):
        message = f"Status: {entry.value} is unknown; write {', '.join(allowed[:-1])} or {allowed[-1]}"
        yield Remark(entry.line, Rule.STATUS_UNKNOWN, message)
