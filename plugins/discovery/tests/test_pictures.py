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
    [
        "images/plat.jpg",
        " {static}/images/plat.jpg ",
        "/images/plat.jpg",
        "{filename}/images/plat.jpg",
        "{attach}/images/plat.jpg",
        "|filename|/images/plat.jpg",
        "|static|images/plat.jpg",
        "{static}../images/plat.jpg",
        "../images/plat.jpg",
        "./../images/plat.jpg",
        r"images\plat.jpg",
        '"images/plat.jpg"',
        "images/pl%61t.jpg",
        "images/plat.jpg?v=2#top",
        "/blog/images/plat.jpg",
        "https://example.org/blog/images/plat.jpg",
        "http://EXAMPLE.org/blog/images/plat.jpg",
        "//example.org/blog/images/plat.jpg",
        ["images/plat.jpg"],
        ["images/plat.jpg", "images/plat.jpg", ""],
    ],
)
def test_header_names_a_picture_that_is_measured(save_picture: Save, read: Read, value: object) -> None:
    save_picture("images/plat.jpg", (640, 480))
    expected = Picture(path="images/plat.jpg", width=640, height=480, alt="Un plat")
    assert read(image=value, image_alt=" Un plat ") == expected


@pytest.mark.parametrize("value", ["plat.jpg", "./plat.jpg", "{attach}plat.jpg", "|attach|plat.jpg"])
def test_picture_lies_beside_the_text(save_picture: Save, read: Read, value: str) -> None:
    save_picture("posts/plat.jpg")
    assert read(image=value) == Picture(path="posts/plat.jpg", width=40, height=30, alt="Le titre")


def test_of_two_pictures_of_a_name_the_marker_means_the_one_beside_the_text(
    save_picture: Save, read: Read
) -> None:
    for name in ("plat.jpg", "posts/plat.jpg"):
        save_picture(name)
    found = [read(image=value) for value in ("plat.jpg", "{static}plat.jpg", "{static}/plat.jpg")]
    assert [picture.path for picture in found if picture] == ["plat.jpg", "posts/plat.jpg", "plat.jpg"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Mon été.jpg", "Mon%20%C3%A9t%C3%A9.jpg"),
        ("Mon e\u0301te\u0301.jpg", "Mon été.jpg"),
        ("Tom & Jerry.jpg", "Tom &amp; Jerry.jpg"),
        ("a#b.jpg", "a#b.jpg"),
        ("100%.jpg", "100%.jpg"),
        ("a:b.jpg", "a:b.jpg"),
    ],
)
def test_name_is_decoded_where_only_that_names_a_file(
    save_picture: Save, read: Read, name: str, value: str
) -> None:
    save_picture(name)
    found = read(image=value)
    assert found
    assert found.path == name


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("https://cdn.example/a.jpg", "https://cdn.example/a.jpg"),
        ("HTTP://cdn.example/a.PNG?w=2", "http://cdn.example/a.PNG?w=2"),
        ("//cdn.example/a", "https://cdn.example/a"),
        ("https://example.org/other/a.jpg", "https://example.org/other/a.jpg"),
    ],
)
def test_picture_elsewhere_is_named_as_it_is_without_its_size(read: Read, value: str, address: str) -> None:
    assert read(image=value) == Picture(path=address, alt="Le titre")


@pytest.mark.parametrize(
    ("value", "is_asked"),
    [("{attach}a.jpg", True), ("|attach|a.jpg", True), ("{static}a.jpg", False), (None, False)],
)
def test_header_may_ask_for_its_picture_beside_the_page(value: object, *, is_asked: bool) -> None:
    assert asks_to_attach({"image": value}) is is_asked


def test_picture_that_lies_on_its_side_is_measured_as_it_is_shown(content_path: Path, read: Read) -> None:
    exif = Image.Exif()
    exif[Base.Orientation] = 6
    Image.new("RGB", (40, 30)).save(content_path / "debout.jpg", exif=exif)
    assert read(image="debout.jpg") == Picture(path="debout.jpg", width=30, height=40, alt="Le titre")


