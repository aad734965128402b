"""The dict IMAGES of pelicanconf.py, validated once and frozen."""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

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
    """The settings that the dict IMAGES asks for.

    Raises ImageError naming every unknown key and every unusable value at once.
    """
    if not isinstance(raw, dict):
        raise ImageError(f"pelicanconf.py: IMAGES is {raw!r}; write a dict, such as {{'avif_quality': 60}}.")
    problems = [*_find_unknown_keys(raw), *_find_unusable_values(raw)]
    if problems:
        raise ImageError("\n".join(problems))
    widths = tuple(sorted(raw.get("widths", ImageSettings().widths)))
    return ImageSettings(**{**raw, "widths": widths})


def _find_unknown_keys(raw: Mapping[object, object]) -> Iterator[str]:
    known = [field.name for field in fields(ImageSettings)]
    for key in raw:
        if key not in known:
            nearest = difflib.get_close_matches(str(key), known, n=1)
            hint = f"did you mean {nearest[0]!r}?" if nearest else f"the keys are {', '.join(known)}."
            yield f"pelicanconf.py: IMAGES has no key {key!r}; {hint}"


def _find_unusable_values(raw: Mapping[object, object]) -> Iterator[str]:
    widths = raw.get("widths", [1])
    if not (isinstance(widths, list | tuple) and widths and all(_is_within(w, MOST_PIXELS) for w in widths)):
        yield (
            f"pelicanconf.py: IMAGES['widths'] is {widths!r}; "
            f"write a list of widths in pixels, up to {MOST_PIXELS}, such as [400, 800]."
        )
    for key in ("avif_quality", "webp_quality"):
        if not _is_within(raw.get(key, 1), 100):
            yield f"pelicanconf.py: IMAGES[{key!r}] is {raw[key]!r}; write a number from 1 to 100."
    for key in ("sizes", "gallery_sizes"):
        value = raw.get(key, "100vw")
        if not (isinstance(value, str) and _SIZES.fullmatch(value)):
            yield f"pelicanconf.py: IMAGES[{key!r}] is {value!r}; write lengths of CSS, such as '100vw'."
    cache = raw.get("cache", "cache")
    if not (isinstance(cache, str) and cache.strip()):
        yield f"pelicanconf.py: IMAGES['cache'] is {cache!r}; write the path of a folder."


def _is_within(value: object, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= most
