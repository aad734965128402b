"""The imitation of GitHub Pages answers as the host does."""

import gzip
from collections.abc import Callable, Mapping
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlsplit

import pytest

from tools.audit.sites import BuiltSite

FILES = {
    "index.html": "home",
    "404.html": "nothing here",
    "a/index.html": "a",
    "a b.txt": "a text",
    "theme/style.css": "a { color: red }",
    "image.avif": "no text",
    "feeds/articles.atom.xml": "<feed/>",
    "strange.ending": "?",
}

ServeFiles = Callable[..., BuiltSite]


def request(
    site: BuiltSite, target: str, method: str = "GET", headers: Mapping[str, str] | None = None
) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection(urlsplit(site.siteurl).netloc, timeout=120)
    connection.request(method, target, headers=dict(headers or {}))
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


@pytest.mark.parametrize("base", ["", "/repo"])
@pytest.mark.parametrize(
    ("path", "status", "body"),
    [
        ("/", 200, b"home"),
        ("/index.html", 200, b"home"),
        ("/a/", 200, b"a"),
        ("/a/?q=1", 200, b"a"),
        ("/a%20b.txt", 200, b"a text"),
        ("/404.html", 200, b"nothing here"),
        ("/nowhere", 404, b"nothing here"),
        ("/nowhere/deep/down/", 404, b"nothing here"),
        ("/theme/", 404, b"nothing here"),  # it lists no folder
        ("/a/../index.html", 400, b"That is no path."),
        ("/%2e%2e/%2e%2e/etc/passwd", 400, b"That is no path."),
    ],
)
def test_answer_to_a_path(serve_files: ServeFiles, base: str, path: str, status: int, body: bytes) -> None:
    response, received = request(serve_files(FILES, base), base + path)
    assert (response.status, received) == (status, body)


@pytest.mark.parametrize("base", ["", "/repo"])
def test_folder_without_its_slash_is_moved_there(serve_files: ServeFiles, base: str) -> None:
    response, body = request(serve_files(FILES, base), f"{base}/a")
    assert (response.status, response.headers["Location"], body) == (301, f"{base}/a/", b"")


@pytest.mark.parametrize("path", ["/", "/theme/style.css", "/repository/", "/other/repo/"])
def test_nothing_lives_outside_of_the_repository(serve_files: ServeFiles, path: str) -> None:
    """A link without the base path works at the root of a host; here it is not even the site's 404."""
    response, body = request(serve_files(FILES, "/repo"), path)
    assert (response.status, body) == (404, b"There is no site here.")


def test_site_without_a_404_has_the_hosts_own(serve_files: ServeFiles) -> None:
    response, body = request(serve_files({"index.html": "home"}), "/nowhere")
    assert (response.status, body) == (404, b"There is no site here.")


def test_repository_without_its_slash_is_moved_there(serve_files: ServeFiles) -> None:
    response, _ = request(serve_files(FILES, "/repo"), "/repo")
    assert (response.status, response.headers["Location"]) == (301, "/repo/")


@pytest.mark.parametrize(
    ("path", "type_"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/nowhere", "text/html; charset=utf-8"),
        ("/theme/style.css", "text/css; charset=utf-8"),
        ("/image.avif", "image/avif"),
        ("/feeds/articles.atom.xml", "application/xml"),
        ("/strange.ending", "application/octet-stream"),
    ],
)
def test_media_type_follows_from_the_ending(serve_files: ServeFiles, path: str, type_: str) -> None:
    response, _ = request(serve_files(FILES), path)
    assert response.headers["Content-Type"] == type_


@pytest.mark.parametrize(
    ("path", "accepted", "encoding"),
    [
        ("/", "gzip, br", "gzip"),
        ("/nowhere", "gzip", "gzip"),
        ("/theme/style.css", "gzip", "gzip"),
        ("/image.avif", "gzip", None),
        ("/", "", None),
    ],
)
def test_texts_are_compressed_for_whoever_takes_them_so(
    serve_files: ServeFiles, path: str, accepted: str, encoding: str | None
) -> None:
    response, body = request(serve_files(FILES), path, headers={"Accept-Encoding": accepted})
    assert response.headers["Content-Encoding"] == encoding
    assert int(response.headers["Content-Length"]) == len(body)
    plain = gzip.decompress(body) if encoding else body
    assert plain.decode() in FILES.values()


def test_headers_are_those_that_nobody_can_set(serve_files: ServeFiles) -> None:
    response, _ = request(serve_files(FILES), "/")
    assert response.headers["Cache-Control"] == "max-age=600"
    assert set(response.headers) == {
        "Access-Control-Allow-Origin",
        "Cache-Control",
        "Content-Length",
        "Content-Type",
        "Date",
        "Server",
        "Vary",
    }


def test_head_has_no_body(serve_files: ServeFiles) -> None:
    response, body = request(serve_files(FILES), "/a/", "HEAD")
    assert (response.status, response.headers["Content-Length"], body) == (200, "1", b"")