@pytest.mark.parametrize(
    ("kind", "name"), [("PNG", "a.jpg"), ("WEBP", "a.png"), ("JPEG", "a.avif"), ("GIF", "a")]
)
def test_picture_goes_by_its_content(save_file: Save, read: Read, kind: str, name: str) -> None:
    data = BytesIO()
    Image.new("RGB", (40, 30)).save(data, kind)
    save_file(name, data.getvalue())
    assert read(image=name) == Picture(path=name, width=40, height=30, alt="Le titre")


@pytest.mark.parametrize(
    "metadata",
    [{}, {"image": ""}, {"image": "  ", "image_alt": ""}, {"image": None}, {"image": False}, {"image": []}],
)
def test_header_without_a_picture_names_none(read: Read, metadata: dict[str, object]) -> None:
    assert read(**metadata) is None


AVIF = "is not shown by all who share links; save it as .jpg"


@pytest.mark.parametrize(
    ("metadata", "message"),
    [
        ({"image": "images/non.jpg"}, "posts/x.md: Image: there is no file images/non.jpg"),
        ({"image": "/images/non.jpg"}, "there is no file images/non.jpg in the content folder; correct"),
        ({"image": "../../secret.jpg"}, "there is no file ../../secret.jpg in the content folder; correct"),
        (
            {"image": "{static}/../secret.jpg"},
            "there is no file ../secret.jpg in the content folder; correct",
        ),
        ({"image": "images"}, "there is no file images in the content folder"),
        ({"image": "x" * 5000}, "in the content folder; correct the path"),
        ({"image": "a\0b.jpg"}, "in the content folder; correct the path"),
        ({"image": "data:image/png;base64,AAAA"}, "there is no file data:image/png;base64,AAAA in"),
        ({"image": 2015}, "there is no file 2015 in the content folder"),
        ({"image": {"url": "a.jpg"}}, "posts/x.md: Image is no line of text; write one."),
        ({"image": "https:///a.jpg"}, "posts/x.md: Image: https:///a.jpg is no address; correct it."),
        ({"image": "https://[a.jpg"}, "https://[a.jpg is no address; correct it."),
        (
            {"image": "https://cdn.example/a.SVG?x"},
            "a.SVG?x is not shown by all who share links; take a .jpg",
        ),
        ({"image": "plat.avif"}, f"plat.avif {AVIF}"),
        ({"image": "plat-avif.jpg"}, f"plat-avif.jpg {AVIF}"),
        ({"image": "images/a.svg"}, f"images/a.svg {AVIF}"),
        ({"image": "faux.jpg"}, "posts/x.md: Image: faux.jpg cannot be read as a picture; save it again."),
        ({"image": "vide.png"}, "posts/x.md: Image: vide.png cannot be read as a picture; save it again."),
        ({"image": ["a.jpg", "b.jpg"]}, "posts/x.md: Image is there more than once; keep one line."),
        ({"image": "x.jpg", "image_alt": ["a", "b"]}, "posts/x.md: Image_alt is there more than once; keep"),
        ({"image_alt": "Un plat"}, "posts/x.md: Image_alt is there without Image; add that line or"),
    ],
)
def test_mistake_is_named_with_its_remedy(
    save_file: Save, save_picture: Save, read: Read, metadata: dict[str, object], message: str
) -> None:
    save_picture("plat.avif").rename(save_picture("plat.avif").with_name("plat-avif.jpg"))
    save_picture("plat.avif")
    save_file("images/a.svg", "<svg/>")
    save_file("faux.jpg", "no picture")
    save_file("vide.png", "")
    save_picture("../secret.jpg")
    with pytest.raises(DiscoveryError) as caught:
        read(**metadata)
    assert message in str(caught.value)
