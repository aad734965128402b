"""The pixels of what is made from a picture."""

import struct

import pytest
from pelican.plugins.images.encoding import choose_widths, encode, open_upright, scale
from pelican.plugins.images.settings import ImageSettings
from PIL import Image, ImageCms

from .photos import build_exif, draw, read
from .photos import encode as save

SETTINGS = ImageSettings(avif_quality=90, webp_quality=90)
WANTED = (480, 800, 1200, 1600)
SUFFIXES = ["avif", "webp"]
SIZE = (64, 40)


def derive(data: bytes, suffix: str, width: int = 64) -> Image.Image:
    return read(encode(scale(open_upright(data), width), suffix, SETTINGS))


def is_close(picture: Image.Image, place: tuple[int, int], colour: str) -> bool:
    expected = Image.new("RGB", picture.size, colour).getpixel(place)
    found = picture.convert("RGB").getpixel(place)
    return all(abs(one - other) < 24 for one, other in zip(found, expected, strict=True))


def test_no_width_is_above_the_picture_s_own_or_close_to_another() -> None:
    cases = {1: (1,), 480: (480,), 520: (520,), 640: (480, 640), 810: (480, 810), 1000: (480, 800, 1000)}
    for own, widths in {**cases, 1600: WANTED, 1700: WANTED, 8000: WANTED}.items():
        assert choose_widths(own, WANTED) == widths


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_width_is_true_and_bytes_are_always_the_same(suffix: str) -> None:
    data = save(draw(SIZE), "PNG")
    assert [derive(data, suffix, width).width for width in (1, 33, 64)] == [1, 33, 64]
    assert derive(save(draw((640, 1)), "PNG"), suffix, 64).size == (64, 1)
    assert len({encode(scale(open_upright(data), 50), suffix, SETTINGS) for _ in range(2)}) == 1


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_picture_is_upright_and_has_nothing_of_the_camera(suffix: str) -> None:
    lying = Image.new("RGB", SIZE, "navy")
    lying.paste("orange", (0, 0, 32, 40))  # held upright, the left is the top
    upright = derive(save(lying, "JPEG", exif=build_exif(6)), suffix, 40)
    assert upright.size == (40, 64)
    assert is_close(upright, (20, 10), "orange")
    assert is_close(upright, (20, 54), "navy")
    assert upright.getexif().get(0x0112, 1) == 1
    for kind in ("JPEG", "PNG", "WEBP"):
        photo = save(draw(SIZE), kind, exif=build_exif(3), xmp=b"<x>Jeanne</x>", icc_profile=SWAPPED)
        data = encode(scale(open_upright(photo), 64), suffix, SETTINGS)
        assert b"Jeanne" not in data
        assert not {"exif", "xmp", "icc_profile"} & set(read(data).info)


def make_palette(**options: int) -> bytes:
    picture = Image.new("P", SIZE, 1)
    picture.putpalette([0, 0, 0, 255, 165, 0])
    picture.paste(0, (0, 0, 32, 40))
    return save(picture, "PNG", **options)


MODES = [
    *((make_palette(), "#ffa500"), (make_palette(transparency=0), "#ffa500")),
    (save(Image.frombytes("I;16", SIZE, struct.pack("<H", 128 * 257) * 64 * 40), "PNG"), "#808080"),
    *((save(Image.new("1", SIZE, 1), "PNG"), "white"), (save(Image.new("L", SIZE, 128), "JPEG"), "#808080")),
    (save(Image.new("LA", SIZE, (128, 255)), "PNG"), "#808080"),
    (save(Image.new("CMYK", SIZE, (0, 90, 255, 0)), "JPEG", quality=95), "#ffa500"),
]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_colours_of_every_mode_are_kept_and_what_is_clear_stays_clear(suffix: str) -> None:
    assert [is_close(derive(data, suffix), (60, 20), colour) for data, colour in MODES] == [True] * len(MODES)
    clear = derive(make_palette(transparency=0), suffix)
    assert clear.mode == "RGBA"
    assert [clear.getpixel((x, 20))[3] for x in (4, 60)] == [0, 255]


def make_profile_of_swapped_primaries() -> bytes:
    """A profile in which what is called red is green, so that one sees whether it is heeded."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = int.from_bytes(profile[128:132])
    entries = {profile[start : start + 4].decode(): start for start in range(132, 132 + 12 * count, 12)}
    red, green = entries["rXYZ"], entries["gXYZ"]
    profile[red : red + 4], profile[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(profile)


SWAPPED = make_profile_of_swapped_primaries()


def test_profile_is_heeded_unless_it_is_broken_or_for_other_colours() -> None:
    for mode in ("RGB", "RGBA"):
        data = save(Image.new(mode, SIZE, "red"), "PNG", icc_profile=SWAPPED)
        assert is_close(derive(data, "avif"), (20, 20), "lime")
    for mode, profile in (("L", SWAPPED[:200]), ("CMYK", b"not a profile")):
        derived = derive(save(draw(SIZE, mode), "JPEG", icc_profile=profile), "avif")
        assert (derived.size, derived.info.get("icc_profile")) == (SIZE, None)
    grey = save(Image.new("L", SIZE, 128), "PNG", icc_profile=SWAPPED)
    assert is_close(derive(grey, "webp"), (20, 20), "#808080")
