"""Videos and posters below the content folder. Files that differ only by their suffix belong together."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

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


def read_video_file(content_path: Path, name: str, header: str) -> Video:
    """The video in the file `name` below the content folder, with its other formats and the poster beside it.

    `header` says where the name was read, for the messages of VideoError; PartialError has the video where
    only its poster cannot be used.
    """
    path = _check_file(content_path, name, header)
    sources = _find_formats(content_path, path, VIDEO_TYPES)
    video = Video(host="file", host_name=path.name, id=path.stem, sources=sources)
    return add_poster(video, content_path, path)


def add_poster(video: Video, content_path: Path, path: PurePosixPath) -> Video:
    """The video with the poster that has the name of `path` but for the suffix, if there is one.

    Raises PartialError, with the video, for one that cannot be used.
    """
    try:
        return replace(video, poster=find_poster(content_path, path))
    except VideoError as error:
        raise PartialError([str(error)], video) from error


def read_poster_file(content_path: Path, name: str, header: str) -> Poster | None:
    """The poster in the file `name` below the content folder, with its other formats."""
    path = _check_file(content_path, name, header)
    if path.suffix not in POSTER_TYPES:
        raise VideoError(
            f"{header} {name} does not end in {', '.join(POSTER_TYPES)}. Save it as one of these."
        )
    return find_poster(content_path, path)


def find_poster(content_path: Path, path: PurePosixPath) -> Poster | None:
    """The poster that has the name of `path` but for the suffix; None where there is none."""
    sources = _find_formats(content_path, path, POSTER_TYPES)
    if not sources:
        return None
    sizes = {source.path: _measure_picture(content_path, source.path) for source in sources}
    if len(set(sizes.values())) > 1:
        listed = ", ".join(f"{name} is {width}x{height}" for name, (width, height) in sizes.items())
        raise VideoError(
            f"{sources[0].path}: the formats of this poster differ in size: {listed}. "
            "Save them all from one picture, or remove those that are not this poster."
        )
    width, height = sizes[sources[0].path]
    return Poster(sources=sources, width=width, height=height)


def _check_file(content_path: Path, name: str, header: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise VideoError(f"{header} {name} is not below the content folder. Write its path from there.")
    if not _is_file(content_path / path):
        raise VideoError(
            f"{header} there is no file {name} in the content folder. "
            "Correct the path, which starts at the content folder, or put the file there."
        )
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
    except OSError:  # a name that no file can have, such as one of 5,000 letters
        return False


def _measure_picture(content_path: Path, name: str) -> tuple[int, int]:
    try:
        with Image.open(content_path / name) as picture:
            return picture.size
    except OSError as error:
        raise VideoError(
            f"{name}: this poster cannot be read as a picture. Save it again. ({error})"
        ) from error
