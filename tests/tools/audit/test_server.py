"""The imitation of GitHub Pages responds as the real one does."""

import gzip
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlsplit

import pytest

from tests.tools.audit.conftest import ServeFiles
from tools.audit.sites import BuiltSite

LONG = "a { color: red }\n" * 100
FILES = {
    "index.html": "home",
    "404.html": "nothing here",
    "a/index.html": "a",
    "a b.txt": "a text",
    "theme/style.css": LONG,
    "image.avif": LONG,
}
ANSWERS = {
    "/": (200, b"home"),
    "/a/?q=1": (200, b"a"),
    "/a": (307, b""),
    "/a%20b.txt": (200, b"a text"),
    "/nowhere": (404, b"nothing here"),
    "/nowhere/deep/down/": (404, b"nothing here"),
    "/theme/": (404, b"nothing here"),  # it lists no folder
    "/%2e%2e/%2e%2e/etc/passwd": (404, b"nothing here"),
}


def request(site: BuiltSite, target: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection(urlsplit(site.siteurl).netloc, timeout=120)
    connection.request("GET", target, headers=headers)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


@pytest.mark.parametrize("base", ["", "/repo"])
def test_answer_to_a_path(serve_files: ServeFiles, base: str) -> None:
    """Outside the base path there is nothing, not even the site's 404."""
    site = serve_files(FILES, base)
    for path, answer in ANSWERS.items():
        response, body = request(site, base + path)
        assert (response.status, body) == answer
        assert response.headers["Cache-Control"] == "max-age=600"
    for path in ("/", "/theme/style.css", "/repository/", "/other/repo/") if base else ():
        response, body = request(site, path)
        assert (response.status, body) == (404, b"Not Found")


def test_text_is_compressed_for_clients_that_accept_it(serve_files: ServeFiles) -> None:
    site = serve_files(FILES)
    for path, accepted, encoding in (
        ("/theme/style.css", "gzip, br", "gzip"),
        ("/image.avif", "gzip", None),
        ("/theme/style.css", "identity", None),
    ):
        response, body = request(site, path, **{"Accept-Encoding": accepted})
        assert response.headers["Content-Encoding"] == encoding
        assert int(response.headers["Content-Length"]) == len(body)
        assert (gzip.decompress(body) if encoding else body).decode() == LONG
