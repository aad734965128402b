"""What kind of file was saved: a message, a message in Apple's wrapper, a mailbox, or something else."""

import re

from .refusals import Refusal

_SIGNATURES = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": Refusal.OUTLOOK,
    b"!BDN": Refusal.OUTLOOK_DATA,
    b'x\x9f>"': Refusal.WINMAIL,
    b"-----BEGIN PGP MESSAGE-----": Refusal.PGP,
    b"%PDF-": Refusal.PDF,
    b"PK\x03\x04": Refusal.ARCHIVE,
    b"{\\rtf": Refusal.RICH_TEXT,
    b"\x89PNG": Refusal.PICTURE,
    b"\xff\xd8\xff": Refusal.PICTURE,
}
"""The first bytes of files that are not messages."""

_BOM = b"\xef\xbb\xbf"
_WEB_PAGE = re.compile(rb"\s*<(?:!doctype html|html)\b", re.IGNORECASE)
_MAILBOX = re.compile(rb"\AFrom [^\n]*\n.*\n\r?\nFrom [^\n]*\n[!-9;-~]+:", re.DOTALL)
_EMLX = re.compile(rb"\A\s*(\d{1,10})[ \t]*\r?\n")
_PLIST = re.compile(rb"\s*<\?xml[^>]*\?>\s*(?:<!DOCTYPE plist[^>]*>\s*)?<plist\b")


def unwrap_message(data: bytes) -> bytes | Refusal:
    """The message in a file, unwrapped if it is Apple Mail's (.emlx); otherwise what the file is."""
    data = data.removeprefix(_BOM)
    for start, refusal in _SIGNATURES.items():
        if data.startswith(start):
            return refusal
    if _WEB_PAGE.match(data):
        return Refusal.WEB_PAGE
    if _MAILBOX.match(data):
        return Refusal.MAILBOX
    return _unwrap_emlx(data)


def _unwrap_emlx(data: bytes) -> bytes:
    """The message in a file whose first line is its length in bytes, and which ends in a property list.

    If something changed the line endings, the length is wrong, and the message ends where the list begins.
    """
    first = _EMLX.match(data)
    if not first:
        return data
    message = data[first.end() :]
    length = int(first[1])
    if _PLIST.match(message, length):
        return message[:length]
    lists = [found.start() for found in _PLIST.finditer(message)]
    return message[: lists[-1]] if lists else message
