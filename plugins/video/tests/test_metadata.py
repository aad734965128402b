from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from pelican.plugins.video.errors import VideoError
from pelican.plugins.video.metadata import read_featured_video, read_hosted_video
from pelican.plugins.video.settings import VideoSettings

Save = Callable[..., None]
YOUTUBE = "https://youtu.be/dQw4w9WgXcQ"


def test_header_without_video_features_none(content_path: Path) -> None:
    assert read_featured_video({"title": "T"}, content_path, VideoSettings(), "a.md") is None


def test_line_left_empty_counts_as_absent(content_path: Path) -> None:
    header = {"video": "", "video_title": "  ", "video_poster": "", "video_duration": ""}
    assert read_featured_video(header, content_path, VideoSettings(), "a.md") is None


def test_hosted_video_has_what_the_header_says(content_path: Path, save_picture: Save) -> None:
    save_picture("images/x.jpg", (640, 360))
    save_picture("images/x.webp", (640, 360))
    header = {
        "video": f" {YOUTUBE}?t=9 ",
        "video_title": "Le tango <live>",
        "video_poster": "images/x.jpg",
        "video_duration": "3:12",
        "video_date": "2015-11-20",
    }
    video = read_featured_video(header, content_path, VideoSettings(), "a.md")
    assert video is not None
    assert video.title == "Le tango <live>"
    assert (video.seconds, video.duration, video.clock) == (192, "PT3M12S", "3:12")
    assert video.date == datetime(2015, 11, 20)  # noqa: DTZ001  # the writer gave no time zone
    assert video.start == 9
    assert video.paths == ("images/x.webp", "images/x.jpg")


def test_hosted_video_has_the_poster_named_after_it(content_path: Path, save_picture: Save) -> None:
    save_picture("videos/youtube-dQw4w9WgXcQ.webp")
    video = read_featured_video({"video": YOUTUBE}, content_path, VideoSettings(), "a.md")
    assert video is not None
    assert video.paths == ("videos/youtube-dQw4w9WgXcQ.webp",)
    assert (video.title, video.duration, video.clock) == (None, None, None)


def test_named_poster_wins(content_path: Path, save_file: Save, save_picture: Save) -> None:
    save_file("videos/tango.mp4")
    save_picture("videos/tango.jpg")
    save_picture("images/x.png")
    header = {"video": "videos/tango.mp4", "video_poster": "images/x.png"}
    video = read_featured_video(header, content_path, VideoSettings(), "a.md")
    assert video is not None
    assert video.paths == ("videos/tango.mp4", "images/x.png")


def test_peertube_host_is_known_from_the_settings(content_path: Path) -> None:
    header = {"video": "https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv"}
    settings = VideoSettings(peertube=("tube.example",))
    video = read_featured_video(header, content_path, settings, "a.md")
    assert video is not None
    assert video.host == "peertube"
    with pytest.raises(VideoError, match="no video of a host"):
        read_featured_video(header, content_path, VideoSettings(), "a.md")


def test_hosted_video_of_another_address_is_none(content_path: Path) -> None:
    assert read_hosted_video("https://evil.example/", content_path, VideoSettings()) is None


MISTAKES: list[tuple[dict[str, object], str, str, str]] = [
    (
        {"video": "https://evil.example/x.mp4"},
        "posts/x.md: Video: https://evil.example/x.mp4",
        "is no video of a host that this site knows (YouTube, Vimeo, Dailymotion, PeerTube",
        "Correct the address or remove the line.",
    ),
    (
        {"video": "youtu.be/dQw4w9WgXcQ"},
        "posts/x.md: Video: youtu.be",
        "is no video of",
        "Correct the address",
    ),
    (
        {"video": "videos/x.avi"},
        "posts/x.md: Video: videos/x.avi",
        "a .webm or .mp4 file",
        "Correct the address",
    ),
    ({"video": "videos/no.mp4"}, "posts/x.md: Video:", "there is no file videos/no.mp4", "Correct the path"),
    (
        {"video": "../x.mp4"},
        "posts/x.md: Video:",
        "../x.mp4 is not below the content folder",
        "Write its path",
    ),
    ({"video": "/etc/x.mp4"}, "posts/x.md: Video:", "/etc/x.mp4 is not below", "Write its path"),
    ({"video": "//evil.example/x.mp4"}, "posts/x.md: Video:", "is not below", "Write its path"),
    ({"video": [YOUTUBE, YOUTUBE]}, "posts/x.md: Video ", "is there more than once", "Keep one line."),
    (
        {"video_title": "T"},
        "posts/x.md: Video_title ",
        "is there without Video",
        "Add a Video line or remove",
    ),
    ({"video_duration": "3:12"}, "posts/x.md: Video_duration ", "is there without Video", "Add a Video line"),
    (
        {"video": YOUTUBE, "video_duration": "3 min"},
        "posts/x.md: Video_duration: 3 min",
        "is no duration",
        "Write it as 3:12, 1:02:03 or PT3M12S.",
    ),
    (
        {"video": YOUTUBE, "video_date": "20 novembre"},
        "posts/x.md: Video_date: 20 novembre",
        "is no date",
        "Write it as 2015-11-20 or 2015-11-20T18:30:00+01:00.",
    ),
    (
        {"video": YOUTUBE, "video_poster": "images/no.jpg"},
        "posts/x.md: Video_poster:",
        "there is no file images/no.jpg",
        "put the file there.",
    ),
    (
        {"video": YOUTUBE, "video_poster": "images/x.gif"},
        "posts/x.md: Video_poster: images/x.gif",
        "does not end in .avif, .webp, .jpg, .jpeg, .png",
        "Save it as one of these.",
    ),
]


@pytest.mark.parametrize(("header", "parts"), [(row[0], row[1:]) for row in MISTAKES])
def test_mistake_is_named_with_its_remedy(
    content_path: Path, save_file: Save, header: dict[str, object], parts: tuple[str, str, str]
) -> None:
    save_file("images/x.gif")
    place, problem, remedy = parts
    with pytest.raises(VideoError) as caught:
        read_featured_video(header, content_path, VideoSettings(), "posts/x.md")
    message = str(caught.value)
    assert message.startswith(place)
    assert problem in message
    assert remedy in message
    assert message.endswith(".")
