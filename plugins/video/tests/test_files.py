from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest
from pelican.plugins.video.errors import VideoError
from pelican.plugins.video.files import find_poster, read_poster_file, read_video_file
from pelican.plugins.video.models import Poster, Source

Save = Callable[..., None]


def test_video_has_its_formats_webm_first(content_path: Path, save_file: Save) -> None:
    save_file("videos/tango.mp4")
    save_file("videos/tango.webm")
    save_file("videos/tango.txt")
    video = read_video_file(content_path, "videos/tango.mp4", "a.md: Video:")
    assert (video.host, video.host_name, video.id) == ("file", "tango.mp4", "tango")
    assert video.sources == (
        Source(path="videos/tango.webm", type="video/webm"),
        Source(path="videos/tango.mp4", type="video/mp4"),
    )
    assert video.watch_url is None
    assert video.embed_url is None
    assert video.poster is None


def test_video_has_the_poster_beside_it(content_path: Path, save_file: Save, save_picture: Save) -> None:
    save_file("videos/le tango.v2.mp4")
    save_picture("videos/le tango.v2.jpg", (640, 360))
    video = read_video_file(content_path, "./videos/le tango.v2.mp4", "a.md: Video:")
    assert video.poster == Poster(
        sources=(Source(path="videos/le tango.v2.jpg", type="image/jpeg"),), width=640, height=360
    )
    assert video.paths == ("videos/le tango.v2.mp4", "videos/le tango.v2.jpg")


def test_poster_has_its_formats_lightest_first(content_path: Path, save_picture: Save) -> None:
    for suffix in ("png", "jpeg", "jpg", "webp", "avif"):
        save_picture(f"images/x.{suffix}")
    poster = read_poster_file(content_path, "images/x.jpg", "a.md: Video_poster:")
    assert poster is not None
    assert [source.type.removeprefix("image/") for source in poster.sources] == [
        "avif",
        "webp",
        "jpeg",
        "jpeg",
        "png",
    ]
    assert (poster.width, poster.height) == (64, 36)


@pytest.mark.parametrize(
    ("suffixes", "fallback", "single"),
    [
        (["avif", "webp", "jpg"], "jpg", "webp"),
        (["avif", "jpg"], "jpg", "jpg"),
        (["avif", "webp"], "webp", "webp"),
        (["avif"], "avif", "avif"),
        (["png"], "png", "png"),
    ],
)
def test_poster_offers_one_file_where_html_takes_one(
    content_path: Path, save_picture: Save, suffixes: list[str], fallback: str, single: str
) -> None:
    for suffix in suffixes:
        save_picture(f"x.{suffix}")
    poster = find_poster(content_path, PurePosixPath("x.mp4"))
    assert poster is not None
    assert poster.fallback.path == f"x.{fallback}"
    assert poster.single.path == f"x.{single}"


def test_poster_of_several_sizes_is_refused(content_path: Path, save_picture: Save) -> None:
    save_picture("videos/x.webp", (64, 36))
    save_picture("videos/x.jpg", (64, 48))
    with pytest.raises(VideoError) as caught:
        find_poster(content_path, PurePosixPath("videos/x.mp4"))
    message = str(caught.value)
    assert message.startswith("videos/x.webp: ")
    assert "videos/x.webp is 64x36, videos/x.jpg is 64x48" in message
    assert "Save them all from one picture" in message


@pytest.mark.parametrize("data", [b"", b"no picture", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"])
def test_poster_that_is_no_picture_is_refused(content_path: Path, save_file: Save, data: bytes) -> None:
    save_file("x.jpg", data)
    with pytest.raises(
        VideoError, match=r"^x\.jpg: this poster cannot be read as a picture\. Save it again\."
    ):
        find_poster(content_path, PurePosixPath("x.mp4"))
