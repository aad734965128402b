"""A message sent to the blog: what it answers, the name to show, the text, and the date.

No address of a message is kept or printed, nor its Message-ID, which often contains one.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from hashlib import blake2s
from pathlib import Path
from typing import Any

from pelican.plugins.comments.cuts import Line
from pelican.plugins.comments.intake import Origin, Rejection, Submission
from pelican.plugins.comments.links import parse_reference

from .addresses import drop_addresses, mask_lines
from .automatic import find_automatic
from .bodies import Body, extract_body
from .formats import unwrap_message
from .line_breaks import join_wrapped
from .names import take_name
from .quotations import cut_foreign
from .refusals import Refusal

MAX_FILE = 32 * 1024 * 1024
"""Bytes of a message with its attachments; mail servers take less."""
_MAX_PARTS = 1_000
_MAX_LEVELS = 30
_MAX_HEADER = 4_000
_FIRST_DATE = datetime(1971, 1, 1, tzinfo=UTC)
"""When mail began; a clock that was never set says 1970."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message that answers an article or a comment."""

    submission: Submission
    """What its writer wants to publish, with addresses masked."""
    origin: Origin
    lines: tuple[Line, ...]
    """The whole text, so that the moderator sees what was cut; addresses are masked here too."""


def _parse_header(name: str, value: str) -> Any:  # noqa: ANN401  # a class of its own for each header
    """The header as the standard library parses it, with raw bytes read as UTF-8; empty if that fails."""
    text = value[:_MAX_HEADER].encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        return default.header_factory(name, text)
    except Exception:  # noqa: BLE001  # of many kinds: https://github.com/python/cpython/issues/151857
        return default.header_factory(name, "")


_POLICY = default.clone(header_factory=_parse_header)


def read_message(
    data: bytes,
    *,
    now: datetime,
    find_title: Callable[[str], str | None] = lambda _: None,
    catalogues: Path | None = None,
    public: Collection[str] = (),
) -> Letter | Rejection | Refusal:
    """The letter in a saved message; if it is not an answer, a rejection by the gate or a refusal.

    Any bytes may be given (RFC 5322, RFC 2045). `now` replaces a date that is missing, broken or in the
    future; `find_title` returns an article's title by its slug, which tells our reference from other brackets
    in a subject; the theme's catalogues may label the name differently; `public` addresses are not masked.
    """
    too_many = data.count(b"\n--") > _MAX_PARTS or data.count(b"boundary=") > _MAX_LEVELS
    if len(data) > MAX_FILE or too_many:  # more than any mail program sends
        return Refusal.NO_ANSWER
    unwrapped = unwrap_message(data)
    if isinstance(unwrapped, Refusal):
        return unwrapped
    try:
        return _read_message(unwrapped, now, find_title, catalogues, public)
    except RecursionError:  # messages or elements nested hundreds of levels deep
        return Refusal.NO_ANSWER


def _read_message(
    data: bytes,
    now: datetime,
    find_title: Callable[[str], str | None],
    catalogues: Path | None,
    public: Collection[str],
) -> Letter | Rejection | Refusal:
    message = message_from_bytes(data, policy=_POLICY)
    reference = parse_reference(str(message["subject"]), lambda slug: find_title(slug) is not None)
    title = find_title(reference[0]) if reference else None
    if automatic := find_automatic(message, title or ""):
        return automatic
    if reference is None:
        return Refusal.NO_ANSWER
    body = extract_body(message)
    if not isinstance(body, Body):
        return body
    name, lines = _read_body(body, _read_sender(message), catalogues, public)
    post, parent = reference
    own = "\n".join(line.text for line in lines if not line.is_cut)
    return Letter(
        submission=Submission(post=post, parent=parent, name=name, message=own),
        origin=Origin(id=_build_id(message, data), date=_read_date(message, now), source="mail"),
        lines=tuple(lines),
    )


def _read_body(
    body: Body, sender: str, catalogues: Path | None, public: Collection[str]
) -> tuple[str, Sequence[Line]]:
    """The name to show, and the lines without it."""
    name, lines = take_name(body.lines, cut_foreign(body.lines), sender, catalogues)
    lines = mask_lines(cut_foreign(lines), public)
    return drop_addresses(name) or sender, join_wrapped(lines) if body.is_wrapped else lines


def _read_sender(message: EmailMessage) -> str:
    """The sender's display name; empty if it is an address, or made from one by a program."""
    for sender in getattr(message["from"], "addresses", ()):
        name = str(sender.display_name)
        return "" if "@" in name or name == sender.username else name
    return ""


def _read_date(message: EmailMessage, now: datetime) -> datetime:
    date = getattr(message["date"], "datetime", None)
    if not isinstance(date, datetime):
        return now
    aware = date if date.tzinfo else date.replace(tzinfo=UTC)  # -0000: the zone is unknown (RFC 5322, 3.3)
    return aware if _FIRST_DATE <= aware <= now else now


def _build_id(message: EmailMessage, data: bytes) -> str:
    """An id that is always the same for a message, and reveals nothing about it.

    It is a hash of the raw header, which does not depend on the version of the parser.
    """
    raw = next((str(value) for name, value in message.raw_items() if name.lower() == "message-id"), "")
    seed = "".join(raw.split()).encode("utf-8", "surrogateescape") or data.replace(b"\r\n", b"\n")
    return f"m-{blake2s(seed).hexdigest()[:12]}"
