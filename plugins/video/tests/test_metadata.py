"""What a header says of a video, and the files that it names."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path, PurePosixPath

import pytest
from pelican.plugins.video.errors import PartialError, VideoError
from pelican.plugins.video.files import find_poster
from pelican.plugins.video.metadata import read_featured_video, read_hosted_video
from pelican.plugins.video.models import Poster, Source, Video
from pelican.plugins.video.settings import VideoSettings, read_settings

Save = Callable[..., None]
URL = "https://youtu.be/dQw4w9WgXcQ"
TUBE = "https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv"


@pytest.fixture
def read(content_path: Path) -> Callable[..., Video | None]:
    """A function that reads a header's video."""

    def read(settings: VideoSettings | None = None, **header: object) -> Video | None:
        return read_featured_video(header, content_path, settings or VideoSettings(), "posts/x.md")

    return read


def test_header_without_video_features_none(read: Callable[..., Video | None]) -> None:
    assert read(title="T") is None
    assert read(video="", video_title="  ", video_poster="", video_duration="") is None


def test_hosted_video_has_what_the_header_says(
    read: Callable[..., Video | None], save_picture: Save, content_path: Path
) -> None:
    save_picture("images/x.jpg", "images/x.webp", "videos/youtube-dQw4w9WgXcQ.webp")
    header = {"video_title": "Le tango <live>", "video_duration": "3:12", "video_date": "2015-11-20"}
    video = read(video=f" {URL}?t=9 ", video_poster="images/x.jpg", **header)
    assert (video.title, video.start) == ("Le tango <live>", 9)
    assert (video.seconds, video.duration, video.clock) == (192, "PT3M12S", "3:12")
    assert video.date == datetime(2015, 11, 20)  # noqa: DTZ001  # the writer gave no time zone
    assert video.paths == ("images/x.webp", "images/x.jpg")
    video = read(video=URL)
    assert video.paths == ("videos/youtube-dQw4w9WgXcQ.webp",)
    assert (video.title, video.duration, video.clock) == (None, None, None)
    assert read(VideoSettings(peertube=("tube.example",)), video=TUBE).host == "peertube"
    assert read_hosted_video("https://evil.example/", content_path, VideoSettings()) is None


def test_video_in_files_has_its_formats_and_the_poster_beside_it(
    read: Callable[..., Video | None], save_file: Save, save_picture: Save
) -> None:
    for name in ("le tango.v2.mp4", "le tango.v2.webm", "le tango.v2.txt", "bare.mp4"):
        save_file(f"videos/{name}")
    save_picture("videos/le tango.v2.jpg", size=(640, 360))
    save_picture("images/x.png")
    path = "videos/le tango.v2"
    video = Video(
        host="file",
        host_name="le tango.v2.mp4",
        id="le tango.v2",
        sources=tuple(Source(path=f"{path}.{kind}", type=f"video/{kind}") for kind in ("webm", "mp4")),
        poster=Poster(sources=(Source(path=f"{path}.jpg", type="image/jpeg"),), width=640, height=360),
    )
    assert read(video="./videos/le tango.v2.mp4") == video
    assert video.paths == (f"{path}.webm", f"{path}.mp4", f"{path}.jpg")
    assert read(video=f"{path}.mp4", video_poster="images/x.png").paths[2:] == ("images/x.png",)
    assert read(video="videos/bare.mp4").poster is None


@pytest.mark.parametrize(
    ("suffixes", "order", "single"),
    [
        ("png jpeg jpg webp avif", "avif webp jpg jpeg png", "webp"),
        *(("avif jpg", "avif jpg", "jpg"), ("avif webp", "avif webp", "webp"), ("avif", "avif", "avif")),
    ],
)
def test_poster_has_its_formats_lightest_first_and_one_where_html_takes_one(
    content_path: Path, save_picture: Save, suffixes: str, order: str, single: str
) -> None:
    save_picture(*(f"x.{suffix}" for suffix in suffixes.split()))
    poster = find_poster(content_path, PurePosixPath("x.mp4"))
    assert poster is not None
    assert [source.path.removeprefix("x.") for source in poster.sources] == order.split()
    types = [source.type for source in poster.sources]
    assert types == [f"image/{suffix.replace('jpg', 'jpeg')}" for suffix in order.split()]
    assert (poster.width, poster.height) == (64, 36)
    assert (poster.fallback.path, poster.single.path) == (f"x.{order.rsplit(maxsplit=1)[-1]}", f"x.{single}")


@pytest.mark.parametrize(
    ("header", "code", "says"),
    [
        ({"video": "https://evil.example/x.mp4"}, "unknown-video", "PeerTube"),
        *[({"video": name}, "unknown-video", "VIDEO") for name in ("youtu.be/dQw4w9WgXcQ", "x.avi", TUBE)],
        ({"video": "videos/no.mp4"}, "missing-file", "Video: there is no file videos/no.mp4"),
        ({"video": f"{'x' * 5000}.mp4"}, "missing-file", "no file"),
        *[({"video": f"{start}x.mp4"}, "outside-file", "x.mp4") for start in ("../", "/etc/", "//a.org/")],
        ({"video": [URL, URL]}, "duplicate-key", "Video is"),
        ({"video_title": "T"}, "no-video", "Video_title is"),
        ({"video_duration": "3:12"}, "no-video", "Video_duration is"),
        ({"video": URL, "video_duration": "3 min"}, "unusable-duration", "Video_duration: 3 min is"),
        ({"video": URL, "video_date": "20 novembre"}, "unusable-date", "Video_date: 20 novembre is"),
        ({"video": URL, "video_poster": "images/no.jpg"}, "missing-file", "Video_poster: there is no"),
        ({"video": URL, "video_poster": "x.gif"}, "poster-suffix", ".avif, .webp, .jpg, .jpeg, .png"),
    ],
)
def test_problem_names_its_file_and_its_line(
    read: Callable[..., Video | None], save_file: Save, header: dict[str, object], code: str, says: str
) -> None:
    save_file("x.gif")
    with pytest.raises(PartialError) as caught:
        read(**header)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == (code, "posts/x.md")
    assert says in problem.message
    assert (caught.value.video is not None) is (header.get("video") == URL)


@pytest.mark.parametrize("data", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"])
def test_poster_that_is_broken_or_of_several_sizes_is_refused(
    content_path: Path, save_file: Save, save_picture: Save, data: bytes
) -> None:
    save_file("x.jpg", data)
    with pytest.raises(VideoError, match=r"^x\.jpg: this poster cannot be read"):
        find_poster(content_path, PurePosixPath("x.mp4"))
    save_picture("x.webp", size=(64, 36))
    save_picture("x.jpg", size=(64, 48))
    with pytest.raises(VideoError, match=r"^x\.webp: .*x\.webp is 64x36, x\.jpg is 64x48"):
        find_poster(content_path, PurePosixPath("x.mp4"))


def test_settings_are_read() -> None:
    assert read_settings({}) == VideoSettings(peertube=())
    hosts = ("tube.example.org", "xn--kno-ona.example")
    assert read_settings({"peertube": [*hosts]}) == VideoSettings(peertube=hosts)
    unusable = ["https://tube.example/", "Tube.example", "tube.example:9000", "localhost", 7, ""]
    for value in ("tube.example", None, *([host] for host in unusable), [hosts[0], ""]):
        with pytest.raises(VideoError) as caught:
            read_settings({"peertube": value})
        assert [problem.code for problem in caught.value.problems] == ["unusable-value"]
