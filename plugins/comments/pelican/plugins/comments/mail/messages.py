"""The way in by e-mail: messages that the writer saved become comments that wait in the inbox.

No address of a message is kept or printed, nor its Message-ID, which often holds one.
"""

import quopri
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from hashlib import blake2s
from pathlib import Path
from typing import Any

from pelican.plugins.comments.intake import Origin, Reason, Rejection, Submission, examine, keep
from pelican.plugins.comments.links import name_label, parse_reference
from pelican.plugins.comments.models import State
from pelican.plugins.comments.site import Site
from pelican.plugins.comments.translations import list_languages, read_wording

from .bodies import extract_text

MAX_FILE = 32 * 1024 * 1024
"""Bytes of a message with its attachments; mail servers take less."""
_MAX_PARTS = 1_000
_MAX_LEVELS = 30
_MAX_HEADER = 4_000
_FIRST_DATE = datetime(1971, 1, 1, tzinfo=UTC)
"""When mail began; a clock that was never set says 1970."""

_MAILBOX = re.compile(rb"\AFrom [^\n]*\n.*\n\r?\nFrom [^\n]*\n[!-9;-~]+:", re.DOTALL)
_QUOTED_PRINTABLE = re.compile(r"=[0-9A-F]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of one file."""

    text: str
    """A line for the writer: the file, and where its comment is or why there is none."""
    is_kept: bool


def _parse_header(name: str, value: str) -> Any:  # noqa: ANN401  # a class of its own for each header
    """The header as the standard library has it, its raw bytes read as UTF-8; empty where that fails."""
    text = value[:_MAX_HEADER].encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        return default.header_factory(name, text)
    except Exception:  # noqa: BLE001  # of many kinds: https://github.com/python/cpython/issues/151857
        return default.header_factory(name, "")


_POLICY = default.clone(header_factory=_parse_header)


def receive_messages(files: Iterable[Path], site: Site) -> Iterator[Receipt]:
    """Put the comment in each message into the inbox, and say what became of it, file by file.

    The same message received twice changes nothing.
    """
    for file in files:
        text, is_kept = _receive_message(file, site)
        yield Receipt(text=f"{file}: {text}", is_kept=is_kept)


def _receive_message(file: Path, site: Site) -> tuple[str, bool]:
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_FILE + 1)
    except OSError as error:
        return f"cannot be read ({error.strerror}); name a message saved as a file (.eml).", False
    if _MAILBOX.match(data):
        return "is a mailbox with several messages; save them one by one (.eml).", False
    message = read_message(data, now=datetime.now(UTC), theme_catalogues=site.theme_catalogues)
    found = message if isinstance(message, Rejection) else examine(*message, site, is_moderation=True)
    if isinstance(found, Rejection):
        return _explain(found.reason), False
    try:
        kept = keep(found, site, published=False)
    except OSError as error:
        return f"cannot be kept ({error}); put that right, and run this again.", False
    closed = "" if site.posts[found.post].state is State.OPEN else "; that thread is closed by now"
    return f"{'waits' if kept.is_new else 'was already there'} as {found.post}/{found.id}{closed}", True


def _explain(reason: Reason) -> str:
    if reason is Reason.UNREADABLE:
        return "is no answer; name a message (.eml) that has [article] or [article/comment] in its subject."
    return f"is refused: {reason.explain(read_wording('en'))}"


def read_message(
    data: bytes, *, now: datetime, theme_catalogues: Path | None = None
) -> tuple[Submission, Origin] | Rejection:
    """What a message submits, and what we know of it by ourselves; a rejection where it is no answer.

    Any bytes may be given (RFC 5322, RFC 2045). `now` stands for a date that is missing, broken or to come;
    the theme's catalogues say how else its links may ask for a name.
    """
    too_many = data.count(b"\n--") > _MAX_PARTS or data.count(b"boundary=") > _MAX_LEVELS
    if len(data) > MAX_FILE or too_many:  # more than any mail program sends
        return Rejection(Reason.UNREADABLE)
    try:
        return _read_message(data, now, theme_catalogues)
    except RecursionError:  # messages in messages, or elements in elements, a hundredfold
        return Rejection(Reason.UNREADABLE)


def _read_message(
    data: bytes, now: datetime, theme_catalogues: Path | None
) -> tuple[Submission, Origin] | Rejection:
    message = message_from_bytes(data, policy=_POLICY)
    reference = parse_reference(str(message["subject"]))
    if reference is None:
        return Rejection(Reason.UNREADABLE)
    text = extract_text(message)
    if isinstance(text, Rejection):
        return text
    name, text = _take_name(text, theme_catalogues)
    post, parent = reference
    submission = Submission(post=post, parent=parent, name=name or _read_sender(message), message=text)
    origin = Origin(id=_build_id(message, data), date=_read_date(message, now), source="mail")
    return submission, origin


def _take_name(text: str, theme_catalogues: Path | None) -> tuple[str, str]:
    """The name in the line that the link put above the text, in whichever language, and the rest.

    The name is empty where there is no such line, or nothing in it.
    """
    wordings = (read_wording(lang, theme_catalogues) for lang in list_languages(theme_catalogues))
    labels = {_fold(name_label(wording)) for wording in wordings}
    lines = text.split("\n")
    for number, line in enumerate(lines):
        label, colon, name = _decode_leftovers(line).partition(":")
        if colon and _fold(label) in labels and not line.lstrip().startswith(">"):
            return name.replace("**", "").strip(), "\n".join([*lines[:number], *lines[number + 1 :]])
    return "", text


def _decode_leftovers(line: str) -> str:
    """The line, decoded where it is still quoted-printable: some programs encode twice what a link holds."""
    if not _QUOTED_PRINTABLE.search(line):
        return line
    return quopri.decodestring(line.encode(errors="replace")).decode(errors="replace")


def _fold(label: str) -> str:
    """The letters of a label: what programs do to blanks, accents, marks and capitals does not count."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", label.casefold())))


def _read_sender(message: EmailMessage) -> str:
    """The name that the sender goes by; empty where it is an address, or what a program made of it."""
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
    """An id that the same message always gets, and that tells nothing of it.

    It is of the raw header, which no version of the parser reads in another way than the next.
    """
    raw = next((str(value) for name, value in message.raw_items() if name.lower() == "message-id"), "")
    seed = "".join(raw.split()).encode("utf-8", "surrogateescape") or data.replace(b"\r\n", b"\n")
    return f"m-{blake2s(seed).hexdigest()[:12]}"
