"""The facts of files, which go by their content, and the problems of those that are broken or misnamed."""

import struct
import warnings
import zlib

import pytest
from pelican.plugins.images.files import examine
from pelican.plugins.images.metadata import strip_metadata
from PIL import Image

from .photos import build_exif, draw, encode

SMALL = draw((64, 40))


def move(kind: str) -> bytes:
    frames = [Image.new("RGB", (64, 40), colour) for colour in ("navy", "orange")]
    return encode(frames[0], kind, save_all=True, append_images=frames[1:])


def test_still_pictures_have_their_size_whatever_the_mode_and_the_suffix() -> None:
    kinds = {"JPEG": ("a.jpg", "A.JPG", "a.b.jpeg", "a.jfif", "a.jpe", "a.PJPEG", "a.pjp")}
    kinds |= {"PNG": ("a.apng", "a.PNG"), "WEBP": ("a.webp",), "AVIF": ("a.avif",), "GIF": ("a.gif",)}
    for kind, names in kinds.items():
        data = encode(SMALL, kind)
        for facts in (examine(data, name) for name in names):
            assert (facts.width, facts.height, facts.still, facts.private) == (64, 40, True, False)
            assert (facts.size, facts.fault) == (len(data), "")
    for mode in ("1", "L", "P", "CMYK"):
        kind = "JPEG" if mode == "CMYK" else "PNG"
        facts = examine(encode(SMALL.convert(mode), kind), kind.replace("JPEG", "a.jpg"))
        assert (facts.width, facts.height) == (64, 40)
    assert examine(encode(Image.new("RGB", (1, 1)), "PNG"), "a.png").width == 1


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_size_is_that_of_the_picture_as_readers_see_it(kind: str) -> None:
    for orientation in (*range(10), 99):  # of which 1 to 8 exist
        data = encode(SMALL, kind, exif=build_exif(orientation, place=False))
        facts = examine(data, f"a.{kind.lower()}")
        size = (40, 64) if orientation in range(5, 9) else (64, 40)
        turn = orientation if orientation in range(1, 9) else 1
        assert (facts.width, facts.height, facts.orientation) == (*size, turn)


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "AVIF"])
def test_moving_picture_is_not_still_whatever_its_suffix(kind: str) -> None:
    for name in (f"a.{kind.lower()}", "a.jpg"):
        facts = examine(move(kind), name)
        assert (facts.width, facts.height, facts.still) == (64, 40, False)


def test_phone_s_jpeg_with_a_second_picture_is_still() -> None:
    data = encode(SMALL, "MPO", save_all=True, append_images=[draw((32, 20))])
    facts = examine(data, "a.jpg")
    assert (facts.still, facts.private, facts.fault) == (True, True, "")
    assert facts.size < len(data)


@pytest.mark.parametrize(
    ("svg", "size"),
    [
        ("<?xml version='1.0'?>\n<!-- > --><svg\n width='64px' height=' 40px '>", (64, 40)),
        ('<svg:svg xmlns:svg="http://www.w3.org/2000/svg" width="64" height="40"/>', (64, 40)),
        *((f'<svg {rest} viewBox="0 0 64 40"/>', (64, 40)) for rest in ("", 'width="9%"', 'x-width="3"')),
        *((f"<svg {rest}/>", (64, 40)) for rest in ('width="64" height="40"', 'viewBox="-1,-1, 64.4,40.4"')),
        ('<svg viewBox="0 0 640 400" width="64" height="40"/>', (64, 40)),
        *((f"<svg {rest}/>", (0, 0)) for rest in ("", 'width="64"', 'width="64mm" height="40mm"')),
        *((f"<svg {rest}/>", (0, 0)) for rest in ('viewBox="0 0 64"', 'width="0" height="0"')),
    ],
)
def test_drawing_has_the_size_that_it_names(svg: str, size: tuple[int, int]) -> None:
    facts = examine(svg.encode(), "a.svg")
    assert (facts.width, facts.height, facts.still, facts.fault) == (*size, False, "")


def build_png_header(width: int, height: int) -> bytes:
    """The beginning of a PNG of this size, and nothing more."""
    data = encode(Image.new("L", (1, 1)), "PNG")
    header = data[12:16] + struct.pack(">II", width, height) + data[24:29]
    return data[:12] + header + struct.pack(">I", zlib.crc32(header)) + data[33:]


