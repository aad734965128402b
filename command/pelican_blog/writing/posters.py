"""Fetches a video's poster from its host once, so that readers' browsers do not have to."""

import warnings
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path, PurePosixPath

from pelican.plugins.images.encoding import encode, open_upright, scale
from pelican.plugins.images.settings import ImageSettings
from pelican.plugins.video.models import Video
from pelican_toolkit.files import create_file
from PIL import Image, ImageOps

from pelican_blog.blog import Blog
from pelican_blog.writing.headers import clean_line
from pelican_blog.writing.network import MEGABYTE, Client, NetworkError
from pelican_blog.writing.oembed import WIDTH, Details

_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
_LARGEST = 10 * MEGABYTE
_NEARLY = 0.05
"""The relative difference that two equal ratios may have: hosts round to whole pixels."""


def provide_poster(video: Video, details: Details, blog: Blog, client: Client) -> tuple[str, str]:
    """The value of `Video_poster:`, or "" for none, and a note for the writer.

    An existing poster stays. One from the host is saved where the plugin looks for it.
    """
    name = PurePosixPath(video.sources[-1].path if video.sources else f"videos/{video.host}-{video.id}.jpg")
    path = (blog.content / name).with_suffix(".jpg")
    if video.poster:  # the plugin finds the one of a file by itself
        return "" if video.sources else video.poster.fallback.path, ""
    reason = ""
    if details.posters:
        try:
            picture = fetch_poster(details, client)
            save_poster(picture, path)
        except (NetworkError, OSError) as error:
            reason = f" ({clean_line(str(error))})"
        else:
            size = f"{picture.width}x{picture.height}"
            return str(name), f"Its poster is {blog.show(path)} ({size}): check that you may publish it."
    return "", f"It has no poster{reason}. Save a picture as {blog.show(path)} to use it as the poster."


def fetch_poster(details: Details, client: Client) -> Image.Image:
    """The first usable image that a host names: upright, in sRGB, without bars or metadata.

    Raises the NetworkError of the last one if none is usable.
    """
    reason = NetworkError("it names no image")
    for url in details.posters:
        try:
            return read_picture(client.fetch(url, _LARGEST), details.ratio)
        except NetworkError as error:
            reason = error
    raise reason


def read_picture(data: bytes, ratio: float | None) -> Image.Image:
    """The image in these bytes, at most WIDTH wide and cropped to the ratio, if any.

    Raises NetworkError if it is not an image, or so large that it would fill the memory.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            Image.open(BytesIO(data), formats=_FORMATS).close()  # some of Pillow's formats run programs
        picture = open_upright(data)
        picture = _cut(picture, ratio or picture.width / picture.height)
        return scale(picture, min(picture.width, WIDTH)).convert("RGB")
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError) as error:
        raise NetworkError("what it sent is not a usable image") from error


def _cut(picture: Image.Image, ratio: float) -> Image.Image:
    """The middle of the picture in this ratio; all of it if the ratio is nearly right."""
    if abs(picture.width / picture.height / ratio - 1) < _NEARLY:
        return picture
    size = (
        max(1, min(picture.width, round(picture.height * ratio))),
        max(1, min(picture.height, round(picture.width / ratio))),
    )
    return ImageOps.fit(picture, size)


def save_poster(picture: Image.Image, path: Path) -> None:
    """Save the picture at a path that ends in .jpg, and next to it in lighter formats for browsers.

    Raises OSError, or FileExistsError rather than overwrite a file; then none of these is left.
    """
    jpeg = BytesIO()
    picture.save(jpeg, "jpeg", quality=85, optimize=True, progressive=True)
    files = {path: jpeg.getvalue()}
    for suffix in ("webp", "avif"):
        files[path.with_suffix(f".{suffix}")] = encode(picture, suffix, ImageSettings())
    with ExitStack() as undo:
        for file, data in files.items():
            create_file(file, data)
            undo.callback(file.unlink)
        undo.pop_all()
