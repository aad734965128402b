"""The picture that a header names."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pelican.plugins.discovery.errors import DiscoveryError
from pelican.plugins.discovery.models import Picture
from pelican.plugins.discovery.pictures import Place, asks_to_attach, read_header
from PIL import Image
from PIL.ExifTags import Base

Save = Callable[..., Path]
Read = Callable[..., Picture | None]


@pytest.fixture
def read(content_path: Path) -> Read:
    """A function that reads the header of posts/x.md in a site at https://example.org/blog."""
    place = Place(content=content_path, siteurl="https://example.org/blog", folder="posts")

    def read(**metadata: Any) -> Picture | None:
        return read_header(metadata, place, "Le titre", "posts/x.md")

    return read


@pytest.mark.parametrize(
    "value",
    ["images/plat.jpg", " {static}/images/plat.jpg ", "/images/plat.jpg", "{filename}/images/plat.jpg",
     "{attach}/images/plat.jpg", "|filename|/images/plat.jpg", "|static|images/plat.jpg", r"images\plat.jpg",
     "{static}../images/plat.jpg", "../images/plat.jpg", "./../images/plat.jpg", '"images/plat.jpg"',
     "images/pl%61t.jpg", "images/plat.jpg?v=2#top", "/blog/images/plat.jpg",
     "https://example.org/blog/images/plat.jpg", "http://EXAMPLE.org/blog/images/plat.jpg",
     "//example.org/blog/images/plat.jpg", ["images/plat.jpg"], ["images/plat.jpg", "images/plat.jpg", ""]],
)  # fmt: skip
def test_header_names_a_picture_that_is_measured(save_picture: Save, read: Read, value: object) -> None:
    save_picture("images/plat.jpg", (640, 480))
    expected = Picture(path="images/plat.jpg", width=640, height=480, alt="Un plat")
    assert read(image=value, image_alt=" Un plat ") == expected


@pytest.mark.parametrize("value", ["plat.jpg", "./plat.jpg", "{attach}plat.jpg", "|attach|plat.jpg"])
def test_picture_may_be_beside_the_text(save_picture: Save, read: Read, value: str) -> None:
    save_picture("posts/plat.jpg")
    assert read(image=value) == Picture(path="posts/plat.jpg", width=40, height=30, alt="Le titre")


def test_of_two_pictures_with_one_name_the_marker_means_the_one_beside_the_text(
    save_picture: Save, read: Read
) -> None:
    for name in ("plat.jpg", "posts/plat.jpg"):
        save_picture(name)
    found = [read(image=value) for value in ("plat.jpg", "{static}plat.jpg", "{static}/plat.jpg")]
    assert [picture.path for picture in found if picture] == ["plat.jpg", "posts/plat.jpg", "plat.jpg"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Mon été.jpg", "Mon%20%C3%A9t%C3%A9.jpg"), ("Mon e\u0301te\u0301.jpg", "Mon été.jpg"),
        ("Tom & Jerry.jpg", "Tom &amp; Jerry.jpg"), ("a#b.jpg", "a#b.jpg"), ("100%.jpg", "100%.jpg"),
        ("a:b.jpg", "a:b.jpg"),
    ],
)  # fmt: skip
def test_name_is_decoded_if_only_that_names_a_file(
    save_picture: Save, read: Read, name: str, value: str
) -> None:
    save_picture(name)
    found = read(image=value)
    assert found
    assert found.path == name


def test_picture_elsewhere_is_named_as_it_is_without_its_size(read: Read) -> None:
    addresses = {
        "https://cdn.example/a.jpg": "https://cdn.example/a.jpg", "//cdn.example/a": "https://cdn.example/a",
        "HTTP://cdn.example/a.PNG?w=2": "http://cdn.example/a.PNG?w=2",
        "https://example.org/other/a.jpg": "https://example.org/other/a.jpg",
    }  # fmt: skip
    for value, address in addresses.items():
        assert read(image=value) == Picture(path=address, alt="Le titre")


def test_header_may_ask_for_its_picture_beside_the_page() -> None:
    values = {"{attach}a.jpg": True, "|attach|a.jpg": True, "{static}a.jpg": False, None: False}
    assert {value: asks_to_attach({"image": value}) for value in values} == values


@pytest.mark.parametrize(
    ("kind", "name"), [("PNG", "a.jpg"), ("WEBP", "a.png"), ("JPEG", "a.avif"), ("GIF", "a")]
)
def test_picture_goes_by_its_content_and_is_measured_as_it_is_shown(
    save_file: Save, read: Read, kind: str, name: str
) -> None:
    exif = Image.Exif()
    exif[Base.Orientation] = 6
    for options, size in (({}, (40, 30)), ({"exif": exif}, (40, 30) if kind == "GIF" else (30, 40))):
        data = BytesIO()
        Image.new("RGB", (40, 30)).save(data, kind, **options)
        save_file(name, data.getvalue())
        assert read(image=name) == Picture(path=name, width=size[0], height=size[1], alt="Le titre")


def test_header_without_a_picture_names_none(read: Read) -> None:
    for value in ("", "  ", None, False, []):
        assert read(image=value, image_alt="") is None
    assert read() is None


@pytest.mark.parametrize(
    ("code", "metadata"),
    [
        *(("missing-picture", {"image": name}) for name in (
            "images/non.jpg", "/images/non.jpg", "../../secret.jpg", "{static}/../secret.jpg", "images",
            "x" * 5000, "a\0b.jpg", "data:image/png;base64,AAAA", 2015)),
        *(("unusable-value", {"image": name}) for name in ({"url": "a.jpg"}, "https:///a.jpg", "https://[a.jpg")),
        *(("unusual-format", {"image": name}) for name in (
            "https://cdn.example/a.SVG?x", "plat.avif", "plat-avif.jpg", "images/a.svg")),
        *(("unreadable-picture", {"image": name}) for name in ("faux.jpg", "vide.png")),
        ("repeated-key", {"image": ["a.jpg", "b.jpg"]}),
        ("repeated-key", {"image": "x.jpg", "image_alt": ["a", "b"]}),
        ("lonely-alt", {"image_alt": "Un plat"}),
    ],
)  # fmt: skip
def test_mistake_is_named(
    save_file: Save, save_picture: Save, read: Read, code: str, metadata: dict[str, object]
) -> None:
    save_picture("plat.avif").rename(save_picture("plat.avif").with_name("plat-avif.jpg"))
    save_picture("plat.avif")
    save_file("images/a.svg", "<svg/>")
    save_file("faux.jpg", "not a picture")
    save_file("vide.png", "")
    save_picture("../secret.jpg")
    with pytest.raises(DiscoveryError) as caught:
        read(**metadata)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == (code, "posts/x.md")
