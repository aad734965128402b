"""Images that hosts name: what is kept of them, and what is refused."""

import os
import zlib
from pathlib import Path

import pytest
from pelican_blog.writing.network import Client, NetworkError
from pelican_blog.writing.oembed import Details
from pelican_blog.writing.posters import fetch_poster, read_picture, save_poster
from PIL import Image, ImageDraw

from plugins.images.tests.photos import build_exif, draw, encode, read

from .conftest import Reply, Server

FILES = ["a.avif", "a.jpg", "a.webp"]


def test_image_of_any_common_format_becomes_a_photograph_no_larger_than_needed(tmp_path: Path) -> None:
    for kind in ("jpeg", "png", "webp", "avif"):
        picture = read_picture(encode(draw((640, 360)), kind), None)
        assert (picture.size, picture.mode) == ((640, 360), "RGB")
    for mode in ("L", "P", "RGBA", "CMYK"):
        data = encode(draw((64, 36)).convert(mode), "jpeg" if mode == "CMYK" else "png")
        save_poster(read_picture(data, None), tmp_path / mode / "a.jpg")
        assert read((tmp_path / mode / "a.jpg").read_bytes()).mode == "RGB"
    assert read_picture(encode(draw((1920, 1080)), "jpeg"), None).size == (1280, 720)


def test_poster_is_saved_upright_in_three_formats_without_metadata(tmp_path: Path) -> None:
    data = encode(draw((360, 640)), "jpeg", exif=build_exif(orientation=6), comment=b"secret")
    save_poster(read_picture(data, None), tmp_path / "videos" / "a.jpg")
    assert sorted(path.name for path in (tmp_path / "videos").iterdir()) == FILES
    for path in (tmp_path / "videos").iterdir():
        picture = read(path.read_bytes())
        assert picture.size == (640, 360)
        assert not picture.getexif()
        assert not {"exif", "comment", "icc_profile"} & set(picture.info)


@pytest.mark.parametrize("name", FILES)
def test_no_file_is_overwritten_and_none_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / name).write_text("hers")
    with pytest.raises(FileExistsError):
        save_poster(draw(), tmp_path / "a.jpg")
    assert (tmp_path / name).read_text() == "hers"
    assert [path.name for path in tmp_path.iterdir()] == [name]
    (tmp_path / name).unlink()
    link = os.link

    def refuse(source: Path, target: Path, **options: bool) -> None:
        if target.name == name:
            raise OSError(28, "No space left on device")
        link(source, target, **options)

    monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(OSError, match="No space left"):
        save_poster(draw(), tmp_path / "a.jpg")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("size", "inner"), [((480, 360), (480, 270)), ((480, 360), (202, 360)), ((1280, 720), (960, 720))]
)
def test_black_bars_are_cropped(size: tuple[int, int], inner: tuple[int, int]) -> None:
    """A white image in the middle of a black one, like YouTube's hqdefault.jpg."""
    image = Image.new("RGB", size)
    left, top = (size[0] - inner[0]) // 2, (size[1] - inner[1]) // 2
    ImageDraw.Draw(image).rectangle((left, top, left + inner[0] - 1, top + inner[1] - 1), "white")
    picture = read_picture(encode(image, "png"), inner[0] / inner[1])
    assert picture.size == inner
    assert picture.convert("L").getextrema()[0] == 255


def test_nearly_right_ratio_crops_nothing_and_an_absurd_one_leaves_something() -> None:
    assert read_picture(encode(draw((1280, 720)), "jpeg"), 200 / 113).size == (1280, 720)  # as YouTube says
    assert read_picture(encode(draw((64, 36)), "png"), 1e-9).width == 1


def build_bomb(side: int) -> bytes:
    """The head of a square image of any number of pixels, in a few bytes."""
    data = bytearray(encode(Image.new("1", (1, 1)), "png"))
    data[16:24] = side.to_bytes(4) * 2
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4)
    return bytes(data)


def test_what_is_not_an_image_for_the_web_is_refused() -> None:
    for data in (
        b"",
        b"<!doctype html>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EOF",
        b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
        encode(draw(), "jpeg")[:500],
        encode(draw(), "png")[:-500],
        encode(draw(), "bmp"),
    ):
        with pytest.raises(NetworkError, match="is not a usable image"):
            read_picture(data, None)
    for side, cause in ((10_000, Image.DecompressionBombWarning), (20_000, Image.DecompressionBombError)):
        with pytest.raises(NetworkError, match="is not a usable image") as caught:
            read_picture(build_bomb(side), None)
        assert isinstance(caught.value.__cause__, cause)


def test_first_usable_image_is_taken(server: Server, client: Client) -> None:
    """YouTube sends an image with its 404."""
    server.replies["/best"] = Reply(encode(draw((120, 90)), "jpeg"), status=404)
    server.replies["/broken"] = Reply(b"<!doctype html>")
    server.replies["/named"] = Reply(encode(draw((480, 360)), "jpeg"))
    posters = tuple(f"{server.url}/{name}" for name in ("best", "broken", "named", "never"))
    assert fetch_poster(Details(posters=posters, ratio=16 / 9), client).size == (480, 270)
    assert [target for target, _ in server.requests] == ["/best", "/broken", "/named"]
    server.replies["/best"] = Reply(b"x" * 10_000_001)
    with pytest.raises(NetworkError, match="larger than 10 MB"):
        fetch_poster(Details(posters=posters[:1]), client)
    for url in ("http://i.ytimg.com/vi/x.jpg", "file:///etc/passwd", "//i.ytimg.com/x.jpg", "\u202e\x1b[31m"):
        with pytest.raises(NetworkError, match="not an https address"):
            fetch_poster(Details(posters=(url,)), Client())
