"""The picture of a video on a host, fetched once so that readers need not ask the host for it."""

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
from pelican_blog.writing.oembed import WIDTH, Answer

_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
_LARGEST = 10 * MEGABYTE
_NEARLY = 0.05
"""The part by which two ratios may differ and be the same: hosts round to whole pixels."""


def provide_poster(video: Video, answer: Answer, blog: Blog, client: Client) -> tuple[str, str]:
    """The value of `Video_poster:`, "" where there is none to name, and what the writer should know.

    A poster that is there stays. One of the host's is saved where the plugin looks for it.
    """
    name = PurePosixPath(video.sources[-1].path if video.sources else f"videos/{video.host}-{video.id}.jpg")
    path = (blog.content / name).with_suffix(".jpg")
    if video.poster:  # the plugin finds that of a file without being told
        return "" if video.sources else video.poster.fallback.path, ""
    reason = ""
    if answer.posters:
        try:
            picture = fetch_poster(answer, client)
            save_poster(picture, path)
        except (NetworkError, OSError) as error:
            reason = f" ({clean_line(str(error))})"
        else:
            size = f"{picture.width}x{picture.height}"
            return str(name), f"Its poster is {blog.show(path)} ({size}): check that you may publish it."
    return "", f"It has no poster{reason}. Put a picture at {blog.show(path)}, and it is the poster."


def fetch_poster(answer: Answer, client: Client) -> Image.Image:
    """The first of the pictures that a host names that is one: upright, in sRGB, without bars or metadata.

    Raises NetworkError that says what is wrong with the last.
    """
    reason = NetworkError("it names no picture")
    for url in answer.posters:
        try:
            return read_picture(client.fetch(url, _LARGEST), answer.ratio)
        except NetworkError as error:
            reason = error
    raise reason


def read_picture(data: bytes, ratio: float | None) -> Image.Image:
    """The picture in these bytes, at most WIDTH wide, cut to a ratio if there is one.

    Raises NetworkError where it is none, or so large that it would fill the memory.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            Image.open(BytesIO(data), formats=_FORMATS).close()  # Pillow knows formats that run programs
        picture = open_upright(data)
        picture = _cut(picture, ratio or picture.width / picture.height)
        return scale(picture, min(picture.width, WIDTH)).convert("RGB")
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError) as error:
        raise NetworkError("what it calls a picture is none") from error


def _cut(picture: Image.Image, ratio: float) -> Image.Image:
    """The middle of the picture in this ratio; the picture where it has it already."""
    if abs(picture.width / picture.height / ratio - 1) < _NEARLY:
        return picture
    size = (
        max(1, min(picture.width, round(picture.height * ratio))),
        max(1, min(picture.height, round(picture.width / ratio))),
    )
    return ImageOps.fit(picture, size)


def save_poster(picture: Image.Image, path: Path) -> None:
    """Save the picture at a path that ends in .jpg, and beside it in the lighter formats that browsers know.

    Raises OSError, FileExistsError among them: no file of the writer's is overwritten, and none of these
    is left.
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
