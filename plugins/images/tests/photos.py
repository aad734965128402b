"""Pictures, made in memory."""

import random
from io import BytesIO
from typing import Any

from PIL import Image


def draw(size: tuple[int, int] = (300, 180), mode: str = "RGB") -> Image.Image:
    """A picture that no format makes small: noise, coarse enough to be scaled."""
    columns, rows = max(1, size[0] // 4), max(1, size[1] // 4)
    grains = Image.frombytes("L", (columns, rows), random.Random(1).randbytes(columns * rows))
    return grains.resize(size, Image.Resampling.BICUBIC).convert(mode)


def encode(picture: Image.Image, kind: str, **options: Any) -> bytes:
    """The bytes of a picture in a format."""
    buffer = BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def read(data: bytes) -> Image.Image:
    """The picture that bytes hold, loaded."""
    picture = Image.open(BytesIO(data))
    picture.load()
    return picture


def build_exif(orientation: int = 1, *, place: bool = True) -> Image.Exif:
    """What a telephone writes: its name, the turn it was held in, the writer's garden."""
    exif = Image.Exif()
    exif[0x0110] = "Telephone of Jeanne"
    exif[0x0112] = orientation
    if place:
        exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 29.0), 3: "E", 4: (2.0, 17.0, 40.0)})
    return exif