def build_gif(xmp: bytes) -> bytes:
    """A GIF with XMP as Adobe's programs write it: no blocks, but a trailer that reads as such."""
    data = encode(SMALL, "GIF")
    trailer = bytes([1, *range(255, -1, -1), 0])
    return data[:-1] + b"\x21\xff\x0bXMP DataXMP" + xmp + trailer + data[-1:]


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(400)
PAGE = b"<!DOCTYPE html><title>Not found</title><svg width='10' height='10'/>"
BROKEN, LARGE = "is broken or not a picture", "more than 89 million pixels"


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        *((encode(draw(), kind)[:900], f"a.{kind}", BROKEN) for kind in ("JPEG", "PNG", "WEBP", "AVIF")),
        *((page, "a.svg", BROKEN) for page in (PAGE, b"<?xml version='1.0'?>\n" + PAGE)),
        (PAGE, "a.jpg", BROKEN),
        *((b"", "a.jpg", BROKEN), (b"words", "a.svg", BROKEN), (HEIC, "a.jpg", "its format is HEIC")),
        *((HEIC, "a.heic", "its format is HEIC"), (b"\xff\x0a" + bytes(40), "a.webp", "its format is JXL")),
        *((b"8BPS", "a.png", "its format is PSD"), (b"II*\0", "a.tif", "its format is TIF")),
        *((build_png_header(side, side), "a.png", LARGE) for side in (10_000, 20_000)),
        (b"<svg width='64' height='40'/>", "a.png", "so no browser shows it; rename it to .svg"),
    ],
)
def test_unusable_file_has_a_fault(data: bytes, name: str, says: str) -> None:
    facts = examine(data, name)
    assert says in facts.fault
    assert "0x" not in facts.fault  # an address in memory, of no use to anybody
    assert (facts.still, facts.private, facts.size, facts.harmless) == (False, False, len(data), False)


def test_picture_that_is_too_large_has_a_fault_even_if_warnings_are_ignored() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        facts = examine(build_png_header(10_000, 10_000), "a.png")
    assert (facts.width, facts.height, facts.still) == (10_000, 10_000, False)
    assert LARGE in facts.fault


@pytest.mark.parametrize(
    ("kind", "name", "says", "is_harmless"),
    [
        ("PNG", "a.jpg", "its format is PNG, but its suffix is .jpg; rename it to .png, here", True),
        *(("WEBP", "A.PNG", ".png; rename it to .webp", True), ("JPEG", "a.gif", "rename it to .jpg", True)),
        *(("JPEG", "a.svg", "rename it to .jpg", False), ("JPEG", "a.heic", "rename it to .jpg", True)),
        *(("AVIF", "a.webp", "rename it to .avif", True), ("PNG", "a.jfif", "rename it to .png", True)),
        *(("TIFF", "a.jpg", "not for the web", False), ("BMP", "a.bmp", "its format is BMP", False)),
    ],
)
def test_misnamed_picture_goes_by_its_content(kind: str, name: str, says: str, *, is_harmless: bool) -> None:
    facts = examine(encode(SMALL, kind), name)
    assert says in facts.fault
    assert (facts.width, facts.height, facts.still, facts.harmless) == (64, 40, True, is_harmless)


GPS = b"<exif:GPSLatitude>48,51N</exif:GPSLatitude>"


def test_place_that_cannot_be_removed_has_a_fault() -> None:
    files = [(encode(SMALL, "AVIF", exif=build_exif()), "a.avif"), (encode(SMALL, "AVIF", xmp=GPS), "a.avif")]
    files += [(build_gif(GPS), "a.gif"), (build_gif(GPS), "a.png")]
    for facts in (examine(data, name) for data, name in files):
        assert "says where it was taken, which cannot be removed" in facts.fault
        assert (facts.still, facts.private, facts.harmless) == (True, False, False)
    assert not examine(encode(SMALL, "AVIF", exif=build_exif(place=False)), "a.avif").fault
    assert not examine(build_gif(b"<xmp:CreatorTool>GIMP</xmp:CreatorTool>"), "a.gif").fault


def test_place_is_removed_whatever_the_suffix_even_if_the_picture_is_broken() -> None:
    for kind, name in (("JPEG", "a.png"), ("PNG", "a.jpg"), ("WEBP", "a.svg")):
        assert examine(encode(SMALL, kind, exif=build_exif()), name).private
    broken = encode(draw((640, 400)), "JPEG", exif=build_exif(6))[:3000]
    facts = examine(broken, "a.jpg")
    assert BROKEN in facts.fault
    assert (facts.private, facts.still, facts.width, facts.height) == (True, False, 400, 640)
    assert b"Jeanne" not in strip_metadata(broken, facts.orientation)
    odd = encode(SMALL, "PNG", exif=build_exif())[:-12] + b"IEN"  # Pillow takes it
    assert "says where it was taken" in examine(odd, "a.png").fault
