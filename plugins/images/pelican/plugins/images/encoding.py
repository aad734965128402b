"""A picture in the widths and formats that browsers want; the same bytes on every machine."""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from io import BytesIO

import PIL
from PIL import Image, features

from .settings import ImageSettings

TYPES = {"avif": "image/avif", "webp": "image/webp"}
"""MIME types by suffix, in the order in which browsers are offered them: the lightest first."""
_RECIPE = 1
"""Raise it when this module makes something else from the same picture."""
_OPTIONS: Mapping[str, Mapping[str, int]] = {
    # Speed 8 takes a fifth of the time of 6 for a twentieth more bytes. One thread, since the bytes depend on
    # the number of threads.
    "avif": {"speed": 8, "max_threads": 1},
    "webp": {"method": 4},
}
_NARROWEST_STEP = 0.9
"""A width gets a file of its own if it is below this part of the next."""


def choose_widths(own: int, wanted: tuple[int, ...]) -> tuple[int, ...]:
    """The widths in pixels to save a picture in: the wanted ones below its own, then its own."""
    widest = min(own, max(wanted))
    return (*(width for width in wanted if width < widest * _NARROWEST_STEP), widest)


def name_recipe(suffix: str, settings: ImageSettings) -> str:
    """A short name for everything that a format's bytes depend on, except the picture and the width."""
    parts = [
        _RECIPE,
        PIL.__version__,
        features.version(suffix),
        _OPTIONS[suffix],
        _read_quality(suffix, settings),
    ]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:8]


def list_types() -> list[str]:
    """The suffixes of TYPES that Pillow can write on this machine, in their order."""
    return [suffix for suffix in TYPES if features.check(suffix)]


def find_missing_types() -> str:
    """What to do if Pillow was built without one of the formats, else ""."""
    missing = " and ".join(suffix.upper() for suffix in TYPES if suffix not in list_types())
    if not missing:
        return ""
    return (
        f"Pillow {PIL.__version__}: cannot write {missing} on this machine, so readers get none; "
        "install the version from PyPI: pip install --upgrade --force-reinstall Pillow"
    )


def open_upright(data: bytes) -> Image.Image:
    """The picture as its photographer held the camera, in a mode that can be scaled."""
    from PIL import ImageOps  # noqa: PLC0415  # few builds get a new picture

    with Image.open(BytesIO(data)) as picture:
        return _unfold(ImageOps.exif_transpose(picture))


def scale(picture: Image.Image, width: int) -> Image.Image:
    """An upright picture in this width and in sRGB, with nothing but its pixels."""
    height = max(1, round(picture.height * width / picture.width))
    scaled = picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3)
    scaled = _convert_to_srgb(scaled)  # after scaling, when there are fewer pixels
    scaled.info.clear()
    return scaled


def encode(picture: Image.Image, suffix: str, settings: ImageSettings) -> bytes:
    """The bytes of a scaled picture in this format."""
    buffer = BytesIO()
    picture.save(buffer, suffix, quality=_read_quality(suffix, settings), **_OPTIONS[suffix])
    return buffer.getvalue()


def _read_quality(suffix: str, settings: ImageSettings) -> int:
    return settings.avif_quality if suffix == "avif" else settings.webp_quality


def _unfold(picture: Image.Image) -> Image.Image:
    """The picture in a mode that can be scaled: no palette, no 16 bits, transparency in a channel."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value / 257).convert("L")  # 65535 is white
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    if picture.mode in {"1", "L"}:
        return picture.convert("L")
    return picture if picture.mode == "CMYK" else picture.convert("RGB")


def _convert_to_srgb(picture: Image.Image) -> Image.Image:
    """The picture in sRGB; a broken profile or one for other colours is ignored, as browsers do."""
    profile = picture.info.get("icc_profile")
    if profile:
        from PIL import ImageCms  # noqa: PLC0415  # as above

        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        with suppress(ImageCms.PyCMSError, OSError):
            source, target = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(picture, source, target, outputMode=mode) or picture
    return picture.convert("RGB") if picture.mode == "CMYK" else picture
