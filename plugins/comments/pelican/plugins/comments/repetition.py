"""Recognises a repeated comment: the same one sent again within ten minutes counts once.

The files on disk decide, so that a restart of the server changes nothing. An id is a hash of what was sent
and of the ten-minute period it was sent in, so that only two ids have to be looked up.
"""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2s
from itertools import count
from pathlib import Path

from pelican_toolkit.files import create_file

from .errors import CommentFileError
from .headers import Header, format_file, parse_header
from .intake import Submission, normalize_message
from .keeping import find_kept
from .markup import clean_name
from .models import Status
from .parsing import read_date
from .site import Site

WINDOW = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What was sent, as far as is known before it is examined."""

    id: str
    kept: Path | None
    """Its file or mark, if it arrived in the last ten minutes: then the sender is thanked again."""


def identify(submission: Submission, site: Site, now: datetime) -> Sending:
    """What was sent at this moment (aware): the same thing as just before, or a new one.

    Comments that wait, are published, or were dropped since all count as received. One that was removed left
    a tombstone, and the gate rejects it by its id.
    """
    period = int(now.timestamp() // WINDOW.total_seconds())
    free = make_id(submission, period)
    page = site.find_page(submission.post)
    if page is None:
        return Sending(id=free, kept=None)
    for past in (period - 1, period):
        for number in count():
            free = make_id(submission, past, number)
            path = find_kept(site, page.slug, free) or _find_mark(site, page.slug, free)
            if path is None:
                break
            header = _read_header(path)
            if _is_recent(header, site, now):
                return Sending(id=free, kept=None if _is_tombstone(header) else path)
    return Sending(id=free, kept=None)


def make_id(submission: Submission, period: int, number: int = 0) -> str:
    """The id of what was sent in a period, which is a count of windows since 1970.

    The number is only needed if a date was edited by hand, so that the usual id is taken.
    """
    parts = (
        submission.post,
        submission.parent.strip(),
        clean_name(submission.name),
        normalize_message(submission.message),
        period,
        number,
    )
    return f"w-{blake2s(json.dumps(parts).encode(), digest_size=8).hexdigest()}"


def _read_header(path: Path) -> Header:
    """The header of a file; empty if it cannot be read."""
    with suppress(OSError, UnicodeDecodeError, CommentFileError):
        return parse_header(path.read_text(encoding="utf-8-sig"), path.name)[0]
    return Header(path.name, {})


def _is_recent(header: Header, site: Site, now: datetime) -> bool:
    """Whether the date is within the window, to the second; a missing one counts as recent."""
    with suppress(CommentFileError):
        date = read_date(header, site.timezone)
        return date is None or abs(now.replace(microsecond=0) - date) <= WINDOW
    return True


def _is_tombstone(header: Header) -> bool:
    return header.values.get("status", "").lower() == Status.REMOVED


def mark_decided(path: Path, post: str, comment_id: str, site: Site, now: datetime) -> None:
    """Leave a mark, with the id and date of a comment that is dropped now, while it may be sent again.

    The mark looks like a temporary file of a killed server: nothing takes it for a comment, and it is swept
    up. If it cannot be written, the decision still holds, but a retry may bring the comment back.
    """
    header = _read_header(path)
    date = header.values.get("date")
    if date and _is_recent(header, site, now):
        with suppress(OSError):
            create_file(_name_mark(site, post, comment_id), format_file({"date": date}, ""))


def _find_mark(site: Site, post: str, comment_id: str) -> Path | None:
    path = _name_mark(site, post, comment_id)
    return path if path.is_file() else None


def _name_mark(site: Site, post: str, comment_id: str) -> Path:
    return site.inbox / post / f".{comment_id}.tmp"
