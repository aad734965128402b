"""Videos and posters below the content folder. Files that differ only by their suffix belong together."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from pelican_toolkit.errors import Problem
from PIL import Image

from .errors import PartialError, VideoError
from .models import Poster, Source, Video

# In the order in which browsers are offered them: the lightest first.
VIDEO_TYPES = {".webm": "video/webm", ".mp4": "video/mp4"}
POSTER_TYPES = {
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
}


def read_video_file(content_path: Path, name: str, source: str) -> Video:
    """The video in the file `name` below the content folder, with its other formats and the poster beside it.

    `source` is the text that names it, for messages. Raises VideoError, or PartialError with the video if
    only its poster is unusable.
    """
    path = _check_file(content_path, name, source, "Video")
    sources = _find_formats(content_path, path, VIDEO_TYPES)
    video = Video(host="file", host_name=path.name, id=path.stem, sources=sources)
    return add_poster(video, content_path, path)


def add_poster(video: Video, content_path: Path, path: PurePosixPath) -> Video:
    """The video with the poster that is named like `path` but for the suffix, if there is one.

    Raises PartialError, with the video, if the poster is unusable.
    """
    try:
        return replace(video, poster=find_poster(content_path, path))
    except VideoError as error:
        raise PartialError(error.problems, video) from error


def read_poster_file(content_path: Path, name: str, source: str) -> Poster | None:
    """The poster in the file `name` below the content folder, with its other formats."""
    path = _check_file(content_path, name, source, "Video_poster")
    if path.suffix not in POSTER_TYPES:
        message = f"Video_poster: {name} does not end in {', '.join(POSTER_TYPES)}; save it as one of these."
        raise VideoError(Problem("poster-suffix", source, message))
    return find_poster(content_path, path)


def find_poster(content_path: Path, path: PurePosixPath) -> Poster | None:
    """The poster that is named like `path` but for the suffix; None if there is none."""
    sources = _find_formats(content_path, path, POSTER_TYPES)
    if not sources:
        return None
    sizes = {source.path: _measure_picture(content_path, source.path) for source in sources}
    if len(set(sizes.values())) > 1:
        listed = ", ".join(f"{name} is {width}x{height}" for name, (width, height) in sizes.items())
        message = (
            f"the formats of this poster differ in size ({listed}); "
            "save them all from one picture, or remove those that are not this poster."
        )
        raise VideoError(Problem("poster-sizes", sources[0].path, message))
    width, height = sizes[sources[0].path]
    return Poster(sources=sources, width=width, height=height)


def _check_file(content_path: Path, name: str, source: str, key: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        message = f"{key}: {name} is outside the content folder; write its path from there."
        raise VideoError(Problem("outside-file", source, message))
    if not _is_file(content_path / path):
        message = (
            f"{key}: there is no file {name} in the content folder; "
            "correct the path, which starts at the content folder, or add the file."
        )
        raise VideoError(Problem("missing-file", source, message))
    return path


def _find_formats(content_path: Path, path: PurePosixPath, types: Mapping[str, str]) -> tuple[Source, ...]:
    siblings = ((path.with_suffix(suffix), mime_type) for suffix, mime_type in types.items())
    return tuple(
        Source(path=str(sibling), type=mime_type)
        for sibling, mime_type in siblings
        if _is_file(content_path / sibling)
    )


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name too long for any file
        return False


def _measure_picture(content_path: Path, name: str) -> tuple[int, int]:
    try:
        with Image.open(content_path / name) as picture:
            return picture.size
    except OSError as error:
        message = f"this poster cannot be read as a picture ({error}); save it again."
        raise VideoError(Problem("poster-broken", name, message)) from error
