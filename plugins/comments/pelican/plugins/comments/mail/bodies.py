"""The text of an e-mail: the part that contains it, or why none does."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage, MIMEPart

from pelican.plugins.comments.cuts import Line
from pelican.plugins.comments.intake import Reason, Rejection

from .armor import cut_armor, is_encrypted
from .charsets import decode_text
from .html_bodies import convert_html
from .line_breaks import join_flowed
from .refusals import Refusal

MAX_TEXT = 256 * 1024
"""Bytes of the part that contains the text; pictures and other attachments do not count."""

_SEALED = {
    "application/ms-tnef": Refusal.WINMAIL,
    "application/vnd.ms-tnef": Refusal.WINMAIL,
    "application/pgp-encrypted": Refusal.PGP,
    "multipart/encrypted": Refusal.PGP,
    "application/pkcs7-mime": Refusal.SMIME,
    "application/x-pkcs7-mime": Refusal.SMIME,
    "application/x-microsoft-rpmsg-message": Refusal.PROTECTED,
    "text/calendar": Refusal.CALENDAR,
}
"""Parts that may contain a text in a form we cannot read, or no text at all."""
_SEALED_NAMES = {"winmail.dat": Refusal.WINMAIL, "win.dat": Refusal.WINMAIL, "smime.p7m": Refusal.SMIME}

_Parts = list[tuple[MIMEPart, bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The text of a message."""

    lines: tuple[Line, ...] = ()
    """As Markdown; lines that the mail program marked as quoted or as a signature are cut."""
    is_wrapped: bool = False
    """Whether the mail program may have added line breaks."""


def extract_body(message: EmailMessage) -> Body | Rejection | Refusal:
    """The text of a message, plain before HTML; empty if it has none.

    The result is a rejection if there is more text than anybody writes, and a refusal if its form cannot be
    read here. Raises RecursionError if parts or elements are nested too deep.
    """
    for parts in _find_texts(message):
        if sum(len(data) for _, data in parts) > MAX_TEXT:
            return Rejection(Reason.LONG_MESSAGE)
        if parts:
            body = _join_parts(parts)
            return Refusal.PGP if is_encrypted(body.lines) else body
    return _find_seal(message) or Body()


def _find_texts(message: EmailMessage) -> Iterator[_Parts]:
    """The parts that make up the message itself, plain before HTML; several if a picture interrupts them.

    A part with a file name counts only if all have one, since some programs name everything they send.
    """
    kinds = [
        [(part, data) for part, data in _list_parts(message, kind) if data.strip()]
        for kind in ("text/plain", "text/html")
    ]
    for parts in kinds:
        yield [(part, data) for part, data in parts if not part.get_filename()]
    for parts in kinds:
        yield parts[:1]


def _list_parts(part: MIMEPart, kind: str) -> Iterator[tuple[MIMEPart, bytes]]:
    data = part.get_payload(decode=True)
    if part.is_attachment():
        return
    if part.get_content_type() == kind and isinstance(data, bytes):
        yield part, data
    elif part.is_multipart() and part.get_content_maintype() == "multipart":
        for inner in part.iter_parts():
            yield from _list_parts(inner, kind)


def _join_parts(parts: _Parts) -> Body:
    lines: list[Line] = []
    for part, data in parts:
        lines += [Line(""), *_read_part(part, data)]
    return Body(lines=tuple(lines[1:]), is_wrapped=not any(_keeps_breaks(part) for part, _ in parts))


def _read_part(part: MIMEPart, data: bytes) -> list[Line]:
    text = re.sub(r"\r\n?", "\n", decode_text(data, part.get_content_charset() or ""))
    if part.get_content_subtype() != "plain":
        return convert_html(text)
    if _is_flowed(part):
        text = join_flowed(text, deletes_space=str(part.get_param("delsp")).lower() == "yes")
    return cut_armor([Line(line) for line in text.split("\n")])


def _keeps_breaks(part: MIMEPart) -> bool:
    return part.get_content_subtype() != "plain" or _is_flowed(part)


def _is_flowed(part: MIMEPart) -> bool:
    return str(part.get_param("format")).lower() == "flowed"


def _find_seal(part: MIMEPart) -> Refusal | None:
    """The form that hides a message's text, if it is known."""
    name = (part.get_filename() or "").casefold()
    if found := _SEALED.get(part.get_content_type()) or _SEALED_NAMES.get(name):
        return found
    inner = part.iter_parts() if part.get_content_maintype() == "multipart" and part.is_multipart() else ()
    return next(filter(None, map(_find_seal, inner)), None)
