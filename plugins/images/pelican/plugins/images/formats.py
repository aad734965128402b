"""What a file of each suffix ought to hold, and what to say to the writer where it does not."""

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
"""What Pillow calls the content of a file of each suffix; an MPO is a JPEG with more pictures behind it.

Of several suffixes the last is the one to be advised.
"""
DRAWING = ".svg"
NOT_FOR_THE_WEB = (".bmp", ".heic", ".heif", ".jp2", ".jxl", ".psd", ".raw", ".tif", ".tiff")
_READABLE = {"BMP", "JPEG2000", "TIFF"}
"""What Pillow reads and readers' browsers, or some of them, do not."""
DECODED = sorted({kind for (kind, *_) in FORMATS.values()} | _READABLE)
"""What Pillow calls all that is decoded."""
_STARTS = {
    "HEIC": re.compile(rb".{4}ftyp(?:hei|hev|mif1|msf1)", re.DOTALL),
    "JXL": re.compile(rb"\xff\x0a|\0\0\0\x0cJXL "),
    "PSD": re.compile(rb"8BPS"),
}
"""How files begin that neither reads."""


def find_suffix(name: str) -> str:
    """The suffix of a file's name with its dot, in small letters."""
    return f".{name.rpartition('.')[2].lower()}"


def describe_format(kind: str, suffix: str) -> str:
    """What is wrong with a picture of this kind, as Pillow calls it, in a file of this suffix; or ""."""
    if kind in _READABLE:
        return _describe_unfit(kind)
    if kind in FORMATS.get(suffix, ()):
        return ""
    right = next(right for right, kinds in reversed(FORMATS.items()) if kind in kinds)
    return (
        f"this is a {right[1:].upper()} picture named {suffix}. Rename it to {right}, here and in the text."
    )


def is_shown_by_browsers(kind: str, suffix: str) -> bool:
    """Whether browsers show a picture of this kind, as Pillow calls it, in a file of this suffix.

    They go by the content, but for what is served as XML (https://mimesniff.spec.whatwg.org, 8.1).
    """
    return suffix != DRAWING and any(kind in kinds for kinds in FORMATS.values())


def describe_drawing(suffix: str) -> str:
    """What is wrong with an SVG in a file of this suffix; or ""."""
    if suffix == DRAWING:
        return ""
    problem = f"this is an SVG drawing named {suffix}, which no browser shows. "
    return problem + "Rename it to .svg, here and in the text."


def describe_unreadable(data: bytes, suffix: str, error: Exception) -> str:
    """What is wrong with a file that Pillow cannot open."""
    kind = next((kind for kind, start in _STARTS.items() if start.match(data)), "")
    if not kind and suffix in NOT_FOR_THE_WEB:
        kind = suffix[1:].upper()
    return _describe_unfit(kind) if kind else describe_broken(error)


def describe_broken(error: Exception) -> str:
    """What is wrong with a picture that breaks off, or is none."""
    reason = "" if isinstance(error, UnidentifiedImageError) else f" ({error})"
    return f"this file is broken, or no picture. Save it again as JPEG or PNG.{reason}"


def _describe_unfit(kind: str) -> str:
    return (
        f"this is a {kind} picture, a format that is not for the web, and may say where it was taken. "
        "Save it as JPEG, and take this file out of what is published."
    )
