from collections.abc import Callable
from pathlib import Path

import pytest
from pelican.plugins.discovery.errors import DiscoveryError
from pelican.plugins.discovery.models import Picture
from pelican.plugins.discovery.pictures import read_header
from PIL import Image
from PIL.ExifTags import Base

Save = Callable[..., Path]


@pytest.mark.parametrize("value", ["images/plat.jpg", " {static}/images/plat.jpg ", "/images/plat.jpg"])
def test_header_names_a_picture_that_is_measured(save_picture: Save, content_path: Path, value: str) -> None:
    save_picture("images/plat.jpg", (640, 480))
    metadata = {"image": value, "image_alt": " Un plat "}
    expected = Picture(path="images/plat.jpg", width=640, height=480, alt="Un plat")
    assert read_header(metadata, content_path, "Le titre", "posts/x.md") == expected


def test_picture_that_lies_on_its_side_is_measured_as_it_is_shown(content_path: Path) -> None:
    exif = Image.Exif()
    exif[Base.Orientation] = 6
    Image.new("RGB", (40, 30)).save(content_path / "debout.jpg", exif=exif)
    found = read_header({"image": "debout.jpg"}, content_path, "Le titre", "posts/x.md")
    assert found == Picture(path="debout.jpg", width=30, height=40, alt="Le titre")


def test_picture_without_a_description_stands_for_the_title(save_picture: Save, content_path: Path) -> None:
    save_picture("plat.WEBP")
    found = read_header({"image": "plat.WEBP"}, content_path, "Le titre", "posts/x.md")
    assert found
    assert found.alt == "Le titre"


@pytest.mark.parametrize("metadata", [{}, {"image": ""}, {"image": "  ", "image_alt": ""}])
def test_header_without_a_picture_names_none(content_path: Path, metadata: dict[str, object]) -> None:
    assert read_header(metadata, content_path, "Le titre", "posts/x.md") is None


@pytest.mark.parametrize(
    ("metadata", "message"),
    [
        ({"image": "images/non.jpg"}, "posts/x.md: Image: there is no file images/non.jpg"),
        (
            {"image": "../secret.jpg"},
            "there is no file ../secret.jpg in the content folder; correct the path",
        ),
        ({"image": "plat.avif"}, "plat.avif is not shown by all who share links; save it as .jpg"),
        ({"image": "faux.jpg"}, "posts/x.md: Image: faux.jpg cannot be read as a picture; save it again."),
        ({"image": ["a.jpg", "b.jpg"]}, "posts/x.md: Image or Image_alt is there more than once; keep one"),
        ({"image_alt": "Un plat"}, "posts/x.md: Image_alt is there without Image; add that line or"),
    ],
)
def test_mistake_is_named_with_its_remedy(
    save_file: Save, save_picture: Save, content_path: Path, metadata: dict[str, object], message: str
) -> None:
    save_picture("plat.avif")
    save_file("faux.jpg", "no picture")
    save_picture("../secret.jpg")
    with pytest.raises(DiscoveryError) as caught:
        read_header(metadata, content_path, "Le titre", "posts/x.md")
    assert message in str(caught.value)
