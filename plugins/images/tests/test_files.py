"""What a camera wrote is removed, or told where it cannot be; facts go by the content, not by the name."""

import struct
import zlib

import pytest
from pelican.plugins.images.encoding import encode as encode_scaled
from pelican.plugins.images.encoding import open_upright, scale
from pelican.plugins.images.files import examine
from pelican.plugins.images.metadata import strip_metadata
from pelican.plugins.images.settings import ImageSettings
from PIL import Image, ImageCms, PngImagePlugin

from .photos import build_exif, draw, encode, read

PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
GPS = b"<exif:GPSLatitude>48,51N</exif:GPSLatitude>"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + GPS + b"</x:xmpmeta>"
SECRETS = (b"Jeanne", b"GPS", b"\0\0\x00\x30\0\0\0\x01\0\0\0\x33")
KINDS = ["JPEG", "PNG", "WEBP"]
SIZE = (64, 40)
SMALL = draw(SIZE)
MOVING = {"save_all": True, "append_images": [Image.new("RGB", (64, 40), "navy")]}
TWO = encode(SMALL, "MPO", save_all=True, append_images=[draw((32, 20))])
"""What a phone writes: a JPEG with a second picture behind it."""


def take_photo(kind: str, orientation: int = 6) -> bytes:
    extras = {"JPEG": {"comment": b"by Jeanne"}, "PNG": {"pnginfo": PngImagePlugin.PngInfo()}}.get(kind, {})
    if kind == "PNG":
        extras["pnginfo"].add_text("Author", "Jeanne")
        extras["pnginfo"].add_itxt("Title", "Jeanne’s garden")
        extras["pnginfo"].add_text("Software", "Jeanne" * 50, zip=True)
    return encode(SMALL, kind, exif=build_exif(orientation), xmp=XMP, icc_profile=PROFILE, **extras)


@pytest.mark.parametrize("kind", KINDS)
def test_place_time_and_camera_are_removed_and_all_else_stays(kind: str) -> None:
    photo = take_photo(kind)
    assert read(photo).getexif().get_ifd(0x8825)
    stripped = strip_metadata(photo, 6)
    assert dict(read(stripped).getexif()) == {0x0112: 6}
    assert not [secret for secret in SECRETS if secret in stripped]
    assert not {"xmp", "comment", "Author", "Title", "Software"} & set(read(stripped).info)
    assert read(stripped).tobytes() == read(photo).tobytes()
    assert read(stripped).info["icc_profile"] == PROFILE
    assert strip_metadata(stripped, 6) == stripped
    assert "exif" not in read(strip_metadata(take_photo(kind, 1), 1)).info
    data = encode(SMALL, kind)
    for end in (b"", b"ftypmp42, and Jeanne speaking"):
        assert strip_metadata(data + end, 1) == data


@pytest.mark.parametrize("options", [{"progressive": True}, {"restart_marker_rows": 1}])
def test_scans_of_a_jpeg_are_copied_whole_and_end(options: dict[str, object]) -> None:
    for mode in ("RGB", "CMYK"):  # which has Adobe's mark, that says how inks are written
        data = encode(draw((320, 200), mode), "JPEG", quality=95, comment=b"Jeanne", **options)
        stripped = strip_metadata(data, 1)
        assert b"Jeanne" not in stripped
        assert (b"Adobe" in stripped) is (mode == "CMYK")
        assert read(stripped).tobytes() == read(data).tobytes()
        assert strip_metadata(data[:-2], 1) == stripped


def test_second_picture_is_cut_off_but_a_moving_one_still_moves() -> None:
    stripped, facts = strip_metadata(TWO, 1), examine(TWO, "a.jpg")
    assert (read(TWO).format, read(stripped).format) == ("MPO", "JPEG")
    assert read(stripped).tobytes() == read(TWO).tobytes()
    assert (facts.still, facts.private, facts.fault, facts.size) == (True, True, "", len(stripped))
    for kind in ("PNG", "WEBP"):
        stripped = strip_metadata(encode(SMALL, kind, **MOVING, exif=build_exif(1)), 1)
        assert b"Jeanne" not in stripped
        assert read(stripped).n_frames == 2


def test_still_pictures_have_their_size_whatever_the_suffix() -> None:
    kinds = {"JPEG": "jpg JPG b.jpeg jfif jpe PJPEG pjp", "PNG": "apng PNG", "WEBP": "webp", "AVIF": "avif"}
    for kind, suffixes in {**kinds, "GIF": "gif"}.items():
        data = encode(SMALL, kind)
        for suffix in suffixes.split():
            facts = examine(data, f"a.{suffix}")
            assert (facts.width, facts.height, facts.still, facts.private) == (64, 40, True, False)
            assert (facts.size, facts.fault) == (len(data), "")
            if kind != "JPEG":
                assert not examine(encode(SMALL, kind, **MOVING), f"a.{suffix}").still


@pytest.mark.parametrize("kind", [*KINDS, "AVIF"])
def test_size_is_that_of_the_picture_as_readers_see_it(kind: str) -> None:
    for orientation in (*range(10), 99):  # of which 1 to 8 exist
        data = encode(SMALL, kind, exif=build_exif(orientation, place=False))
        facts = examine(data, f"a.{kind.lower()}")
        size = (40, 64) if orientation in range(5, 9) else (64, 40)
        turn = orientation if orientation in range(1, 9) else 1
        assert (facts.width, facts.height, facts.orientation) == (*size, turn)


