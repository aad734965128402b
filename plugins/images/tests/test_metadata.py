"""What a camera wrote is taken out; pixels, colours and the camera's turn stay."""

import pytest
from pelican.plugins.images.metadata import strip_metadata
from PIL import Image, ImageCms, PngImagePlugin

from .photos import build_exif, draw, encode, read

PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>48,51N</exif:GPSLatitude></x:xmpmeta>'
SECRETS = (b"Jeanne", b"GPS", b"Adobe Firefly", b"\0\0\x00\x30\0\0\0\x01\0\0\0\x33")
KINDS = ["JPEG", "PNG", "WEBP"]


def take_photo(kind: str, orientation: int = 6) -> bytes:
    extras = {"JPEG": {"comment": b"by Jeanne"}, "PNG": {"pnginfo": PngImagePlugin.PngInfo()}}.get(kind, {})
    if kind == "PNG":
        extras["pnginfo"].add_text("Author", "Jeanne")
        extras["pnginfo"].add_itxt("Title", "Jeanne’s garden")
        extras["pnginfo"].add_text("Software", "Jeanne" * 50, zip=True)
    exif = build_exif(orientation)
    return encode(draw((64, 40)), kind, exif=exif, xmp=XMP, icc_profile=PROFILE, **extras)


@pytest.mark.parametrize("kind", KINDS)
def test_place_time_and_camera_are_taken_out(kind: str) -> None:
    photo = take_photo(kind)
    assert read(photo).getexif().get_ifd(0x8825)
    stripped = strip_metadata(photo, 6)
    assert dict(read(stripped).getexif()) == {0x0112: 6}
    assert not [secret for secret in SECRETS if secret in stripped]
    assert not {"xmp", "comment", "Author", "Title", "Software"} & set(read(stripped).info)


@pytest.mark.parametrize("kind", KINDS)
def test_pixels_and_colours_stay(kind: str) -> None:
    photo = take_photo(kind)
    stripped = strip_metadata(photo, 6)
    assert read(stripped).tobytes() == read(photo).tobytes()
    assert read(stripped).info["icc_profile"] == PROFILE


@pytest.mark.parametrize("kind", KINDS)
def test_picture_that_was_held_upright_keeps_no_exif(kind: str) -> None:
    assert "exif" not in read(strip_metadata(take_photo(kind, 1), 1)).info


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_what_was_stripped_stays_as_it_is(kind: str, orientation: int) -> None:
    stripped = strip_metadata(take_photo(kind, orientation), orientation)
    assert strip_metadata(stripped, orientation) == stripped


@pytest.mark.parametrize("kind", KINDS)
def test_clean_picture_stays_as_it_is_byte_for_byte(kind: str) -> None:
    data = encode(draw((64, 40)), kind)
    assert strip_metadata(data, 1) == data


@pytest.mark.parametrize("options", [{"progressive": True}, {"restart_marker_rows": 1}, {"optimize": True}])
def test_scans_of_a_jpeg_are_copied_whole(options: dict[str, object]) -> None:
    data = encode(draw((640, 400)), "JPEG", quality=95, comment=b"Jeanne", **options)
    stripped = strip_metadata(data, 1)
    assert b"Jeanne" not in stripped
    assert read(stripped).tobytes() == read(data).tobytes()


def test_scan_without_an_end_is_given_one() -> None:
    data = encode(draw((64, 40)), "JPEG", comment=b"Jeanne")
    clean = encode(draw((64, 40)), "JPEG")
    assert strip_metadata(data[:-2], 1) == clean


def test_inks_keep_the_mark_that_says_how_they_are_written() -> None:
    data = encode(draw((64, 40), "CMYK"), "JPEG", comment=b"Jeanne")
    assert b"Adobe" in data
    assert read(strip_metadata(data, 1)).tobytes() == read(data).tobytes()


@pytest.mark.parametrize("kind", KINDS)
def test_what_hides_behind_the_end_is_cut_off(kind: str) -> None:
    data = encode(draw((64, 40)), kind)
    assert strip_metadata(data + b"ftypmp42, and Jeanne speaking", 1) == data


def test_second_picture_of_a_telephone_is_cut_off() -> None:
    picture, depth = draw((64, 40)), draw((32, 20))
    data = encode(picture, "MPO", save_all=True, append_images=[depth], quality=90)
    stripped = strip_metadata(data, 1)
    assert (read(data).format, read(stripped).format) == ("MPO", "JPEG")
    assert read(stripped).tobytes() == read(data).tobytes()


def test_moving_picture_goes_on_moving() -> None:
    frames = [draw((64, 40)), Image.new("RGB", (64, 40), "navy")]
    for kind in ("PNG", "WEBP"):
        data = encode(frames[0], kind, save_all=True, append_images=frames[1:], exif=build_exif(1))
        stripped = strip_metadata(data, 1)
        assert b"Jeanne" not in stripped
        assert read(stripped).n_frames == 2


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"<svg/>", b"RIFF\0\0\0\0WAVE", b"\0\0\0\x1cftypavif"])
def test_other_formats_stay_as_they_are(data: bytes) -> None:
    assert strip_metadata(data, 1) == data
