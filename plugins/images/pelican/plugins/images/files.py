"""What a picture's file is by its content: its size, whether it moves, its problems."""

import re
import struct
from io import BytesIO

from PIL import Image

from .formats import (
    DECODED,
    describe_broken,
    describe_drawing,
    describe_format,
    describe_unreadable,
    find_suffix,
    is_shown_by_browsers,
)
from .metadata import strip_metadata
from .models import Facts

UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, LookupError, ArithmeticError, struct.error)
"""What Pillow raises for broken files."""
_MOST_PIXELS = 89_478_485
"""Pillow warns from here on: decoded, they take 256 MiB."""
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_ORIENTATION, _GPS = 0x0112, 0x8825  # tags of Exif
_LYING = {5, 6, 7, 8}
"""Orientations whose pixels lie on their side."""
_TOO_LARGE = (
    f"this picture has more than {_MOST_PIXELS // 10**6} million pixels; save it smaller: "
    "a width of 2,000 pixels is enough for any screen."
)
_TELLS_PLACE = (
    "this picture says where it was taken, which cannot be removed from its format; "
    "save it again without its metadata, or as JPEG."
)

_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")
_PAGE = re.compile(r"<html|<!doctype\s+html", re.IGNORECASE)
_ROOT = re.compile(r"<(?:\w+:)?svg\b[^>]*>", re.IGNORECASE)
_LENGTH = r"""\s{}\s*=\s*["']\s*(\d+(?:\.\d+)?)(?:px)?\s*["']"""
_VIEW_BOX = re.compile(r"""\sviewBox\s*=\s*["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)\s*["']""")


def examine(data: bytes, name: str) -> Facts:
    """The facts of a picture's file, read to its end, with what the writer has to fix.

    The suffix of `name` is what the picture claims to be.
    """
    suffix = find_suffix(name)
    size = _measure_drawing(data)
    if size is not None:
        fault = describe_drawing(suffix)
        return Facts(width=size[0], height=size[1], still=False, size=len(data), fault=fault)
    try:
        with Image.open(BytesIO(data), formats=DECODED) as picture:
            return _read_facts(picture, data, suffix)
    except _BOMBS:
        fault = _TOO_LARGE
    except UNREADABLE as error:
        fault = describe_unreadable(data, suffix, error)
    return Facts(width=0, height=0, still=False, size=len(data), fault=fault)


def _read_facts(picture: Image.Image, data: bytes, suffix: str) -> Facts:
    broken = _find_damage(picture)
    exif = Image.Exif() if broken and "exif" not in picture.info else picture.getexif()  # which may decode
    orientation, tells_place = _read_orientation(exif), _tells_place(picture, exif, data)
    published = _strip(data, orientation) if tells_place or not broken else data
    kind, tells_place = str(picture.format), tells_place and published == data
    faults = [broken or describe_format(kind, suffix), _TELLS_PLACE if tells_place else ""]
    width, height = picture.size[:: -1 if orientation in _LYING else 1]
    is_moving = picture.format not in {"MPO", "TIFF"} and getattr(picture, "is_animated", False)
    return Facts(
        width=width,
        height=height,
        orientation=orientation,
        still=not broken and not is_moving,
        private=published != data,
        size=len(published),
        fault=" ".join(filter(None, faults)),
        harmless=bool(faults[0]) and not broken and not tells_place and is_shown_by_browsers(kind, suffix),
    )


def _find_damage(picture: Image.Image) -> str:
    """Why a picture is unusable, or ""."""
    if picture.width * picture.height > _MOST_PIXELS:  # Pillow refuses from twice as many
        return _TOO_LARGE
    try:
        picture.load()
    except UNREADABLE as error:
        return describe_broken(error)
    return ""


def _strip(data: bytes, orientation: int) -> bytes:
    try:
        return strip_metadata(data, orientation)
    except UNREADABLE:  # a broken file stays as it is
        return data


def _read_orientation(exif: Image.Exif) -> int:
    noted = exif.get(_ORIENTATION, 1)
    return noted if noted in range(1, 9) else 1


def _tells_place(picture: Image.Image, exif: Image.Exif, data: bytes) -> bool:
    if picture.format == "GIF":  # has plain XMP anywhere between its frames
        return b":GPSL" in data
    return bool(exif.get_ifd(_GPS)) or b"GPSL" in (picture.info.get("xmp") or b"")


def _measure_drawing(data: bytes) -> tuple[int, int] | None:
    """The size of an SVG in CSS pixels, else the proportions of its viewBox; (0, 0) if it has neither.

    None for anything but an SVG, such as a page that shows one.
    """
    text = data.decode("utf-8", errors="replace") if _MARKUP.match(data) else ""
    root = _ROOT.search(text)
    if root is None or _PAGE.search(text, 0, root.start()):
        return None
    sides = [re.search(_LENGTH.format(side), root[0]) for side in ("width", "height")]
    box = _VIEW_BOX.search(root[0])
    width, height = (
        float(side[1]) if side else float(box[place]) if box else 0 for place, side in enumerate(sides, 1)
    )
    return (round(width), round(height)) if width and height else (0, 0)
