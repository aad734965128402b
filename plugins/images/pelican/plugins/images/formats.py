"""What files of each suffix should contain, and what to tell the writer if they do not."""

import re

from PIL import UnidentifiedImageError

FORMATS = {
    ".avif": ("AVIF",),
    ".gif": ("GIF",),
    **dict.fromkeys((".jfif", ".jpe", ".jpeg", ".pjp", ".pjpeg", ".jpg"), ("JPEG", "MPO")),
    ".apng": ("PNG",),
    ".png": ("PNG",),
    ".webp": ("WEBP",),
}
"""Pillow's names of the formats for each suffix; an MPO is a JPEG followed by more pictures.

Of several suffixes for a format, the last is the recommended one.
"""
DRAWING = ".svg"
NOT_FOR_THE_WEB = (".bmp", ".heic", ".heif", ".jp2", ".jxl", ".psd", ".raw", ".tif", ".tiff")
_READABLE = {"BMP", "JPEG2000", "TIFF"}
"""What Pillow reads but not all browsers do."""
DECODED = sorted({kind for (kind, *_) in FORMATS.values()} | _READABLE)
"""Pillow's names of all formats that are decoded."""
_STARTS = {
    "HEIC": re.compile(rb".{4}ftyp(?:hei|hev|mif1|msf1)", re.DOTALL),
    "JXL": re.compile(rb"\xff\x0a|\0\0\0\x0cJXL "),
    "PSD": re.compile(rb"8BPS"),
}
"""How files of other formats begin."""


def find_suffix(name: str) -> str:
    """The suffix of a file's name with its dot, in lower case."""
    return f".{name.rpartition('.')[2].lower()}"


def describe_format(kind: str, suffix: str) -> str:
    """The problem of a picture in a format, by Pillow's name, in a file of this suffix; or ""."""
    if kind in _READABLE:
        return _describe_unfit(kind)
    if kind in FORMATS.get(suffix, ()):
        return ""
    right = next(right for right, kinds in reversed(FORMATS.items()) if kind in kinds)
    problem = f"its format is {right[1:].upper()}, but its suffix is {suffix}"
    return f"{problem}; rename it to {right}, here and in the text."


def is_shown_by_browsers(kind: str, suffix: str) -> bool:
    """Whether browsers show a picture in a format, by Pillow's name, in a file of this suffix.

    They go by the content, except for what is served as XML (https://mimesniff.spec.whatwg.org, 8.1).
    """
    return suffix != DRAWING and any(kind in kinds for kinds in FORMATS.values())


def describe_drawing(suffix: str) -> str:
    """The problem of an SVG in a file of this suffix; or ""."""
    if suffix == DRAWING:
        return ""
    problem = f"its format is SVG, but its suffix is {suffix}, so no browser shows it"
    return f"{problem}; rename it to .svg, here and in the text."


def describe_unreadable(data: bytes, suffix: str, error: Exception) -> str:
    """The problem of a file that Pillow cannot open."""
    kind = next((kind for kind, start in _STARTS.items() if start.match(data)), "")
    if not kind and suffix in NOT_FOR_THE_WEB:
        kind = suffix[1:].upper()
    return _describe_unfit(kind) if kind else describe_broken(error)


def describe_broken(error: Exception) -> str:
    """The problem of a file that breaks off or is not a picture."""
    reason = "" if isinstance(error, UnidentifiedImageError) else f" ({error})"
    return f"this file is broken or not a picture{reason}; save it again as JPEG or PNG."


def _describe_unfit(kind: str) -> str:
    return (
        f"its format is {kind}, which is not for the web, and it may say where it was taken; "
        "save it as JPEG, and do not publish this file."
    )
