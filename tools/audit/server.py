"""An imitation of GitHub Pages on this machine alone, so that what is measured is what readers get.

What it imitates: no header can be set; texts are compressed; ten minutes of caching; /x leads to the folder
/x/; what is not there is answered by the site's 404.html with that status; a project's site lives below
/<repository>/ and nothing of it outside. It does not imitate TLS, HTTP/2 or byte ranges.
"""

import gzip
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

LOOPBACK = "127.0.0.1"
GZIP_LEVEL = 6
"""What servers choose that compress as they go; the host does not say its own."""

TYPES = {
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/vnd.microsoft.icon",
    ".jpg": "image/jpeg",
    ".js": "application/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".mp4": "video/mp4",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webm": "video/webm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".xml": "application/xml",
}
"""Media types by ending; those of the machine's own table differ from one to the next."""
COMPRESSED = {".css", ".html", ".js", ".json", ".svg", ".txt", ".wasm", ".webmanifest", ".xml"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the host sends for a path: a file's body, or where to go."""

    status: HTTPStatus
    body: bytes = b""
    type: str = "text/html; charset=utf-8"
    encoding: str = ""
    location: str = ""


NO_SITE = Answer(status=HTTPStatus.NOT_FOUND, body=b"There is no site here.")
"""The host's own page for what is of no site, and for a site without a 404.html."""


def find_answer(folder: Path, base: str, target: str, *, gzipped: bool) -> Answer:
    """The answer to a request for `target`, from the site in `folder` that lives below `base` ("/repo")."""
    path = unquote(urlsplit(target).path)
    if not (path == base or path.startswith(f"{base}/")):
        return NO_SITE
    file = folder / path.removeprefix(base).lstrip("/")
    if ".." in file.parts:
        return Answer(status=HTTPStatus.BAD_REQUEST, body=b"That is no path.")
    if file.is_dir() and not path.endswith("/"):
        return Answer(status=HTTPStatus.MOVED_PERMANENTLY, location=f"{urlsplit(target).path}/")
    if path.endswith("/"):
        file /= "index.html"
    if file.is_file():
        return _read_answer(file, HTTPStatus.OK, gzipped=gzipped)
    if (folder / "404.html").is_file():
        return _read_answer(folder / "404.html", HTTPStatus.NOT_FOUND, gzipped=gzipped)
    return NO_SITE


@cache
def _read_answer(file: Path, status: HTTPStatus, *, gzipped: bool) -> Answer:
    body = file.read_bytes()
    packed = gzipped and file.suffix in COMPRESSED
    return Answer(
        status=status,
        body=gzip.compress(body, GZIP_LEVEL, mtime=0) if packed else body,
        type=TYPES.get(file.suffix, "application/octet-stream"),
        encoding="gzip" if packed else "",
    )


class PagesServer(ThreadingHTTPServer):
    """A site's folder at an address of the loopback interface, which is known before the site is built."""

    daemon_threads = True

    def __init__(self, folder: Path, base: str = "") -> None:
        """Take a free port for the site in `folder`, which will live below `base`."""
        super().__init__((LOOPBACK, 0), PagesHandler)
        self.folder = folder
        self.base = base

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that went away before it had all, as one does that closes."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # typeshed names the socket

    @property
    def siteurl(self) -> str:
        """The address of the site's home page, without the slash at its end."""
        return f"http://{LOOPBACK}:{self.server_port}{self.base}"


class PagesHandler(BaseHTTPRequestHandler):
    """Answers as the host would."""

    protocol_version = "HTTP/1.1"
    server_version = "GitHub.com"
    sys_version = ""
    timeout = 300  # seconds for a request that has begun, or that nobody makes any more
    server: PagesServer

    def do_GET(self) -> None:
        """Send the answer with its body."""
        self.wfile.write(self._send_head().body)

    def do_HEAD(self) -> None:
        """Send the answer without its body."""
        self._send_head()

    def _send_head(self) -> Answer:
        gzipped = "gzip" in self.headers.get("Accept-Encoding", "")
        answer = find_answer(self.server.folder, self.server.base, self.path, gzipped=gzipped)
        self.send_response(answer.status)
        headers = {
            "Content-Type": answer.type,
            "Content-Length": str(len(answer.body)),
            "Cache-Control": "max-age=600",
            "Access-Control-Allow-Origin": "*",
            "Vary": "Accept-Encoding",
            "Content-Encoding": answer.encoding,
            "Location": answer.location,
        }
        for name, value in headers.items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        return answer

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base class's
        """Keep the report readable."""


@contextmanager
def run_server(server: PagesServer) -> Iterator[PagesServer]:
    """The server while it answers, in a thread of its own."""
    # Asked to stop, it looks up once in so many seconds: half of one by itself.
    thread = threading.Thread(target=server.serve_forever, args=[0.02], daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
