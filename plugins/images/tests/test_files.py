"""The facts of files, which go by their content, and what is said of those that are broken or misnamed."""

import struct
import warnings
import zlib

import pytest
from pelican.plugins.images.files import examine
from pelican.plugins.images.metadata import strip_metadata
from PIL import Image

from .photos import build_exif, draw, encode


def size_of(data: bytes, name: str) -> tuple[int, int]:
    facts = examine(data, name)
    return facts.width, facts.height


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("JPEG", "a.jpg"),
        ("JPEG", "A.JPG"),
        ("JPEG", "a.b.jpeg"),
        ("JPEG", "a.jfif"),
        ("JPEG", "a.jpe"),
        ("JPEG", "a.PJPEG"),
        ("JPEG", "a.pjp"),
        ("PNG", "a.apng"),
        ("PNG", "a.PNG"),
        ("WEBP", "a.webp"),
        ("AVIF", "a.avif"),
        ("GIF", "a.gif"),
    ],
)
def test_still_picture_has_its_size(kind: str, name: str) -> None:
    data = encode(draw((64, 40)), kind)
    facts = examine(data, name)
    assert (facts.width, facts.height, facts.still, facts.private) == (64, 40, True, False)
    assert facts.size == len(data)


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK"])
def test_jpeg_and_png_of_every_mode_have_their_size(mode: str) -> None:
    name, kind = ("a.jpg", "JPEG") if mode == "CMYK" else ("a.png", "PNG")
    assert size_of(encode(draw((64, 40)).convert(mode), kind), name) == (64, 40)


def test_smallest_picture_has_its_size() -> None:
    assert size_of(encode(Image.new("RGB", (1, 1)), "PNG"), "a.png") == (1, 1)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_size_is_that_of_the_picture_as_readers_see_it(kind: str, orientation: int) -> None:
    data = encode(draw((64, 40)), kind, exif=build_exif(orientation, place=False))
    assert size_of(data, f"a.{kind.lower()}".replace("jpeg", "jpg")) == (
        (40, 64) if orientation >= 5 else (64, 40)
    )


@pytest.mark.parametrize("orientation", [0, 9, 99])
def test_turn_that_does_not_exist_is_none(orientation: int) -> None:
    facts = examine(encode(draw((64, 40)), "JPEG", exif=build_exif(orientation)), "a.jpg")
    assert (facts.width, facts.height, facts.orientation) == (64, 40, 1)


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "AVIF"])
def test_moving_picture_is_not_still(kind: str) -> None:
    frames = [Image.new("RGB", (64, 40), colour) for colour in ("navy", "orange")]
    facts = examine(encode(frames[0], kind, save_all=True, append_images=frames[1:]), f"a.{kind.lower()}")
    assert (facts.width, facts.height, facts.still) == (64, 40, False)


def test_telephone_s_jpeg_with_a_second_picture_is_still() -> None:
    data = encode(draw((64, 40)), "MPO", save_all=True, append_images=[draw((32, 20))])
    facts = examine(data, "a.jpg")
    assert (facts.still, facts.private) == (True, True)
    assert facts.size < len(data)


@pytest.mark.parametrize(
    ("svg", "size"),
    [
        ('<svg width="64" height="40"/>', (64, 40)),
        ("<?xml version='1.0'?>\n<!-- > --><svg\n width='64px' height=' 40px '>", (64, 40)),
        ('<svg viewBox="0 0 64 40"/>', (64, 40)),
        ('<svg viewBox="-1,-1, 64.4,40.4" fill="none"/>', (64, 40)),
        ('<svg viewBox="0 0 64 40" width="100%" height="auto"/>', (64, 40)),
        ('<svg viewBox="0 0 640 400" width="64" height="40"/>', (64, 40)),
        ('<svg:svg xmlns:svg="http://www.w3.org/2000/svg" width="64" height="40"/>', (64, 40)),
        ('<svg stroke-width="3" viewBox="0 0 64 40"/>', (64, 40)),
        ("<svg/>", (0, 0)),
        ('<svg width="64"/>', (0, 0)),
        ('<svg width="64mm" height="40mm"/>', (0, 0)),
        ('<svg viewBox="0 0 64"/>', (0, 0)),
        ('<svg width="0" height="0"/>', (0, 0)),
    ],
)
def test_drawing_has_the_size_that_it_names(svg: str, size: tuple[int, int]) -> None:
    facts = examine(svg.encode(), "a.svg")
    assert (facts.width, facts.height, facts.still) == (*size, False)


def build_png_header(width: int, height: int) -> bytes:
    """The beginning of a PNG of this size, and nothing more."""
    data = encode(Image.new("L", (1, 1)), "PNG")
    header = data[12:16] + struct.pack(">II", width, height) + data[24:29]
    return data[:12] + header + struct.pack(">I", zlib.crc32(header)) + data[33:]


def build_gif(xmp: bytes) -> bytes:
    """A GIF that holds XMP as Adobe's programs write it: no blocks, but a trailer that reads as such."""
    data = encode(draw((64, 40)), "GIF")
    trailer = bytes([1, *range(255, -1, -1), 0])
    return data[:-1] + b"\x21\xff\x0bXMP DataXMP" + xmp + trailer + data[-1:]


