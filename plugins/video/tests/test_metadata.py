"""What a header says of a video, and the files that it names."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.video.durations import format_clock, format_iso, parse_duration, parse_start
from pelican.plugins.video.errors import PartialError, VideoError
from pelican.plugins.video.files import find_poster
from pelican.plugins.video.metadata import read_featured_video
from pelican.plugins.video.models import Video
from pelican.plugins.video.settings import VideoSettings, read_settings

Read = Callable[..., Video | None]
Save = Callable[..., None]
URL = "https://youtu.be/dQw4w9WgXcQ"
TUBE = "https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv"


@pytest.fixture
def read(content_path: Path) -> Read:
    """A function that reads a header's video."""

    def read(settings: VideoSettings | None = None, **header: object) -> Video | None:
        return read_featured_video(header, content_path, settings or VideoSettings(), "posts/x.md")

    return read


def test_hosted_video_has_what_the_header_says(read: Read, save_picture: Save) -> None:
    assert read(title="T", video="", video_title="  ", video_poster="", video_duration="") is None
    save_picture("images/x.jpg", "images/x.webp", "videos/youtube-dQw4w9WgXcQ.webp")
    header = {"video_title": "Le tango <live>", "video_duration": "3:12", "video_date": "2015-11-20"}
    video = read(video=f" {URL}?t=9 ", video_poster="images/x.jpg", **header)
    assert (video.title, video.start) == ("Le tango <live>", 9)
    assert (video.seconds, video.duration, video.clock) == (192, "PT3M12S", "3:12")
    assert video.date == datetime(2015, 11, 20)  # noqa: DTZ001  # the writer gave no time zone
    assert video.paths == ("images/x.webp", "images/x.jpg")
    assert read(video=URL).paths == ("videos/youtube-dQw4w9WgXcQ.webp",)
    assert read(VideoSettings(peertube=("tube.example",)), video=TUBE).host == "peertube"


def test_video_in_files_has_its_formats_and_the_poster_beside_it(
    read: Read, save_file: Save, save_picture: Save
) -> None:
    path, suffixes = "videos/le tango.v2", ("avif", "jpg", "jpeg", "png")
    for name in (f"{path}.mp4", f"{path}.webm", f"{path}.txt", "bare.mp4"):
        save_file(name)
    save_picture("images/x.webp", "images/x.png", *(f"{path}.{suffix}" for suffix in suffixes), size=(64, 48))
    video = read(video=f"./{path}.mp4")
    assert (video.host, video.host_name, video.id) == ("file", "le tango.v2.mp4", "le tango.v2")
    assert video.paths == (f"{path}.webm", f"{path}.mp4", *(f"{path}.{suffix}" for suffix in suffixes))
    types = [source.type for source in (*video.sources, *video.poster.sources)]
    assert types == ["video/webm", "video/mp4", "image/avif", "image/jpeg", "image/jpeg", "image/png"]
    assert video.poster.single.path == video.poster.fallback.path == f"{path}.png"
    assert read(video="bare.mp4").poster is None
    poster = read(video="bare.mp4", video_poster="images/x.png").poster
    assert (poster.single.path, poster.fallback.path) == ("images/x.webp", "images/x.png")
    assert (poster.width, poster.height) == (64, 48)


@pytest.mark.parametrize(
    ("header", "code", "says"),
    [
        ({"video": "https://evil.example/x.mp4"}, "unknown-video", "PeerTube"),
        *[({"video": name}, "unknown-video", "VIDEO") for name in ("youtu.be/dQw4w9WgXcQ", "x.avi", TUBE)],
        ({"video": "videos/no.mp4"}, "missing-file", "Video: there is no file videos/no.mp4"),
        ({"video": f"{'x' * 5000}.mp4"}, "missing-file", "no file"),
        *[({"video": f"{start}x.mp4"}, "outside-file", "x.mp4") for start in ("../", "/etc/")],
        ({"video": [URL, URL]}, "duplicate-key", "Video is"),
        ({"video_title": "T"}, "no-video", "Video_title is"),
        ({"video": URL, "video_duration": "3 min"}, "unusable-duration", "Video_duration: 3 min is"),
        ({"video": URL, "video_date": "20 novembre"}, "unusable-date", "Video_date: 20 novembre is"),
        ({"video": URL, "video_poster": "images/no.jpg"}, "missing-file", "Video_poster: there is no"),
        ({"video": URL, "video_poster": "x.gif"}, "poster-suffix", ".avif, .webp, .jpg, .jpeg, .png"),
    ],
)
def test_problem_names_its_file_and_its_line(
    read: Read, save_file: Save, header: dict[str, object], code: str, says: str
) -> None:
    save_file("x.gif")
    with pytest.raises(PartialError) as caught:
        read(**header)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == (code, "posts/x.md")
    assert says in problem.message
    assert (caught.value.video is not None) is (header.get("video") == URL)


def test_poster_that_is_broken_or_of_several_sizes_is_refused(
    content_path: Path, save_file: Save, save_picture: Save
) -> None:
    for data in (b"", b"\x89PNG\r\n\x1a\n"):
        save_file("x.jpg", data)
        with pytest.raises(VideoError, match=r"^x\.jpg: this poster cannot be read"):
            find_poster(content_path, PurePosixPath("x.mp4"))
    save_picture("x.webp", size=(64, 36))
    save_picture("x.jpg", size=(64, 48))
    with pytest.raises(VideoError, match=r"^x\.webp: .*x\.webp is 64x36, x\.jpg is 64x48"):
        find_poster(content_path, PurePosixPath("x.mp4"))


def test_lengths_and_start_times_are_read_and_lengths_written() -> None:
    lengths = {"03:12": ("PT3M12S", "3:12"), "PT192S": ("PT3M12S", "3:12"), "2:00:03": ("PT2H3S", "2:00:03")}
    for text, written in lengths.items():
        seconds = parse_duration(text)
        assert (format_iso(seconds), format_clock(seconds)) == written
    for text in ("", "3", "3:2", "3:60", "75:30", "1:75:30", "-3:12", "PT", "P1D", "0:00", "3 min", "٣:١٢"):
        assert parse_duration(text) is None
    starts = {"90": 90, "1m30": 90, "2m": 120, "1h2m3s": 3723, "": 0, "s": 0, "-1": 0}
    assert {text: parse_start(text) for text in starts} == starts


@given(st.integers(min_value=1, max_value=99 * 3600))
def test_written_duration_is_read_back(seconds: int) -> None:
    assert parse_duration(format_iso(seconds)) == parse_duration(format_clock(seconds)) == seconds


@given(st.text("0123456789hms") | st.text())
def test_any_start_time_is_read_without_an_exception(text: str) -> None:
    assert parse_start(text) >= 0


def test_settings_are_read() -> None:
    hosts = ("tube.example.org", "xn--kno-ona.example")
    assert read_settings({"peertube": [*hosts]}) == VideoSettings(peertube=hosts)
    wrong = [
        [host] for host in ("https://tube.example/", "Tube.example", "tube.example:9000", "localhost", 7)
    ]
    for value in (*wrong, "tube.example"):
        with pytest.raises(VideoError, match="a list of host names"):
            read_settings({"peertube": value})
