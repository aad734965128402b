"""Sites are served as by GitHub Pages, their pages have types, and dead links are found."""

from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tools.audit.links import find_dead_links, read_pages
from tools.audit.pages import OTHER, name_type
from tools.audit.server import serve_folder

EXAMPLES = {
    "home": ["index.html"],
    "article": ["2015/11/20/le-tango/index.html", "en/2025/05/12/a-tart/index.html"],
    "page": ["a-propos/index.html"],
    "archive": ["archives/index.html"],
    "category": ["category/cuisine/index.html"],
    "tag": ["tag/pain/index.html"],
    "author": ["author/camille/index.html"],
    "404": ["404.html"],
    "search": ["recherche/index.html"],
    "thank-you": ["merci/index.html"],
    OTHER: [
        *("2015/index.html", "2015/11/index.html", "page/2/index.html", "tag/pain/page/2/index.html"),
        *("tags/index.html", "drafts/un-brouillon/index.html"),
    ],
}


def test_type_follows_from_the_path() -> None:
    for name, paths in EXAMPLES.items():
        assert {path: name_type(path) for path in paths} == dict.fromkeys(paths, name)


ROOT, REPO, DISK = "https://example.org", "https://example.org/repo", "file:///blog"
LIVE = {
    ROOT: [
        *("/", "/b/", "b/#there", "https://example.org/b/#there", "/b/index.html", "#here", "/x.png"),
        *("/x.png#anything", "https://elsewhere.example/gone", "mailto:blog@example.org"),
    ],
    REPO: ["/repo/", "/repo/x.png"],
    DISK: [],
}
DEAD = {
    ROOT: ["/b", "/c/", "/b/#gone", "#gone", "/y.png", "https://example.org/elsewhere"],
    REPO: ["/x.png", "/", "/repository/"],  # they work at the root of a host, as on the writer's machine
    DISK: ["/b/"],  # from the root, where pages are read from the disk
}


def test_dead_links_and_pictures_are_named_and_no_others_nor_readers_links(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b/index.html").write_text('<p id="there"></p>')
    (tmp_path / "x.png").touch()
    for siteurl, dead in DEAD.items():
        links = "".join(f'<a href="{link}">a</a>' for link in [*dead, *LIVE[siteurl]])
        (tmp_path / "index.html").write_text(f'<p id="here"></p>{links}')
        found = find_dead_links(read_pages(tmp_path), tmp_path, siteurl)
        assert found == [("index.html", f"<a href={link!r}>") for link in dead]
    reader = '<div class="comment-body"><p><a href="/nowhere/">a</a></p></div>'
    (tmp_path / "index.html").write_text(f'<img srcset="/x.png 1x, /y.png 2x,">{reader}')
    assert find_dead_links(read_pages(tmp_path), tmp_path, ROOT) == [("index.html", "<img srcset='/y.png'>")]


FILES = {
    "index.html": "home",
    "404.html": "nothing here",
    "a/index.html": "a",
    "a b.txt": "a text",
    "theme/style.css": "",
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


def request(siteurl: str, target: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection(urlsplit(siteurl).netloc, timeout=120)
    connection.request("GET", target)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


@pytest.mark.parametrize("base", ["", "/repo"])
def test_answer_to_a_path(tmp_path: Path, base: str) -> None:
    """Outside the base path there is nothing, not even the site's 404."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    with serve_folder(tmp_path, base) as siteurl:
        for path, answer in ANSWERS.items():
            response, body = request(siteurl, base + path)
            assert (response.status, body) == answer
            assert response.headers["Cache-Control"] == "max-age=600"
        for path in ("/", "/theme/style.css", "/repository/") if base else ():
            response, body = request(siteurl, path)
            assert (response.status, body) == (404, b"Not Found")
