"""The pixels of what is made of a picture."""

import re
import struct
from io import BytesIO

import pytest
from pelican.plugins.images.encoding import (
    choose_widths,
    encode,
    find_missing_types,
    list_types,
    name_recipe,
    open_upright,
    scale,
)
from pelican.plugins.images.settings import ImageSettings
from PIL import Image, ImageChops, ImageCms, features

from .photos import build_exif, draw, read
from .photos import encode as save

SETTINGS = ImageSettings(avif_quality=90, webp_quality=90)
WANTED = (480, 800, 1200, 1600)
SUFFIXES = ["avif", "webp"]


def derive(data: bytes, suffix: str, width: int = 64) -> Image.Image:
    return read(encode(scale(open_upright(data), width), suffix, SETTINGS))


@pytest.mark.parametrize(
    ("own", "widths"),
    [
        (1, (1,)),
        (480, (480,)),
        (520, (520,)),
        (640, (480, 640)),
        (810, (480, 810)),
        (1000, (480, 800, 1000)),
        (1600, WANTED),
        (1700, WANTED),
        (8000, WANTED),
    ],
)
def test_no_width_is_above_the_picture_s_own_or_close_to_another(own: int, widths: tuple[int, ...]) -> None:
    assert choose_widths(own, WANTED) == widths


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("width", [1, 33, 64])
def test_width_is_true(suffix: str, width: int) -> None:
    assert derive(save(draw((64, 40)), "PNG"), suffix, width).width == width


def test_line_stays_a_line() -> None:
    assert derive(save(draw((640, 1)), "PNG"), "webp", 64).size == (64, 1)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_picture_stands_as_the_camera_was_held(suffix: str) -> None:
    lying = Image.new("RGB", (64, 40), "navy")
    lying.paste("orange", (0, 0, 32, 40))  # held upright, the left is what is up
    upright = derive(save(lying, "JPEG", exif=build_exif(6)), suffix, 40)
    assert upright.size == (40, 64)
    assert [is_close(upright, (20, y), colour) for y, colour in ((10, "orange"), (54, "navy"))] == [True] * 2
    assert upright.getexif().get(0x0112, 1) == 1


def is_close(picture: Image.Image, place: tuple[int, int], colour: str) -> bool:
    expected = Image.new("RGB", picture.size, colour).getpixel(place)
    found = picture.convert("RGB").getpixel(place)
    return all(abs(one - other) < 24 for one, other in zip(found, expected, strict=True))


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_of_the_camera_is_left(suffix: str, kind: str) -> None:
    options = {"exif": build_exif(3), "xmp": b"<x>Jeanne</x>"}
    data = encode(scale(open_upright(save(draw((64, 40)), kind, **options)), 64), suffix, SETTINGS)
    assert b"Jeanne" not in data
    assert not {"exif", "xmp", "icc_profile"} & set(read(data).info)


def make_palette(*, transparent: bool) -> bytes:
    picture = Image.new("P", (64, 40), 1)
    picture.putpalette([0, 0, 0, 255, 165, 0])
    picture.paste(0, (0, 0, 32, 40))
    return save(picture, "PNG", **({"transparency": 0} if transparent else {}))


def make_deep_grey() -> bytes:
    return save(Image.frombytes("I;16", (64, 40), struct.pack("<H", 128 * 257) * 64 * 40), "PNG")


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    ("data", "colour"),
    [
        (make_palette(transparent=False), "#ffa500"),
        (make_palette(transparent=True), "#ffa500"),
        (make_deep_grey(), "#808080"),
        (save(Image.new("1", (64, 40), 1), "PNG"), "white"),
        (save(Image.new("L", (64, 40), 128), "JPEG"), "#808080"),
        (save(Image.new("LA", (64, 40), (128, 255)), "PNG"), "#808080"),
        (save(Image.new("RGBA", (64, 40), "#ffa500"), "PNG"), "#ffa500"),
        (save(Image.new("CMYK", (64, 40), (0, 90, 255, 0)), "JPEG", quality=95), "#ffa500"),
        (save(Image.new("RGB", (64, 40), "#ffa500"), "GIF"), "#ffa500"),
    ],
    ids=["palette", "clear palette", "16 bits", "1 bit", "grey", "grey alpha", "alpha", "inks", "gif"],
)
def test_colours_of_every_mode_are_kept(suffix: str, data: bytes, colour: str) -> None:
    assert is_close(derive(data, suffix), (60, 20), colour)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_clear_stays_clear(suffix: str) -> None:
    derived = derive(make_palette(transparent=True), suffix)
    assert derived.mode == "RGBA"
    assert [derived.getpixel((x, 20))[3] for x in (4, 60)] == [0, 255]


