"""What a picture's file is: its size, whether it moves, whether its suffix is right."""

import re
import struct
from io import BytesIO

from PIL import Image

from .errors import ImageError
from .metadata import strip_metadata
from .models import Facts

FORMATS = {
    ".avif": ("AVIF",),
    ".gif": ("GIF",),
    **dict.fromkeys((".jfif", ".jpe", ".jpeg", ".pjp", ".pjpeg", ".jpg"), ("JPEG", "MPO")),
    ".apng": ("PNG",),
    ".png": ("PNG",),
    ".webp": ("WEBP",),
}
"""What Pillow calls the content of a file of each suffix; an MPO is a JPEG with more pictures behind it.

Of several suffixes the last is the one to be advised.
"""
DRAWING = ".svg"
NOT_FOR_BROWSERS = (".bmp", ".heic", ".heif", ".jp2", ".jxl", ".psd", ".raw", ".tif", ".tiff")
UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, LookupError, ArithmeticError, struct.error)
"""What Pillow raises upon broken files: there is no class of its own."""
_MOST_PIXELS = 89_478_485
"""Where Pillow begins to warn: decoded, they take 256 MiB."""
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_ORIENTATION, _GPS = 0x0112, 0x8825  # tags of Exif
_LYING = {5, 6, 7, 8}
"""Orientations whose pixels lie on their side."""

_ROOT = re.compile(r"<(?:\w+:)?svg\b[^>]*>", re.IGNORECASE)
_LENGTH = r"""\s{}\s*=\s*["']\s*(\d+(?:\.\d+)?)(?:px)?\s*["']"""
_VIEW_BOX = re.compile(r"""\sviewBox\s*=\s*["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)\s*["']""")


def examine(data: bytes, name: str) -> Facts:
    """The facts of a picture's file, read to its end; raises ImageError where a reader would see no picture.

    `name` is the file's path below the content folder, for the message.
    """
    suffix = find_suffix(name)
    if suffix in NOT_FOR_BROWSERS:  # nor can be cleaned of what it says
        raise ImageError(
            f"{name}: browsers do not show this format. Save the picture as JPEG, "
            "and take this file out of what is published."
        )
    if suffix == DRAWING:
        width, height = _measure_drawing(data, name)
        return Facts(width=width, height=height, orientation=1, still=False, private=False, size=len(data))
    try:
        with Image.open(BytesIO(data), formats=sorted({kind for (kind, *_) in FORMATS.values()})) as picture:
            _check_suffix(picture, name, suffix)
            if picture.width * picture.height > _MOST_PIXELS:
                raise Image.DecompressionBombError  # as Pillow does from twice as many
            picture.load()
            return _read_facts(picture, data, name)
    except _BOMBS as error:
        raise ImageError(
            f"{name}: this picture has more than {_MOST_PIXELS // 10**6} million pixels. Save it smaller: "
            "a width of 2,000 pixels is enough for any screen."
        ) from error
    except UNREADABLE as error:
        raise ImageError(
            f"{name}: this file is broken, or no picture. Save it again as JPEG or PNG. ({error})"
        ) from error


def find_suffix(name: str) -> str:
    """The suffix of a file's name with its dot, in small letters."""
    return f".{name.rpartition('.')[2].lower()}"


def _check_suffix(picture: Image.Image, name: str, suffix: str) -> None:
    if picture.format in FORMATS[suffix]:
        return
    right = next(right for right, kinds in reversed(FORMATS.items()) if picture.format in kinds)
    raise ImageError(
        f"{name}: this file is a {right[1:].upper()} picture that calls itself {suffix}. "
        f"Give it a name in {right}, here and in the text."
    )


def _read_facts(picture: Image.Image, data: bytes, name: str) -> Facts:
    orientation = _read_orientation(picture)
    published = strip_metadata(data, orientation)
    if published == data and _tells_place(picture, data):
        raise ImageError(
            f"{name}: this picture says where it was taken, and that cannot be taken out of this format. "
            "Save it again without its metadata, or as JPEG."
        )
    width, height = picture.size[:: -1 if orientation in _LYING else 1]
    return Facts(
        width=width,
        height=height,
        orientation=orientation,
        still=picture.format == "MPO" or not getattr(picture, "is_animated", False),
        private=published != data,
        size=len(published),
    )


def _read_orientation(picture: Image.Image) -> int:
    noted = picture.getexif().get(_ORIENTATION, 1)
    return noted if noted in range(1, 9) else 1


def _tells_place(picture: Image.Image, data: bytes) -> bool:
    if picture.format == "GIF":  # holds XMP as it is, anywhere between its frames
        return b":GPSL" in data
    return bool(picture.getexif().get_ifd(_GPS)) or b"GPSL" in (picture.info.get("xmp") or b"")


def _measure_drawing(data: bytes, name: str) -> tuple[int, int]:
    """The size of an SVG in CSS pixels, else the proportions of its viewBox; (0, 0) where it has neither."""
    root = _ROOT.search(data.decode("utf-8", errors="replace"))
    if root is None:
        raise ImageError(f"{name}: this file is no SVG picture. Save it again, or rename it to what it is.")
    sides = [re.search(_LENGTH.format(side), root[0]) for side in ("width", "height")]
    box = _VIEW_BOX.search(root[0])
    width, height = (
        float(side[1]) if side else float(box[place]) if box else 0 for place, side in enumerate(sides, 1)
    )
    return (round(width), round(height)) if width and height else (0, 0)
