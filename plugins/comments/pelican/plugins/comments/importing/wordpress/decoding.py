"""The characters of an export, whatever its encoding is and whatever it claims to be."""

import codecs
import io
import re
from collections.abc import Callable, Iterator

from .sources import Source

Record = Callable[[str, int, int], None]
"""(what, line, count) → None: keeps what was mended."""

_START = 4096
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})", re.IGNORECASE)
_KNOWN = re.compile(
    r"utf-?16(-?[lb]e)?|us-?ascii|iso-?8859-?\d+|latin-?\d+|(windows-?|cp)(125\d|874|93\d|949|950)|gb\w+|big5\w*|"
    r"euc-?\w+|shift[_-]?jis\w*|iso-?2022-?jp|koi8-?[rut]|tis-?620",
    re.IGNORECASE,
)
"""Encodings of texts; Python knows others, which are not, and slow ones."""
_SUPERSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
}
"""What texts that claim an encoding are really in, as browsers know too."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_ESCAPED = re.compile("[\udc80-\udcff]+")
CHUNK = 1 << 18


def read_chunks(source: Source, record: Record) -> Iterator[str]:
    """The text of a file, with newlines at the ends of its lines.

    A byte that its encoding does not know becomes what Windows-1252 calls it.
    """
    encoding = _find_encoding(source, record)
    line = 1
    with source.open() as stream:
        text = io.TextIOWrapper(stream, encoding=encoding, errors="surrogateescape")
        while chunk := text.read(CHUNK):
            if not chunk.isascii() and _ESCAPED.search(chunk):
                chunk = _mend_bytes(chunk, line, record)
            line += chunk.count("\n")
            yield chunk
        text.detach()


def _find_encoding(source: Source, record: Record) -> str:
    with source.open() as stream:
        start = stream.read(_START)
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return encoding
    declared = _DECLARED.search(start)
    name = declared[1].decode().lower() if declared else "utf-8"
    if not _KNOWN.fullmatch(name) or not _is_codec(name):
        return "utf-8"
    if name.startswith("utf") or _is_utf_8(source):
        record("wrong-encoding", 1, 1)
        return "utf-8"
    return _SUPERSETS.get(name, name)


def _is_codec(name: str) -> bool:
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True


def _is_utf_8(source: Source) -> bool:
    """Whether a file that declares another encoding is in UTF-8, but for some damage."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    valid = invalid = 0
    with source.open() as stream:
        while data := stream.read(CHUNK):
            if not data.isascii():
                chunk = decoder.decode(data)
                escaped = sum(map(len, _ESCAPED.findall(chunk)))
                invalid += escaped
                valid += len(chunk.encode("utf-8", "surrogatepass")) - len(chunk) - 2 * escaped
    return valid > 3 * invalid


def _mend_bytes(chunk: str, line: int, record: Record) -> str:
    parts: list[str] = []
    end = 0
    for match in _ESCAPED.finditer(chunk):
        line += chunk.count("\n", end, match.start())
        record("wrong-bytes", line, len(match[0]))
        parts += [chunk[end : match.start()], _read_bytes(match[0].encode("utf-8", "surrogateescape"))]
        end = match.end()
    return "".join([*parts, chunk[end:]])


def _read_bytes(data: bytes) -> str:
    """What stray bytes mean: halves of a character as old databases keep it, or Windows-1252."""
    try:
        halves = data.decode("utf-8", "surrogatepass")
        return halves.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        return data.decode("latin-1")  # whose control characters are then read as Windows-1252's
