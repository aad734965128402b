"""Removes what a camera or a program has written beside the pixels, without changing the pixels.

A photograph says where it was taken (often the writer's home), when, and on whose phone; some have a short
film with sound after their end. Colour profiles and the orientation stay.
"""

import re
import struct
import zlib
from collections.abc import Iterator

# ITU-T T.81, B.1: a marker, but not the stuffed bytes and restart markers within a scan.
_JPEG_MARKER = re.compile(rb"\xff+([\x02-\xcf\xd8-\xfe])")
_JPEG_START, _JPEG_END = b"\xff\xd8", b"\xff\xd9"
_JPEG_EXTRAS = {*range(0xE0, 0xF0), 0xFE}
"""The markers of what programs add: APP0 to APP15, and comments."""
_JPEG_KEPT = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
"""Those of them that say how to show the pixels."""
_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_METADATA = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}
_WEBP_METADATA = {b"EXIF", b"XMP "}
_WEBP_FLAGS = {"exif": 0x08, "xmp": 0x04}


def strip_metadata(data: bytes, orientation: int) -> bytes:
    """The same picture without what is not for readers; anything but JPEG, PNG and WebP stays as it is.

    `orientation`, 1 to 8 as in Exif, is kept.
    """
    exif = _build_exif(orientation) if orientation != 1 else b""
    if data.startswith(_JPEG_START):
        return b"".join(_strip_jpeg(data, exif))
    if data.startswith(_PNG_START):
        return b"".join(_strip_png(data, exif))
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _strip_webp(data, exif)
    return data


def _build_exif(orientation: int) -> bytes:
    """A TIFF of one tag (Exif 2.32, 4.6.4): the orientation."""
    return struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, 0x0112, 3, 1, orientation, 0, 0)


def _strip_jpeg(data: bytes, exif: bytes) -> Iterator[bytes]:
    yield _JPEG_START
    if exif:
        yield struct.pack(">HH", 0xFFE1, len(exif) + 8) + b"Exif\0\0" + exif
    position = len(_JPEG_START)
    while found := _JPEG_MARKER.search(data, position):
        yield data[position : found.start()]
        if found[1] == _JPEG_END[1:]:
            break
        position = found.end() + int.from_bytes(data[found.end() : found.end() + 2])
        if not _is_jpeg_metadata(found[1][0], data[found.end() + 2 : position]):
            yield data[found.start() : position]
    else:
        yield data[position:]  # a scan without an end, as browsers show it
    yield _JPEG_END


def _is_jpeg_metadata(marker: int, content: bytes) -> bool:
    kept = _JPEG_KEPT.get(marker)
    return marker in _JPEG_EXTRAS and not (kept and content.startswith(kept))


def _strip_png(data: bytes, exif: bytes) -> Iterator[bytes]:
    yield _PNG_START
    position, kind = len(_PNG_START), b""
    while position < len(data) and kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", data, position)
        if kind not in _PNG_METADATA:
            yield data[position : position + length + 12]
        if kind == b"IHDR" and exif:
            yield _build_png_chunk(b"eXIf", exif)
        position += length + 12


def _build_png_chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", len(content), kind) + content + struct.pack(">I", zlib.crc32(kind + content))


def _strip_webp(data: bytes, exif: bytes) -> bytes:
    chunks: list[bytes] = []
    position, end = 12, 8 + int.from_bytes(data[4:8], "little")
    while position < min(end, len(data)):
        kind, length = struct.unpack_from("<4sI", data, position)
        chunk = data[position : position + 8 + length + length % 2]
        if kind == b"VP8X":
            flags = chunk[8] & ~sum(_WEBP_FLAGS.values()) | (_WEBP_FLAGS["exif"] if exif else 0)
            chunk = chunk[:8] + bytes([flags]) + chunk[9:]
        if kind not in _WEBP_METADATA:
            chunks.append(chunk)
        position += len(chunk)
    if exif:
        chunks.append(struct.pack("<4sI", b"EXIF", len(exif)) + exif)
    body = b"WEBP" + b"".join(chunks)
    return struct.pack("<4sI", b"RIFF", len(body)) + body
