"""Pictures that hosts name: what is kept of them, and what is refused."""

import os
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from pelican_blog.writing.network import Client, NetworkError
from pelican_blog.writing.oembed import Answer
from pelican_blog.writing.posters import fetch_poster, read_picture, save_poster
from PIL import Image, ImageDraw

from plugins.images.tests.photos import build_exif, draw, encode, read

from .conftest import HostServer, Reply


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "avif"])
def test_picture_of_every_format_that_hosts_have_is_read(kind: str) -> None:
    picture = read_picture(encode(draw((640, 360)), kind), None)
    assert (picture.size, picture.mode) == ((640, 360), "RGB")


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "CMYK"])
def test_picture_of_every_kind_can_be_saved_as_a_photograph(tmp_path: Path, mode: str) -> None:
    data = encode(draw((64, 36)).convert(mode), "jpeg" if mode == "CMYK" else "png")
    save_poster(read_picture(data, None), tmp_path / "a.jpg")
    assert read((tmp_path / "a.jpg").read_bytes()).mode == "RGB"


def test_picture_is_made_no_larger_than_it_is_shown() -> None:
    assert read_picture(encode(draw((1920, 1080)), "jpeg"), None).size == (1280, 720)


def test_poster_is_saved_in_three_formats_of_one_size_without_metadata(tmp_path: Path) -> None:
    data = encode(draw((360, 640)), "jpeg", exif=build_exif(orientation=6), comment=b"secret")
    save_poster(read_picture(data, None), tmp_path / "videos" / "a.jpg")
    assert sorted(os.listdir(tmp_path / "videos")) == ["a.avif", "a.jpg", "a.webp"]  # noqa: PTH208
    for path in (tmp_path / "videos").iterdir():
        picture = read(path.read_bytes())
        assert picture.size == (640, 360)
        assert not picture.getexif()
        assert not {"exif", "comment", "icc_profile"} & set(picture.info)


@pytest.mark.parametrize("name", ["a.jpg", "a.webp", "a.avif"])
def test_no_file_of_the_writers_is_overwritten_and_none_is_left_beside_it(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("hers")
    with pytest.raises(FileExistsError):
        save_poster(draw(), tmp_path / "a.jpg")
    assert (tmp_path / name).read_text() == "hers"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("last", ["a.jpg", "a.webp", "a.avif"])
def test_disk_that_is_full_leaves_no_poster(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: str
) -> None:
    link = os.link

    def refuse(source: Path, target: Path, **options: bool) -> None:
        if target.name == last:
            raise OSError(28, "No space left on device")
        link(source, target, **options)

    monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(OSError, match="No space left"):
        save_poster(draw(), tmp_path / "a.jpg")
    assert list(tmp_path.iterdir()) == []


def draw_with_bars(size: tuple[int, int], inner: tuple[int, int]) -> bytes:
    """A white picture of the size `inner` in the middle of a black one, as YouTube's hqdefault.jpg."""
    picture = Image.new("RGB", size)
    left, top = (size[0] - inner[0]) // 2, (size[1] - inner[1]) // 2
    ImageDraw.Draw(picture).rectangle((left, top, left + inner[0] - 1, top + inner[1] - 1), "white")
    return encode(picture, "png")


@pytest.mark.parametrize(
    ("size", "inner"), [((480, 360), (480, 270)), ((480, 360), (202, 360)), ((1280, 720), (960, 720))]
)
def test_black_bars_are_cut_off(size: tuple[int, int], inner: tuple[int, int]) -> None:
    picture = read_picture(draw_with_bars(size, inner), inner[0] / inner[1])
    assert picture.size == inner
    low, _ = picture.convert("L").getextrema()
    assert low == 255


def test_picture_of_about_the_right_ratio_stays_whole() -> None:
    """YouTube says 200x113 of a video whose picture is 1280x720."""
    assert read_picture(encode(draw((1280, 720)), "jpeg"), 200 / 113).size == (1280, 720)


def test_absurd_ratio_leaves_a_picture() -> None:
    assert read_picture(encode(draw((64, 36)), "png"), 1e-9).width == 1


def build_bomb(side: int) -> bytes:
    """The head of a square picture of any number of pixels, in a few bytes."""
    buffer = BytesIO()
    Image.new("1", (1, 1)).save(buffer, "png")
    data = bytearray(buffer.getvalue())
    data[16:24] = side.to_bytes(4) * 2
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4)
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<!doctype html>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EOF",
        b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
        encode(draw(), "jpeg")[:500],
        encode(draw(), "png")[:-500],
        encode(draw(), "bmp"),
    ],
    ids=["nothing", "page", "PostScript", "SVG", "half a JPEG", "half a PNG", "BMP"],
)
def test_what_is_no_picture_for_the_web_is_refused(data: bytes) -> None:
    with pytest.raises(NetworkError, match="is none"):
        read_picture(data, None)


@pytest.mark.parametrize(
    ("side", "cause"),
    [(10_000, Image.DecompressionBombWarning), (20_000, Image.DecompressionBombError)],
)
def test_picture_that_would_fill_the_memory_is_refused_by_its_head(side: int, cause: type[Exception]) -> None:
    with pytest.raises(NetworkError, match="is none") as caught:
        read_picture(build_bomb(side), None)
    assert isinstance(caught.value.__cause__, cause)


def test_best_picture_is_taken_that_is_there(host_server: HostServer, client: Client) -> None:
    """YouTube sends a picture of its own with its 404."""
    host_server.replies["/best"] = Reply(status=404, body=encode(draw((120, 90)), "jpeg"))
    host_server.replies["/broken"] = Reply(body=b"<!doctype html>")
    host_server.replies["/named"] = Reply(body=encode(draw((480, 360)), "jpeg"))
    posters = tuple(f"{host_server.url}/{name}" for name in ("best", "broken", "named", "never"))
    assert fetch_poster(Answer(posters=posters, ratio=16 / 9), client).size == (480, 270)
    assert [target for target, _ in host_server.requests] == ["/best", "/broken", "/named"]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://i.ytimg.com/vi/x.jpg", "no https address"),
        ("file:///etc/passwd", "no https address"),
        ("//i.ytimg.com/vi/x.jpg", "no https address"),
        ("\u202e\x1b[31m", "no https address"),
    ],
)
def test_picture_of_another_scheme_is_not_asked_for(url: str, reason: str) -> None:
    with pytest.raises(NetworkError, match=reason):
        fetch_poster(Answer(posters=(url,)), Client())


def test_picture_that_is_too_heavy_is_given_up(host_server: HostServer, client: Client) -> None:
    host_server.replies["/a"] = Reply(body=b"x" * 10_000_001)
    with pytest.raises(NetworkError, match="larger than 10 MB"):
        fetch_poster(Answer(posters=(f"{host_server.url}/a",)), client)
