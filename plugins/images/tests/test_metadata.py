"""What a camera wrote is removed; pixels, colours and the orientation stay."""

import pytest
from pelican.plugins.images.metadata import strip_metadata
from PIL import Image, ImageCms, PngImagePlugin

from .photos import build_exif, draw, encode, read

PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>48,51N</exif:GPSLatitude></x:xmpmeta>'
SECRETS = (b"Jeanne", b"GPS", b"Adobe Firefly", b"\0\0\x00\x30\0\0\0\x01\0\0\0\x33")
KINDS = ["JPEG", "PNG", "WEBP"]
SMALL = draw((64, 40))


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
    assert "exif" not in read(strip_metadata(take_photo(kind, 1), 1)).info
    for orientation in range(1, 9):
        stripped = strip_metadata(take_photo(kind, orientation), orientation)
        assert strip_metadata(stripped, orientation) == stripped


@pytest.mark.parametrize("kind", KINDS)
def test_clean_picture_stays_byte_for_byte_without_what_follows_its_end(kind: str) -> None:
    data = encode(SMALL, kind)
    assert strip_metadata(data, 1) == data
    assert strip_metadata(data + b"ftypmp42, and Jeanne speaking", 1) == data


@pytest.mark.parametrize("options", [{"progressive": True}, {"restart_marker_rows": 1}, {"optimize": True}])
def test_scans_of_a_jpeg_are_copied_whole(options: dict[str, object]) -> None:
    for mode in ("RGB", "CMYK"):  # which has Adobe's mark, that says how inks are written
        data = encode(draw((320, 200), mode), "JPEG", quality=95, comment=b"Jeanne", **options)
        stripped = strip_metadata(data, 1)
        assert b"Jeanne" not in stripped
        assert (b"Adobe" in stripped) is (mode == "CMYK")
        assert read(stripped).tobytes() == read(data).tobytes()


def test_scan_without_an_end_gets_one() -> None:
    assert strip_metadata(encode(SMALL, "JPEG", comment=b"Jeanne")[:-2], 1) == encode(SMALL, "JPEG")


def test_second_picture_of_a_phone_is_cut_off() -> None:
    data = encode(SMALL, "MPO", save_all=True, append_images=[draw((32, 20))], quality=90)
    stripped = strip_metadata(data, 1)
    assert (read(data).format, read(stripped).format) == ("MPO", "JPEG")
    assert read(stripped).tobytes() == read(data).tobytes()


def test_moving_picture_still_moves() -> None:
    navy = Image.new("RGB", (64, 40), "navy")
    for kind in ("PNG", "WEBP"):
        data = encode(SMALL, kind, save_all=True, append_images=[navy], exif=build_exif(1))
        stripped = strip_metadata(data, 1)
        assert b"Jeanne" not in stripped
        assert read(stripped).n_frames == 2


def test_other_formats_stay_as_they_are() -> None:
    for data in (b"", b"GIF89a", b"<svg/>", b"RIFF\0\0\0\0WAVE", b"\0\0\0\x1cftypavif"):
        assert strip_metadata(data, 1) == data
