"""The picture that stands for a page where a link to it is shared."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from PIL import Image
from PIL.ExifTags import Base

from .errors import DiscoveryError
from .models import Picture

SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")
"""The formats that chats, social networks and search engines all show; AVIF and SVG are not among them."""

_LYING = range(5, 9)
"""The orientations in which browsers turn a picture by a quarter (Exif 2.3, 4.6.4)."""


def read_header(
    metadata: Mapping[str, object], content_path: Path, title: str, source: str
) -> Picture | None:
    """The picture that the header of the file `source` names, or None; without Image_alt it shows the title.

    `metadata` has its keys in lower case, as Pelican gives them. Raises DiscoveryError.
    """
    name, alt = (metadata.get(key) or "" for key in ("image", "image_alt"))
    if not (
        isinstance(name, str) and isinstance(alt, str)
    ):  # Pelican makes a list of a key that is there twice
        raise DiscoveryError([f"{source}: Image or Image_alt is there more than once; keep one line."])
    if name.strip():
        return read_picture(content_path, name.strip(), alt.strip() or title, f"{source}: Image:")
    if alt.strip():
        raise DiscoveryError([f"{source}: Image_alt is there without Image; add that line or remove it."])
    return None


def read_picture(content_path: Path, name: str, alt: str, where: str) -> Picture:
    """The picture in the file `name` below the content folder, measured.

    `where` says what names it. Raises DiscoveryError for a file that is missing or of no use.
    """
    path = PurePosixPath(name.removeprefix("{static}").lstrip("/"))
    if ".." in path.parts or not (content_path / path).is_file():
        problem = f"{where} there is no file {path} in the content folder; "
        raise DiscoveryError([problem + "correct the path, which starts there, or put the file there."])
    if not is_known_everywhere(path.name):
        problem = f"{where} {path} is not shown by all who share links; save it as {', '.join(SUFFIXES)}."
        raise DiscoveryError([problem])
    try:
        with Image.open(content_path / path) as picture:
            width, height = picture.size
            if picture.getexif().get(Base.Orientation, 1) in _LYING:
                width, height = height, width
    except OSError as error:
        problem = f"{where} {path} cannot be read as a picture; save it again. ({error})"
        raise DiscoveryError([problem]) from error
    return Picture(path=str(path), width=width, height=height, alt=alt)


def is_known_everywhere(name: str) -> bool:
    """Whether the file's format is one that all software shows, going by its suffix."""
    return name.lower().endswith(SUFFIXES)
