"""Old addresses → the files that answer them on a host that knows nothing but files."""

import re
from unicodedata import normalize
from urllib.parse import parse_qsl, unquote, urlsplit

from .errors import AddressError

_NUMBERED = ("p", "page_id", "attachment_id")
"""What WordPress has in addresses such as `/?p=123`; all of them count the same numbers."""
_HOME = {"", "/", "/index.php", "/index.html"}
_FILES = (".html", ".htm", ".xhtml", ".xml")
"""Suffixes of pages that hosts serve as pages; anything else becomes a folder."""
_LONGEST = 255
"""Bytes of a name, on most systems."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f\\]")


def build_path(address: str, query_folder: str) -> str:
    """The file that answers an old address, below the output folder; its host, if it has one, is dropped.

    Raises AddressError if there can be none.
    """
    try:
        parts = urlsplit(re.sub("^/{2,}", "/", address.strip()))
        path = normalize("NFC", unquote(parts.path, errors="strict"))
    except ValueError as error:
        raise AddressError(f"{address} is not an address ({error}); correct it") from None
    if parts.query and path in _HOME:
        return f"{query_folder}/{_read_number(address, parts.query)}/index.html"
    segments = [segment for segment in path.split("/") if segment]
    if not segments:
        raise AddressError(f"{address} is the home page; remove it")
    if any(not _is_usable(segment) for segment in segments):
        raise AddressError(f"{address} cannot be the address of a page; correct or remove it")
    name = "/".join(segments)
    return name if name.lower().endswith(_FILES) and not path.endswith("/") else f"{name}/index.html"


def is_query(path: str, query_folder: str) -> bool:
    """Whether a file answers an address such as `/?p=123`."""
    return re.fullmatch(rf"{query_folder}/\d+/index\.html", path) is not None


def is_feed(address: str) -> bool:
    """Whether an old address was that of a feed."""
    path = urlsplit(address).path.lower().rstrip("/")
    return path.endswith((".xml", ".rss", ".rdf", ".atom")) or "feed" in path.split("/")[-2:]


def _read_number(address: str, query: str) -> str:
    values = dict(parse_qsl(query))
    number = next((values[key] for key in _NUMBERED if values.get(key)), "")
    if not re.fullmatch(r"[0-9]{1,15}", number):
        message = f"{address} gets the home page on a host of files; only ?p=, ?page_id= and ?attachment_id="
        raise AddressError(f"{message} with a number can lead elsewhere; remove it")
    return str(int(number))


def _is_usable(segment: str) -> bool:
    is_name = segment not in {".", ".."} and not _CONTROL.search(segment)
    return is_name and len(segment.encode()) <= _LONGEST