@pytest.mark.parametrize(
    ("svg", "size"),
    [
        ("<?xml version='1.0'?>\n<!-- > --><svg\n width='64px' height=' 40px '>", (64, 40)),
        ('<svg:svg xmlns:svg="http://www.w3.org/2000/svg" viewBox="-1,-1, 64.4,40.4"/>', (64, 40)),
        *((f'<svg {rest} viewBox="0 0 64 40"/>', (64, 40)) for rest in ('width="9%"', 'x-width="3"')),
        ('<svg viewBox="0 0 640 400" width="64" height="40"/>', (64, 40)),
        *((f"<svg {rest}/>", (0, 0)) for rest in ('width="64"', 'width="64mm" height="40mm"', 'width="0"')),
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
        *((encode(draw(), kind)[:900], f"a.{kind}", BROKEN) for kind in (*KINDS, "AVIF")),
        *((PAGE, "a.jpg", BROKEN), (b"<?xml version='1.0'?>\n" + PAGE, "a.svg", BROKEN)),
        *((HEIC, "a.jpg", "its format is HEIC"), (b"\xff\x0a" + bytes(40), "a.webp", "its format is JXL")),
        *((b"8BPS", "a.png", "its format is PSD"), (b"II*\0", "a.tif", "its format is TIF")),
        *((build_png_header(side, side), "a.png", LARGE) for side in (10_000, 20_000)),
        (b"<svg width='64' height='40'/>", "a.png", "so no browser shows it; rename it to .svg"),
    ],
)
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")  # as in a build
def test_unusable_file_has_a_fault(data: bytes, name: str, says: str) -> None:
    facts = examine(data, name)
    assert says in facts.fault
    assert "0x" not in facts.fault  # an address in memory, of no use to anybody
    assert (facts.still, facts.private, facts.size, facts.harmless) == (False, False, len(data), False)


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


SETTINGS = ImageSettings(avif_quality=90, webp_quality=90)
SUFFIXES = ["avif", "webp"]


def derive(data: bytes, suffix: str, width: int = 64) -> Image.Image:
    return read(encode_scaled(scale(open_upright(data), width), suffix, SETTINGS))


def is_close(picture: Image.Image, place: tuple[int, int], colour: str) -> bool:
    expected = Image.new("RGB", picture.size, colour).getpixel(place)
    found = picture.convert("RGB").getpixel(place)
    return all(abs(one - other) < 24 for one, other in zip(found, expected, strict=True))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_bytes_are_always_the_same_and_no_side_is_nothing(suffix: str) -> None:
    upright = open_upright(encode(SMALL, "PNG"))
    assert len({encode_scaled(scale(upright, 50), suffix, SETTINGS) for _ in range(2)}) == 1
    assert derive(encode(draw((640, 1)), "PNG"), suffix, 64).size == (64, 1)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_picture_is_upright_and_has_nothing_of_the_camera(suffix: str) -> None:
    lying = Image.new("RGB", SIZE, "navy")
    lying.paste("orange", (0, 0, 32, 40))  # held upright, the left is the top
    upright = derive(encode(lying, "JPEG", exif=build_exif(6)), suffix, 40)
    assert upright.size == (40, 64)
    assert is_close(upright, (20, 10), "orange")
    assert is_close(upright, (20, 54), "navy")
    assert upright.getexif().get(0x0112, 1) == 1
    for kind in ("JPEG", "PNG", "WEBP"):
        photo = encode(draw(SIZE), kind, exif=build_exif(3), xmp=b"<x>Jeanne</x>", icc_profile=SWAPPED)
        data = encode_scaled(scale(open_upright(photo), 64), suffix, SETTINGS)
        assert b"Jeanne" not in data
        assert not {"exif", "xmp", "icc_profile"} & set(read(data).info)


def make_palette(**options: int) -> bytes:
    picture = Image.new("P", SIZE, 1)
    picture.putpalette([0, 0, 0, 255, 165, 0])
    picture.paste(0, (0, 0, 32, 40))
    return encode(picture, "PNG", **options)


MODES = [
    *((make_palette(), "#ffa500"), (make_palette(transparency=0), "#ffa500")),
    (encode(Image.frombytes("I;16", SIZE, struct.pack("<H", 128 * 257) * 64 * 40), "PNG"), "#808080"),
    (encode(Image.new("L", SIZE, 128), "JPEG"), "#808080"),
    (encode(Image.new("LA", SIZE, (128, 255)), "PNG"), "#808080"),
    (encode(Image.new("CMYK", SIZE, (0, 90, 255, 0)), "JPEG", quality=95), "#ffa500"),
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
        data = encode(Image.new(mode, SIZE, "red"), "PNG", icc_profile=SWAPPED)
        assert is_close(derive(data, "avif"), (20, 20), "lime")
    for mode, profile in (("L", SWAPPED[:200]), ("CMYK", b"not a profile")):
        derived = derive(encode(draw(SIZE, mode), "JPEG", icc_profile=profile), "avif")
        assert (derived.size, derived.info.get("icc_profile")) == (SIZE, None)
    grey = encode(Image.new("L", SIZE, 128), "PNG", icc_profile=SWAPPED)
    assert is_close(derive(grey, "webp"), (20, 20), "#808080")
