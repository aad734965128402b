"""The text of an e-mail: the part that holds it, its charset and its line breaks."""

import re
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart
from itertools import pairwise

from pelican.plugins.comments.intake import Reason, Rejection

from .html_bodies import convert_html
from .quotations import keep_own_text

MAX_TEXT = 256 * 1024
"""Bytes of the part that holds the text; pictures and other attachments do not count."""

_NO_CHARSETS = {"idna", "punycode", "raw_unicode_escape", "unicode_escape", "undefined"}
"""What Python can decode besides charsets; slowly, or with a warning."""
_READ_AS = {"iso-8859-1": "windows-1252", "latin1": "windows-1252"}

_WRAPPED_AT = 72
_LONGEST_WRAPPED = 80
_LONGEST_WORD = 50
_BLOCK = re.compile(r"[>|#]|[-*+] |\d{1,9}[.)] |\s|$")
_FENCE = re.compile(r"^(?:```|~~~)", re.MULTILINE)


def extract_text(message: EmailMessage) -> str | Rejection:
    """What the writer of a message wrote in it, as Markdown; empty where the message has no text.

    Plain text comes before HTML. It is a rejection where there is more of it than anybody writes. Raises
    RecursionError where parts or elements lie too deep in each other.
    """
    for kind in ("text/plain", "text/html"):
        parts = [(part, data) for part, data in _list_parts(message, kind) if data.strip()]
        if sum(len(data) for _, data in parts) > MAX_TEXT:
            return Rejection(Reason.LONG_MESSAGE)
        if parts:
            return "\n\n".join(_read_part(part, data) for part, data in parts)
    return ""


def _list_parts(part: MIMEPart, kind: str) -> Iterator[tuple[MIMEPart, bytes]]:
    """The parts of this kind that are the message itself: several where a picture stands in its midst."""
    data = part.get_payload(decode=True)
    if part.is_attachment() or part.get_filename():
        return
    if part.get_content_type() == kind and isinstance(data, bytes):
        yield part, data
    elif part.is_multipart() and part.get_content_maintype() == "multipart":
        for inner in part.iter_parts():
            yield from _list_parts(inner, kind)


def _read_part(part: MIMEPart, data: bytes) -> str:
    text = re.sub(r"\r\n?", "\n", _decode(data, part.get_content_charset() or ""))
    is_plain = part.get_content_subtype() == "plain"
    return _read_plain(text, part) if is_plain else keep_own_text(convert_html(text))


def _decode(data: bytes, charset: str) -> str:
    """The text in bytes of this charset; of the likeliest other one where it is none or a wrong one.

    Latin-1 is read as windows-1252, its superset (https://encoding.spec.whatwg.org/#names-and-labels).
    """
    names = (_READ_AS.get(charset, charset), "utf-8", "windows-1252")
    for name in names:
        try:
            if name.replace("-", "_") not in _NO_CHARSETS:
                return data.decode(name).removeprefix("\ufeff")
        except (LookupError, ValueError):
            continue
    return data.decode("latin-1")


def _read_plain(text: str, part: MIMEPart) -> str:
    if str(part.get_param("format")).lower() == "flowed":
        return keep_own_text(_join_flowed(text, deletes_space=str(part.get_param("delsp")).lower() == "yes"))
    return _join_wrapped(keep_own_text(text))


def _join_flowed(text: str, *, deletes_space: bool) -> str:
    """The paragraphs of a text with `format=flowed`, one a line (RFC 3676, 4).

    A line that ends in a space goes on in the next one of the same depth of quotation. An empty one ends the
    paragraph and stays, since the first line of an e-mail that a link begins ends in a space by itself.
    """
    paragraphs: list[tuple[str, list[str]]] = []
    is_open = False
    for line in text.split("\n"):
        unquoted = line.lstrip(">")
        quotes = line[: len(line) - len(unquoted)]
        content = unquoted.removeprefix(" ")  # put there lest the line begin with a mark
        is_signature = content == "-- "
        if not (is_open and paragraphs[-1][0] == quotes and content and not is_signature):
            paragraphs.append((quotes, []))
        is_open = content.endswith(" ") and not is_signature
        paragraphs[-1][1].append(content[:-1] if is_open and deletes_space else content)
    return "\n".join(" ".join(filter(None, [quotes, "".join(lines)])) for quotes, lines in paragraphs)


def _join_wrapped(text: str) -> str:
    """The text without the line breaks of a mail program that wraps what it sends, as Gmail does.

    A comment's line breaks are shown. Those go where the next word would not have fitted on the line, but
    only in a text without a longer line and without code.
    """
    lines = text.split("\n")
    if _FENCE.search(text) or any(map(_is_unwrapped, lines)):
        return text
    joined: list[list[str]] = []
    for before, line in pairwise(["", *lines]):
        if _is_wrapped(before, line):
            joined[-1].append(line)
        else:
            joined.append([line])
    return "\n".join(" ".join(pieces) for pieces in joined)


def _is_unwrapped(line: str) -> bool:
    is_long = len(line) > _LONGEST_WRAPPED and not line.startswith(">")
    return is_long and max(map(len, line.split()), default=0) < _LONGEST_WORD


def _is_wrapped(before: str, line: str) -> bool:
    """Whether a line goes on where the one before it had no room for its first word."""
    if not before or before[0] in "> \t" or _BLOCK.match(line):
        return False
    return len(f"{before} {line.split(maxsplit=1)[0]}") > _WRAPPED_AT