def make_profile_of_swapped_primaries() -> bytes:
    """A profile in which what is called red is green: whoever heeds it is plain to see."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = int.from_bytes(profile[128:132])
    entries = {profile[start : start + 4].decode(): start for start in range(132, 132 + 12 * count, 12)}
    red, green = entries["rXYZ"], entries["gXYZ"]
    profile[red : red + 4], profile[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(profile)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_colours_are_those_that_the_profile_means(suffix: str, mode: str) -> None:
    picture = Image.new(mode, (64, 40), "red")
    data = save(picture, "PNG", icc_profile=make_profile_of_swapped_primaries())
    assert is_close(derive(data, suffix), (20, 20), "lime")


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize("profile", [b"no profile", make_profile_of_swapped_primaries()[:200]])
def test_profile_that_is_broken_is_passed_over(mode: str, profile: bytes) -> None:
    data = save(draw((64, 40), mode), "JPEG", icc_profile=profile)
    assert derive(data, "webp").size == (64, 40)


def test_profile_for_other_colours_is_passed_over() -> None:
    data = save(Image.new("L", (64, 40), 128), "PNG", icc_profile=make_profile_of_swapped_primaries())
    assert is_close(derive(data, "webp"), (20, 20), "#808080")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_same_picture_gives_the_same_bytes(suffix: str) -> None:
    data = save(draw((640, 400)), "JPEG")
    first, second = (encode(scale(open_upright(data), 300), suffix, SETTINGS) for _ in range(2))
    assert first == second


def test_avif_does_not_depend_on_the_number_of_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = draw((800, 600))
    monkeypatch.setattr("PIL.AvifImagePlugin.DEFAULT_MAX_THREADS", 1)
    one = encode(picture, "avif", SETTINGS)
    monkeypatch.setattr("PIL.AvifImagePlugin.DEFAULT_MAX_THREADS", 8)
    assert encode(picture, "avif", SETTINGS) == one
    buffer = BytesIO()
    picture.save(buffer, "avif", quality=90, speed=8)
    assert buffer.getvalue() != one  # else this test would show nothing


def test_bytes_depend_on_nothing_that_the_recipe_leaves_out() -> None:
    recipes = {
        name_recipe(suffix, settings)
        for suffix in SUFFIXES
        for settings in (ImageSettings(), ImageSettings(avif_quality=1, webp_quality=1))
    }
    assert len(recipes) == 4
    assert name_recipe("avif", ImageSettings(webp_quality=1)) == name_recipe("avif", ImageSettings())


def test_machine_that_cannot_write_a_format_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "check", lambda name: name != "avif")
    assert re.match(r"Pillow .*: it cannot write AVIF on this machine, and readers do", find_missing_types())
    assert list_types() == ["webp"]


def test_machine_that_can_write_all_formats_is_told_nothing() -> None:
    assert find_missing_types() == ""


def test_scaling_leaves_no_dark_edge_around_what_is_clear() -> None:
    picture = Image.new("RGBA", (64, 40), (0, 0, 0, 0))
    picture.paste((255, 255, 255, 255), (16, 10, 48, 30))
    white = derive(save(picture, "PNG"), "webp", 32).convert("RGBA")
    seen = Image.alpha_composite(Image.new("RGBA", white.size, "white"), white)
    assert max(high for _, high in ImageChops.invert(seen.convert("RGB")).getextrema()) < 40
