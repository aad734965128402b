"""What of a message its writer wrote: no message that they answer, no signature, no advertisement.

Rather too much is kept than too little: a moderator sees what is left over, but not what is lost. So a
quotation stays where nothing says that a mail program put it there, for Markdown quotes with `>` too.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from pelican.plugins.comments.privacy import find_addresses

_MAX_ATTRIBUTION = 3
"""Lines of `On … wrote:`, which mail programs wrap."""
_MAX_LINE = 300
_MAX_SIGNATURE = 10
"""Lines below two hyphens alone; some mail programs lose the space that makes them a signature's."""
_MIN_FIELDS = 3
_MAX_HEADER = 6

_OPENING = re.compile(r"\W*(?:On|Le|Am|El|Il|Op|Em|Den|W dniu)\s.*\d")
_TIME = re.compile(r"\d{1,2}\s?[:h]\s?\d{2}")
_YEAR = re.compile(r"\b\d{4}\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2}\b")

_SEPARATOR = re.compile(
    r"\W*-{2,}\s*(?:original message|forwarded message|message d['\u2019]origine|message original"
    r"|mail original|message transféré|ursprüngliche nachricht|weitergeleitete nachricht|mensaje original"
    r"|messaggio originale|oorspronkelijk bericht|mensagem original)\s*-{2,}\s*",
    re.IGNORECASE,
)
_SENDER = re.compile(r"[\s*_]*(?:From|De|Von|Da|Van)[\s*_]*:[\s*_]*\S")
_FIELD = re.compile(
    r"[\s*_]*(?:From|Sent|Date|To|Cc|Subject|De|Envoyé|À|A|Objet|Von|Gesendet|Datum|An|Betreff|Enviado|Fecha"
    r"|Para|Asunto|Da|Inviato|Data|Oggetto|Van|Verzonden|Aan|Onderwerp|Assunto)[\s*_]*:[\s*_]*\S",
)
_RULE = re.compile(r"[\s_-]*")
_ADVERTISEMENT = re.compile(
    r"\W*(?:Sent (?:from|via|with \W?Proton)|Get \W?Outlook for|Envoyé (?:de|depuis|à partir d|avec)"
    r"|(?:Télécharge[rz]|Obtenir) \W?Outlook pour|Gesendet (?:von|mit)|Von meinem|Enviado (?:desde|do)"
    r"|Inviato da|Verzonden (?:vanaf|met))\b.{1,120}",
    re.IGNORECASE,
)


def keep_own_text(text: str) -> str:
    """The text without a quoted message, signature and advertisement; its other lines are as they were."""
    lines = text.split("\n")
    lines = lines[: _find_copy(lines)]
    lines = lines[: _find_closing(lines)]
    lines = lines[: _find_quotation(lines)]
    lines = _drop_attributions(lines)
    return "\n".join(lines[: _find_closing(lines)])


def _find_copy(lines: Sequence[str]) -> int:
    """The number of the line where another message begins that is not marked line by line.

    Outlook puts that message's header above it, others a line of hyphens with words in it.
    """
    for number, line in enumerate(lines):
        if _SEPARATOR.fullmatch(line[:_MAX_LINE]) or (_SENDER.match(line) and _is_header(lines, number)):
            return number
    return len(lines)


def _is_header(lines: Sequence[str], number: int) -> bool:
    block = takewhile(str.strip, lines[number : number + _MAX_HEADER])
    return sum(bool(_FIELD.match(line)) for line in block) >= _MIN_FIELDS


def _find_closing(lines: Sequence[str]) -> int:
    """The number of the line where the signature begins (RFC 3676, 4.3), or what the mail program adds."""
    end = len(lines)
    for number, line in enumerate(lines):
        if line == "-- " or (line.strip() == "--" and number >= len(lines) - 1 - _MAX_SIGNATURE):
            end = number
            break
    while end and (_RULE.fullmatch(lines[end - 1]) or _ADVERTISEMENT.fullmatch(lines[end - 1].rstrip())):
        end -= 1
    return end


def _find_quotation(lines: Sequence[str]) -> int:
    """The number of the line where a quoted message begins that nothing follows."""
    end = len(lines)
    while end and (not lines[end - 1].strip() or _is_quoted(lines[end - 1])):
        end -= 1
    start = _find_attribution(lines, end - 1) if end else None
    if start is not None:
        return start
    quoted = [line.lstrip("> ") for line in lines[end:]]
    head = [line for line in quoted if line.strip()][:_MAX_ATTRIBUTION]
    return end if any(find_addresses(line) or _is_attribution(line) for line in head) else len(lines)


def _drop_attributions(lines: Sequence[str]) -> list[str]:
    """The lines up to a copy that begins with `On … wrote:` alone, and without such lines above quotations.

    Below a quotation follows what its reader wrote, so that it is part of the comment.
    """
    kept: list[str] = []
    for number, line in enumerate(lines):
        kept.append(line)
        start = _find_attribution(lines, number)
        if start is None or not _has_both_marks(" ".join(lines[start : number + 1])):
            continue
        del kept[start - number - 1 :]
        if not _is_quoted(next(filter(str.strip, lines[number + 1 :]), "")):
            break
    return kept


def _find_attribution(lines: Sequence[str], last: int) -> int | None:
    """The number of the first line of the `On … wrote:` that ends in line `last`; None where none does."""
    first, joined = None, ""
    for number in range(last, max(last - _MAX_ATTRIBUTION, -1), -1):
        line = lines[number]
        if not line.strip() or _is_quoted(line) or len(line) > _MAX_LINE:
            break
        joined = f"{line} {joined}"
        if _is_attribution(joined):
            first = number if first is None else first
            if _OPENING.match(line):
                return number
    return first


def _is_attribution(line: str) -> bool:
    """Whether a line ends in a colon and bears a mark of a mail program: an address, or day and hour."""
    if not line.rstrip("*_ \t\u00a0").endswith(":"):
        return False
    return bool(find_addresses(line)) or bool(_TIME.search(line) and _YEAR.search(line))


def _has_both_marks(line: str) -> bool:
    return bool(find_addresses(line) and _TIME.search(line) and _YEAR.search(line))


def _is_quoted(line: str) -> bool:
    return line.lstrip().startswith(">")