JPEG = encode(draw((640, 400)), "JPEG")


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(400)
BROKEN = "this file is broken, or no picture. Save it again as JPEG or PNG."
PAGE = b"<!DOCTYPE html><title>Not found</title><svg width='10' height='10'/>"


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (JPEG[:3000], "a.jpg", BROKEN),
        (b"", "a.jpg", BROKEN),
        (PAGE, "a.jpg", BROKEN),
        (PAGE, "a.svg", BROKEN),
        (b"<?xml version='1.0'?>\n" + PAGE, "a.svg", BROKEN),
        (b"words", "a.svg", BROKEN),
        (encode(draw(), "PNG")[:900], "a.png", BROKEN),
        (encode(draw(), "WEBP")[:900], "a.webp", BROKEN),
        (encode(draw(), "AVIF")[:900], "a.avif", BROKEN),
        (
            HEIC,
            "a.jpg",
            "this is a HEIC picture, a format that is not for the web, and may say where it was taken.",
        ),
        (HEIC, "a.heic", "this is a HEIC picture,"),
        (b"\xff\x0a" + bytes(40), "a.webp", "this is a JXL picture,"),
        (b"II*\0", "a.tif", "this is a TIF picture,"),
        (build_png_header(20_000, 20_000), "a.png", "this picture has more than 89 million pixels."),
        (build_png_header(10_000, 10_000), "a.png", "this picture has more than 89 million pixels."),
        (
            b"<svg width='64' height='40'/>",
            "a.png",
            "this is an SVG drawing named .png, which no browser shows.",
        ),
    ],
)
def test_file_of_which_nothing_can_be_made_is_named_with_its_remedy(
    data: bytes, name: str, message: str
) -> None:
    facts = examine(data, name)
    assert facts.fault.startswith(message)
    assert "0x" not in facts.fault  # an address in memory, of no use to anybody
    assert (facts.still, facts.private, facts.size) == (False, False, len(data))
    assert not facts.harmless


@pytest.mark.parametrize(
    ("kind", "name", "message"),
    [
        ("PNG", "a.jpg", "this is a PNG picture named .jpg. Rename it to .png, here and in the text."),
        ("WEBP", "A.PNG", "this is a WEBP picture named .png."),
        ("JPEG", "a.gif", "this is a JPG picture named .gif. Rename it to .jpg, here"),
        ("JPEG", "a.svg", "this is a JPG picture named .svg."),
        ("JPEG", "a.heic", "this is a JPG picture named .heic."),
        ("AVIF", "a.webp", "this is a AVIF picture named .webp."),
        ("PNG", "a.jfif", "this is a PNG picture named .jfif."),
        ("TIFF", "a.jpg", "this is a TIFF picture, a format that is not for the web"),
        ("BMP", "a.bmp", "this is a BMP picture, a format that is not for the web"),
    ],
)
def test_picture_whose_suffix_lies_goes_by_its_content(kind: str, name: str, message: str) -> None:
    facts = examine(encode(draw((64, 40)), kind), name)
    assert facts.fault.startswith(message)
    assert (facts.width, facts.height, facts.still) == (64, 40, True)
    assert facts.harmless is (kind not in {"TIFF", "BMP"} and name != "a.svg")


def test_moving_picture_moves_whatever_its_suffix() -> None:
    frames = [Image.new("RGB", (64, 40), colour) for colour in ("navy", "orange")]
    assert not examine(encode(frames[0], "GIF", save_all=True, append_images=frames[1:]), "a.jpg").still


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (encode(draw((64, 40)), "AVIF", exif=build_exif()), "a.avif"),
        (encode(draw((64, 40)), "AVIF", xmp=b"<exif:GPSLatitude/>"), "a.avif"),
        (build_gif(b"<exif:GPSLatitude>48,51N</exif:GPSLatitude>"), "a.gif"),
        (build_gif(b"<exif:GPSLatitude>48,51N</exif:GPSLatitude>"), "a.png"),
    ],
)
def test_place_that_cannot_be_taken_out_is_named(data: bytes, name: str) -> None:
    facts = examine(data, name)
    assert "this picture says where it was taken, and that cannot be taken out of this format." in facts.fault
    assert (facts.still, facts.private, facts.harmless) == (True, False, False)


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.png"), ("PNG", "a.jpg"), ("WEBP", "a.svg")])
def test_place_is_taken_out_whatever_the_suffix(kind: str, name: str) -> None:
    assert examine(encode(draw((64, 40)), kind, exif=build_exif()), name).private


def test_place_is_taken_out_of_a_broken_photograph_too() -> None:
    broken = encode(draw((640, 400)), "JPEG", exif=build_exif(6))[:3000]
    facts = examine(broken, "a.jpg")
    assert facts.fault.startswith(BROKEN)
    assert (facts.private, facts.still, facts.width, facts.height) == (True, False, 400, 640)
    assert b"Jeanne" not in strip_metadata(broken, facts.orientation)


def test_camera_without_a_place_may_stay_in_an_avif() -> None:
    assert not examine(encode(draw((64, 40)), "AVIF", exif=build_exif(place=False)), "a.avif").private


def test_gif_with_xmp_that_names_no_place_is_published() -> None:
    assert not examine(build_gif(b"<xmp:CreatorTool>GIMP</xmp:CreatorTool>"), "a.gif").private


def test_picture_that_is_too_large_is_named_where_pillow_only_warns() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        facts = examine(build_png_header(10_000, 10_000), "a.png")
    assert (facts.width, facts.height, facts.still) == (10_000, 10_000, False)
    assert "more than 89 million pixels" in facts.fault
