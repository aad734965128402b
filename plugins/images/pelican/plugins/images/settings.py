"""The dict IMAGES of pelicanconf.py, validated once and frozen."""

import re
from dataclasses import dataclass, replace
from typing import Any

from pelican_toolkit import settings as toolkit

from .errors import ImageError

MOST_PIXELS = 16383
"""The longest side of a WebP picture."""
_SIZES = re.compile(r"[^\"'<>&;{}]*\d[^\"'<>&;{}]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageSettings:
    """Every key of IMAGES with its default; the README explains each."""

    widths: tuple[int, ...] = (480, 800, 1200, 1600)
    sizes: str = "100vw"
    gallery_sizes: str = "50vw"
    avif_quality: int = 50
    webp_quality: int = 80
    cache: str = ".cache/images"


def read_settings(raw: object) -> ImageSettings:
    """The settings in the dict IMAGES, its widths sorted. Raises ImageError with all problems at once."""
    settings = toolkit.read_settings("IMAGES", raw, ImageSettings, _RULES, ImageError)
    return replace(settings, widths=tuple(sorted(settings.widths)))


def _is_within(value: Any, most: int) -> bool:  # noqa: ANN401  # whatever the writer wrote
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= most


def _are_widths(value: Any) -> bool:  # noqa: ANN401  # as above
    return isinstance(value, list | tuple) and bool(value) and all(_is_within(w, MOST_PIXELS) for w in value)


_WIDTHS = toolkit.Rule(_are_widths, f"a list of widths in pixels, up to {MOST_PIXELS}, such as [400, 800]")
_QUALITY = toolkit.Rule(lambda value: _is_within(value, 100), "a number from 1 to 100")
_LENGTHS = toolkit.Rule(
    lambda value: isinstance(value, str) and bool(_SIZES.fullmatch(value)), "lengths in CSS, such as '100vw'"
)
_FOLDER = toolkit.Rule(lambda value: isinstance(value, str) and bool(value.strip()), "the path of a folder")
_RULES = {
    "widths": _WIDTHS,
    "sizes": _LENGTHS,
    "gallery_sizes": _LENGTHS,
    "avif_quality": _QUALITY,
    "webp_quality": _QUALITY,
    "cache": _FOLDER,
}
