"""The picture that is shown when a page is shared."""

import posixpath
import re
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path, PurePosixPath
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from pelican_toolkit.errors import Problem
from PIL import Image
from PIL.ExifTags import Base

from .errors import DiscoveryError
from .models import Picture

SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".gif")
"""The formats that chats, social networks and search engines all show; unlike AVIF and SVG."""

_FORMATS = {"GIF", "JPEG", "MPO", "PNG", "WEBP"}  # what Pillow calls them
_OTHERS = (
    *(".avif", ".bmp", ".heic", ".heif", ".ico", ".jp2", ".jxl"),
    *(".pdf", ".svg", ".svgz", ".tif", ".tiff"),
)
_LYING = range(5, 9)
"""The orientations in which browsers turn a picture by a quarter (Exif 2.3, 4.6.4)."""
_UNREADABLE = (  # Pillow has no exception of its own
    *(OSError, SyntaxError, ValueError, EOFError, LookupError, struct.error),
    *(Image.DecompressionBombError, Image.DecompressionBombWarning),
)
_MARKER = re.compile(r"[{|](?P<what>static|filename|attach)[|}](?P<path>.*)", re.DOTALL)
_ELSEWHERE = re.compile(r"(?:https?:)?//", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the files are that a header may name."""

    content: Path
    """The content folder."""
    siteurl: str = ""
    """The site's URL, without a slash at its end; empty if it has none."""
    folder: str = ""
    """The text's own folder, as a POSIX path below the content folder."""


def names_picture(metadata: Mapping[str, object]) -> bool:
    """Whether `read_header` has anything to read."""
    return not metadata.keys().isdisjoint({"image", "image_alt"})


def read_header(metadata: Mapping[str, object], place: Place, title: str, source: str) -> Picture | None:
    """The picture that the header of the file `source` names, or None; without Image_alt it shows the title.

    `metadata` has its keys in lower case, as Pelican gives them. Raises DiscoveryError.
    """
    name, alt = (_read_value(metadata.get(key.lower()), source, key) for key in ("Image", "Image_alt"))
    if name:
        return read_picture(place, name, alt or title, source, "Image")
    if alt:
        raise DiscoveryError(
            Problem("lonely-alt", source, "Image_alt without Image; add that line or remove it.")
        )
    return None


def asks_to_attach(metadata: Mapping[str, object]) -> bool:
    """Whether the header wants its picture beside the page, as Pelican's `{attach}` does."""
    found = _MARKER.match(str(metadata.get("image")).strip())
    return found is not None and found["what"] == "attach"


def _read_value(value: object, source: str, key: str) -> str:
    """The one line of a header; Pelican makes a list of a key that is there twice, and YAML anything."""
    if isinstance(value, Mapping):
        raise DiscoveryError(Problem("unusable-value", source, f"{key} must be a line of text."))
    values = value if isinstance(value, list | tuple) else [value]
    lines = {str(line).strip().strip("\"'").strip() for line in values if line not in (None, False)} - {""}
    if len(lines) > 1:
        raise DiscoveryError(
            Problem("repeated-key", source, f"{key} is there more than once; keep one line.")
        )
    return next(iter(lines), "")


def read_picture(place: Place, name: str, alt: str, source: str, key: str) -> Picture:
    """The picture that `name` leads to: a file of the site, measured; or a picture elsewhere, as it is.

    The line or setting `key` of the file `source` names it. Raises DiscoveryError for a file that is missing
    or cannot be used.
    """
    path = _find_file(place, name)
    if path is not None:
        return _measure(place.content, path, alt, source, key)
    if _ELSEWHERE.match(name):
        return _read_address(name, alt, source, key, place.siteurl)
    found = _MARKER.match(name)
    shown = (found["path"] if found else name).lstrip("/")
    message = f"{key}: no file {shown} in the content folder; correct the path from there, or add the file."
    raise DiscoveryError(Problem("missing-picture", source, message))


def is_known_everywhere(name: str) -> bool:
    """Whether all software shows files with this suffix."""
    return name.lower().endswith(SUFFIXES)


def _find_file(place: Place, name: str) -> str | None:
    """The path below the content folder of the file that a name means; None if it means no file."""
    for path in _list_paths(name, place):
        if not path.startswith("..") and _is_file(place.content / path):
            return path
    return None


def _list_paths(name: str, place: Place) -> Iterator[str]:
    found = _MARKER.match(name)
    path = found["path"] if found else _strip_address(name, place.siteurl)
    is_relative = found is not None or path.startswith(".")
    bases = [""] if path.startswith("/") else [place.folder, ""] if is_relative else ["", place.folder]
    for form in _list_forms(path.replace("\\", "/")):
        for base in bases:
            yield posixpath.normpath(posixpath.join(base, form.lstrip("/")))


def _list_forms(path: str) -> Iterable[str]:
    """A path as it is written, without query, decoded, and with its accents in either Unicode form."""
    written = (path, re.split("[?#]", path)[0], unescape(path))
    decoded = [form for text in written for form in (text, unquote(text))]
    return dict.fromkeys([*decoded, *(normalize(kind, form) for form in decoded for kind in ("NFC", "NFD"))])


def _strip_address(name: str, siteurl: str) -> str:
    """The path from the site's root, if it is a URL or a path from the host's root that leads there."""
    own = urlsplit(siteurl)
    start = rf"(?:(?:https?:)?//{re.escape(own.netloc)})?{re.escape(own.path)}(?=/)"
    found = re.match(start, name, re.IGNORECASE) if siteurl else None
    return name[found.end() :] if found else name


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have, such as one that is too long
        return False


def _measure(content: Path, path: str, alt: str, source: str, key: str) -> Picture:
    try:
        with Image.open(content / path) as picture:
            (width, height), is_usual = picture.size, picture.format in _FORMATS
            if is_usual and picture.getexif().get(Base.Orientation, 1) in _LYING:
                width, height = height, width
    except _UNREADABLE as error:
        if not is_known_everywhere(path):
            raise _refuse_format(source, f"{key}: {path}") from error
        message = f"{key}: {path} cannot be read as a picture; save it again."
        raise DiscoveryError(Problem("unreadable-picture", source, message)) from error
    if not is_usual:
        raise _refuse_format(source, f"{key}: {path}")
    return Picture(path=path, width=width, height=height, alt=alt)


def _read_address(url: str, alt: str, source: str, key: str, siteurl: str) -> Picture:
    """A picture of another site: nothing is downloaded, so its size is unknown."""
    try:
        parts = urlsplit(url)
    except ValueError:  # such as an IPv6 address that is not one
        parts = urlsplit("")
    if not parts.hostname:
        raise DiscoveryError(Problem("unusable-value", source, f"{key}: {url} is not a URL; correct it."))
    if PurePosixPath(parts.path).suffix.lower() in _OTHERS:
        raise _refuse_format(source, f"{key}: {url}")
    scheme = parts.scheme or urlsplit(siteurl).scheme or "https"
    return Picture(path=parts._replace(scheme=scheme).geturl(), alt=alt)


def _refuse_format(source: str, picture: str) -> DiscoveryError:
    message = f"{picture} has a format that many apps do not show; use {', '.join(SUFFIXES)}."
    return DiscoveryError(Problem("unusual-format", source, message))
