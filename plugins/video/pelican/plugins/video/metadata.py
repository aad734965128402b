"""The videos of an article or a page: the one its header features, and those its text shows."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TypeVar, cast

from pelican_toolkit.errors import Problem

from .durations import parse_duration
from .errors import PartialError, VideoError
from .files import VIDEO_TYPES, add_poster, read_poster_file, read_video_file
from .hosts import HOSTS, parse_url
from .models import Poster, Video
from .settings import VideoSettings

Value = TypeVar("Value")

KEYS = ("video", "video_title", "video_poster", "video_duration", "video_date")


def read_featured_video(
    metadata: Mapping[str, object], content_path: Path, settings: VideoSettings, source: str
) -> Video | None:
    """The video that the header of the file `source` features, or None.

    `metadata` has its keys in lower case, as Pelican gives them. Raises PartialError with all problems
    at once: an unknown host, a missing file, an unreadable value.
    """
    problems: list[Problem | str] = []

    def read(part: Callable[[], Value]) -> Value | None:
        try:
            return part()
        except VideoError as error:
            problems.extend(error.problems)
            return cast("Value", error.video) if isinstance(error, PartialError) else None

    header = {key: value for key in KEYS if (value := read(partial(_read_value, metadata, key, source)))}
    is_readable = isinstance(metadata.get("video", ""), str)
    video = read(partial(_read_video, header, content_path, settings, source)) if is_readable else None
    seconds = read(partial(_read_seconds, header.get("video_duration"), source))
    date = read(partial(_read_date, header.get("video_date"), source))
    poster = read(partial(_read_poster, header.get("video_poster"), content_path, source))
    if video:
        title = header.get("video_title")
        video = replace(video, title=title, seconds=seconds, date=date, poster=poster or video.poster)
    if problems:
        raise PartialError(problems, video)
    return video


def read_hosted_video(url: str, content_path: Path, settings: VideoSettings) -> Video | None:
    """The video at an address of a known host, with the poster `videos/<host>-<id>.*` if there is one.

    Raises PartialError, with the video, if the poster is unusable.
    """
    video = parse_url(url, settings.peertube)
    if video is None:
        return None
    return add_poster(video, content_path, PurePosixPath("videos", f"{video.host}-{video.id}.jpg"))


def _read_value(metadata: Mapping[str, object], key: str, source: str) -> str:
    """The value of a key; an empty one counts as absent."""
    value = metadata.get(key, "")
    if not isinstance(value, str):  # Pelican makes a list of a key that is there twice
        message = f"{key.capitalize()} is given more than once; keep one line."
        raise VideoError(Problem("duplicate-key", source, message))
    return value.strip()


def _read_video(
    header: Mapping[str, str], content_path: Path, settings: VideoSettings, source: str
) -> Video | None:
    if "video" not in header:
        if header:
            key = next(iter(header)).capitalize()
            message = f"{key} is given without Video; add a Video line or remove this one."
            raise VideoError(Problem("no-video", source, message))
        return None
    address = header["video"]
    if PurePosixPath(address).suffix in VIDEO_TYPES and "://" not in address:
        return read_video_file(content_path, address, source)
    video = read_hosted_video(address, content_path, settings)
    if video is None:
        names = ", ".join(host.name for host in HOSTS.values())
        message = (
            f"Video: {address} is not a video that this site can show ({names}, PeerTube hosts in "
            'VIDEO["peertube"], or a .webm or .mp4 file in the content folder); '
            "correct the address or remove the line."
        )
        raise VideoError(Problem("unknown-video", source, message))
    return video


def _read_seconds(text: str | None, source: str) -> int | None:
    if text is None:
        return None
    seconds = parse_duration(text)
    if seconds is None:
        message = f"Video_duration: {text} is not a duration; write it as 3:12, 1:02:03 or PT3M12S."
        raise VideoError(Problem("unusable-duration", source, message))
    return seconds


def _read_date(text: str | None, source: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        message = f"Video_date: {text} is not a date; write it as 2015-11-20 or 2015-11-20T18:30:00+01:00."
        raise VideoError(Problem("unusable-date", source, message)) from None


def _read_poster(name: str | None, content_path: Path, source: str) -> Poster | None:
    return read_poster_file(content_path, name, source) if name else None
