"""The addresses of an old blog, as paths below its root."""

import posixpath
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

_BYTES_OF_A_NAME = 250
"""Of the 255 that file systems allow; the rest is for our own suffixes."""
_BYTES_OF_A_PATH = 1000
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\\:*?\"<>|]")
"""What no file's name may hold on one system or another."""
_PHOTON = re.compile(r"i\d\.wp\.com")
_UPLOADS = "wp-content/uploads/"
_NUMBERS = ("p", "page_id", "attachment_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address of the old blog."""

    path: str
    """Percent-decoded, below the blog's root, without a slash at the beginning."""
    number: int | None = None
    """The id in an address such as `/?p=123`."""
    query: str = ""
    """As written, where it is no number."""
    fragment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roots:
    """Where the old blog was."""

    hosts: frozenset[str]
    """In lower case, without `www.`."""
    base: str
    """The path of its root, without slashes around it."""
    upload_hosts: frozenset[str]
    """Further hosts that served its media."""

    def owns(self, host: str) -> bool:
        """Whether a host served the blog or its media."""
        return _simplify_host(host) in self.hosts | self.upload_hosts

    def read(self, url: str) -> Address | None:
        """The address, if it is one of the old blog's; None for any other, and for what is no address."""
        try:
            parts = urlsplit(url.strip())
            host = _simplify_host(parts.hostname or "")
        except ValueError:
            return None
        is_relative = not parts.scheme and not parts.netloc and parts.path.startswith("/")
        if not is_relative and (parts.scheme not in {"http", "https", ""} or host not in self.hosts):
            return None
        path = self.strip_base(decode_path(parts.path))
        if path is None:
            return None
        numbers = [value for key, value in parse_qsl(parts.query) if key in _NUMBERS and value.isdigit()]
        if numbers and path in {"", "index.php"}:
            return Address(path="", number=int(numbers[0]), fragment=parts.fragment)
        return Address(path=path, query=parts.query, fragment=parts.fragment)

    def find_upload(self, url: str) -> str | None:
        """The path of a file of the media library, from `wp-content/uploads/` on or as WordPress.com has it.

        None for any other address. Photon, WordPress.com's image server, names the real host in its path.
        """
        try:
            parts = urlsplit(url.strip())
            host = _simplify_host(parts.hostname or "")
        except ValueError:
            return None
        path = decode_path(parts.path)
        if _PHOTON.fullmatch(host):
            host, _, path = path.partition("/")
            host = _simplify_host(host)
        if host and host not in self.hosts and host not in self.upload_hosts:
            return None
        if _UPLOADS in path:
            found = _UPLOADS + path.partition(_UPLOADS)[2]
        elif host in self.upload_hosts:
            found = _UPLOADS + path
        else:
            return None
        return found if is_safe(found) and not found.endswith("/") else None

    def strip_base(self, path: str) -> str | None:
        """A path below the host as one below the blog's root; None if it is not below that."""
        if not self.base:
            return path
        if path == self.base or path.startswith(f"{self.base}/"):
            return path[len(self.base) :].lstrip("/")
        return None


def find_roots(urls: list[str], attachments: list[str]) -> Roots:
    """Where the old blog was: `urls` are its own addresses, the most reliable first."""
    hosts, base = set[str](), None
    for url in filter(None, urls):
        parts = _split(url)
        if parts is not None:
            hosts.add(parts[0])
            base = parts[1] if base is None else base
    found = {parts[0] for url in attachments if (parts := _split(url))}
    return Roots(
        hosts=frozenset(hosts),
        base=base or "",
        upload_hosts=frozenset(found - hosts)
        | {f"{host.split('.')[0]}.files.wordpress.com" for host in hosts},
    )


def _split(url: str) -> tuple[str, str] | None:
    try:
        parts = urlsplit(url.strip())
        return (
            (_simplify_host(parts.hostname), decode_path(parts.path).strip("/")) if parts.hostname else None
        )
    except ValueError:
        return None


def _simplify_host(host: str) -> str:
    return host.lower().removeprefix("www.")


def decode_path(path: str) -> str:
    """A path with percent-encoding decoded, composed, and without empty parts; a slash at the end stays."""
    decoded = unicodedata.normalize("NFC", unquote(path, errors="replace"))
    joined = "/".join(part for part in decoded.split("/") if part)
    return f"{joined}/" if joined and decoded.endswith("/") else joined


def is_safe(path: str) -> bool:
    """Whether a path stays in its folder and can be the name of a file on every system."""
    parts = path.rstrip("/").split("/")
    return (
        posixpath.normpath(path) == path.rstrip("/")
        and not any(
            part in {"", ".", ".."} or part.startswith(".") or part.endswith((" ", ".")) for part in parts
        )
        and not _UNSAFE.search(path)
        and all(len(part.encode()) <= _BYTES_OF_A_NAME for part in parts)
        and len(path.encode()) <= _BYTES_OF_A_PATH
    )


def choose_file(path: str) -> tuple[str, str]:
    """The address and the output file for a text that was at this path.

    A static host answers `archives/12` with `archives/12/`, so that such an address needs no file of its own.
    """
    if path.lower().endswith((".html", ".htm")):
        return path, path
    folder = path.rstrip("/")
    return f"{folder}/", f"{folder}/index.html"
