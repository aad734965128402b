"""The picture that stands for a page where a link to it is shared."""

import posixpath
import re
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path, PurePosixPath
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from PIL import Image
from PIL.ExifTags import Base

from .errors import DiscoveryError
from .models import Picture

SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".gif")
"""The formats that chats, social networks and search engines all show; AVIF and SVG are not among them."""

_FORMATS = {"GIF", "JPEG", "MPO", "PNG", "WEBP"}  # what Pillow calls them
_OTHERS = (
    ".avif",
    ".bmp",
    ".heic",
    ".heif",
    ".ico",
    ".jp2",
    ".jxl",
    ".pdf",
    ".svg",
    ".svgz",
    ".tif",
    ".tiff",
)
_LYING = range(5, 9)
"""The orientations in which browsers turn a picture by a quarter (Exif 2.3, 4.6.4)."""
_UNREADABLE = (
    *(
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        LookupError,
        struct.error,
    ),  # as Pillow has no class of its own
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
    """The site's address, without a slash at its end; empty where it has none."""
    folder: str = ""
    """The text's own folder, as a POSIX path below the content folder."""


def read_header(metadata: Mapping[str, object], place: Place, title: str, source: str) -> Picture | None:
    """The picture that the header of the file `source` names, or None; without Image_alt it shows the title.

    `metadata` has its keys in lower case, as Pelican gives them. Raises DiscoveryError.
    """
    name, alt = (_read_value(metadata.get(key.lower()), f"{source}: {key}") for key in ("Image", "Image_alt"))
    if name:
        return read_picture(place, name, alt or title, f"{source}: Image:")
    if alt:
        raise DiscoveryError([f"{source}: Image_alt is there without Image; add that line or remove it."])
    return None


def asks_to_attach(metadata: Mapping[str, object]) -> bool:
    """Whether the header wants its picture beside the page, as Pelican's `{attach}` does."""
    found = _MARKER.match(str(metadata.get("image")).strip())
    return found is not None and found["what"] == "attach"


def _read_value(value: object, where: str) -> str:
    """The one line of a header; Pelican makes a list of a key that is there twice, and YAML anything."""
    values = value if isinstance(value, list | tuple) else [value]
    lines = {str(line).strip().strip("\"'").strip() for line in values if line not in (None, False)} - {""}
    if len(lines) > 1:
        raise DiscoveryError([f"{where} is there more than once; keep one line."])
    if isinstance(value, Mapping):
        raise DiscoveryError([f"{where} is no line of text; write one."])
    return next(iter(lines), "")


def read_picture(place: Place, name: str, alt: str, where: str) -> Picture:
    """The picture that `name` leads to: a file of the site, measured; or a picture elsewhere, as it is.

    `where` says what names it. Raises DiscoveryError for a file that is missing or of no use.
    """
    path = _find_file(place, name)
    if path is not None:
        return _measure(place.content, path, alt, where)
    if _ELSEWHERE.match(name):
        return _read_address(name, alt, where, place.siteurl)
    found = _MARKER.match(name)
    shown = (found["path"] if found else name).lstrip("/")
    problem = f"{where} there is no file {shown} in the content folder; "
    raise DiscoveryError([problem + "correct the path, which starts there, or put the file there."])


def is_known_everywhere(name: str) -> bool:
    """Whether the file's format is one that all software shows, going by its suffix."""
    return name.lower().endswith(SUFFIXES)


def _find_file(place: Place, name: str) -> str | None:
    """The path below the content folder of the file that a name means, if there is one."""
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
    """A path as it is written, without query, decoded, and with its accents in one piece or in two."""
    written = (path, re.split("[?#]", path)[0], unescape(path))
    decoded = [form for text in written for form in (text, unquote(text))]
    return dict.fromkeys([*decoded, *(normalize(kind, form) for form in decoded for kind in ("NFC", "NFD"))])


def _strip_address(name: str, siteurl: str) -> str:
    """The path from the site's root, where an address or a path from the host's root leads there."""
    own = urlsplit(siteurl)
    start = rf"(?:(?:https?:)?//{re.escape(own.netloc)})?{re.escape(own.path)}(?=/)"
    found = re.match(start, name, re.IGNORECASE) if siteurl else None
    return name[found.end() :] if found else name


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have, such as one that is too long
        return False


def _measure(content: Path, path: str, alt: str, where: str) -> Picture:
    problem = f"{where} {path} is not shown by all who share links; save it as {', '.join(SUFFIXES)}."
    try:
        with Image.open(content / path) as picture:
            width, height = picture.size
            if picture.format not in _FORMATS:
                raise DiscoveryError([problem])
            if picture.getexif().get(Base.Orientation, 1) in _LYING:
                width, height = height, width
    except _UNREADABLE as error:
        if is_known_everywhere(path):
            problem = f"{where} {path} cannot be read as a picture; save it again."
        raise DiscoveryError([problem]) from error
    return Picture(path=path, width=width, height=height, alt=alt)


def _read_address(url: str, alt: str, where: str, siteurl: str) -> Picture:
    """A picture of another site: nothing is asked of the network, so that its size is not known."""
    try:
        parts = urlsplit(url)
    except ValueError:  # such as an IPv6 address that is none
        parts = urlsplit("")
    if not parts.hostname:
        raise DiscoveryError([f"{where} {url} is no address; correct it."])
    if PurePosixPath(parts.path).suffix.lower() in _OTHERS:
        problem = f"{where} {url} is not shown by all who share links; take a {', '.join(SUFFIXES)}."
        raise DiscoveryError([problem])
    scheme = parts.scheme or urlsplit(siteurl).scheme or "https"
    return Picture(path=parts._replace(scheme=scheme).geturl(), alt=alt)
