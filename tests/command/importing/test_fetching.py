from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import socket
from threading import Thread

import pytest
from pelican_blog.importing.fetching import Fetcher, FetchError, fetch_media, is_public

DATA = bytes(range(256)) * 40
ANYWHERE = Fetcher(allows_host=lambda host: host == "127.0.0.1", allows_address=lambda _: True, timeout=20)


class _Server(BaseHTTPRequestHandler):
    asked: list[tuple[str, str | None]]

    def do_GET(self) -> None:
        wanted = self.headers.get("Range")
        self.asked.append((self.path, wanted))
        if self.path == "/moved.jpg":
            self._answer(302, Location="/wp-content/uploads/a.jpg")
        elif self.path == "/away.jpg":
            self._answer(302, Location="http://localhost/a.jpg")
        elif self.path == "/circle.jpg":
            self._answer(302, Location="/circle.jpg")
        elif self.path == "/gone.jpg":
            self._answer(404)
        elif self.path == "/page.jpg":
            self._answer(200, b"<p>Not here</p>", Content_Type="text/html; charset=utf-8")
        elif wanted:
            begin = int(wanted.removeprefix("bytes=").removesuffix("-"))
            self._answer(206, DATA[begin:], Content_Type="image/jpeg")
        else:
            self._answer(200, DATA, Content_Type="image/jpeg")

    def _answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[tuple[str, list[tuple[str, str | None]]]]:
    asked: list[tuple[str, str | None]] = []
    handler = type("Handler", (_Server,), {"asked": asked})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        thread = Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}", asked
        running.shutdown()
        thread.join()


Server = tuple[str, list[tuple[str, str | None]]]


def test_download(server: Server, tmp_path: Path) -> None:
    url, asked = server
    ANYWHERE.fetch(f"{url}/wp-content/uploads/été à.jpg?w=3", tmp_path / "2011" / "a.jpg")
    assert (tmp_path / "2011" / "a.jpg").read_bytes() == DATA
    assert asked == [("/wp-content/uploads/%C3%A9t%C3%A9%20%C3%A0.jpg?w=3", None)]
    assert [path.name for path in (tmp_path / "2011").iterdir()] == ["a.jpg"]


def test_going_on_after_an_interruption(server: Server, tmp_path: Path) -> None:
    url, asked = server
    (tmp_path / "a.jpg.part").write_bytes(DATA[:1000])
    ANYWHERE.fetch(f"{url}/a.jpg", tmp_path / "a.jpg")
    assert (tmp_path / "a.jpg").read_bytes() == DATA
    assert asked == [("/a.jpg", "bytes=1000-")]


def test_redirect_within_the_blog(server: Server, tmp_path: Path) -> None:
    ANYWHERE.fetch(f"{server[0]}/moved.jpg", tmp_path / "a.jpg")
    assert (tmp_path / "a.jpg").read_bytes() == DATA


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/away.jpg", "localhost is not a host of the old blog"),
        ("/circle.jpg", "too many redirects"),
        ("/gone.jpg", "answered 404"),
        ("/page.jpg", "a page, not"),
    ],
)
def test_refusal(server: Server, tmp_path: Path, path: str, reason: str) -> None:
    with pytest.raises(FetchError, match=reason):
        ANYWHERE.fetch(server[0] + path, tmp_path / "a.jpg")
    assert not (tmp_path / "a.jpg").exists()


@pytest.mark.parametrize(
    "make", [lambda url: url, lambda url: url.replace("http://", "http://user@"), lambda url: f"file://{url}"]
)
def test_private_network(server: Server, tmp_path: Path, make: Callable[[str], str]) -> None:
    url, asked = server
    fetcher = Fetcher(allows_host=lambda _: True)
    with pytest.raises(FetchError):
        fetcher.fetch(make(f"{url}/a.jpg"), tmp_path / "a.jpg")
    assert not asked


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("169.254.169.254", False),
        ("0.0.0.0", False),  # noqa: S104  # an address that must be refused
        ("::1", False),
        ("::ffff:10.0.0.1", False),
        ("fe80::1%eth0", False),
        ("224.0.0.1", False),
        ("100.64.0.1", False),
    ],
)
def test_public_address(address: str, *, expected: bool) -> None:
    assert is_public(address) is expected


def test_a_host_that_nobody_answers_at_is_asked_once(tmp_path: Path) -> None:
    with socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nothing listens there
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        wanted = {f"wp-content/uploads/{name}.jpg": f"{url}/{name}.jpg" for name in "abc"}
        (note,) = fetch_media(wanted, tmp_path, ANYWHERE, lambda: None)
    assert (note.kind, note.item, note.count) == ("media-not-fetched", "127.0.0.1", 3)


def test_library_is_fetched_once(server: Server, tmp_path: Path) -> None:
    url, asked = server
    wanted = {
        "wp-content/uploads/2011/a.jpg": f"{url}/wp-content/uploads/2011/a.jpg",
        "wp-content/uploads/gone.jpg": f"{url}/gone.jpg",
    }
    first = [*fetch_media(wanted, tmp_path, ANYWHERE, lambda: None)]
    assert [(note.kind, note.item) for note in first] == [
        ("media-not-fetched", "wp-content/uploads/gone.jpg")
    ]
    assert (tmp_path / "2011" / "a.jpg").read_bytes() == DATA
    [*fetch_media(wanted, tmp_path, ANYWHERE, lambda: None)]
    assert [path for path, _ in asked].count("/wp-content/uploads/2011/a.jpg") == 1
