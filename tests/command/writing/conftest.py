"""A blog to write for, and a local server that stands in for the hosts of videos."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from pelican_blog.blog import Blog, load_blog
from pelican_blog.writing.network import Client
from pelican_blog.writing.oembed import Host

from tests.bad_texts import write_texts

SETTINGS = """\
PATH = "content"
ARTICLE_PATHS, PAGE_PATHS, STATIC_PATHS = ["posts"], ["pages"], ["images"]
TIMEZONE, DEFAULT_LANG = "Europe/Paris", "fr"
ARTICLE_URL = "{date:%Y}/{date:%m}/{date:%d}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = PAGE_URL + "index.html"
ARCHIVES_URL, SEARCH_SAVE_AS = "archives/", "recherche/index.html"
EXTRA_PATH_METADATA = {"extra/icon": {"path": "icon"}}
FEED_ALL_ATOM = None
PAGINATION_PATTERNS = [(1, "{url}", "{save_as}"), (2, "{base_name}/page/{number}/", "{base_name}/x")]
COMMENTS = {"endpoint": "/commentaires"}
VIDEO = {"peertube": ["tube.example.org"]}
"""
POST = "Title: L’essai\nDate: 2025-02-03\nSlug: lessai\n\nVoici.\n"

SaveText = Callable[..., Path]


class Reply(NamedTuple):
    """What the server replies at a path."""

    body: bytes = b""
    status: int = 200
    location: str = ""


@dataclass(kw_only=True)
class Server:
    """A server whose replies a test sets."""

    url: str
    replies: dict[str, Reply] = field(default_factory=dict)
    requests: list[tuple[str, str]] = field(default_factory=list)
    """Target and user agent of each."""

    def describe(self, **values: object) -> None:
        """Set what it says about every video."""
        self.replies["/oembed"] = Reply(json.dumps(values).encode())


@pytest.fixture
def server() -> Iterator[Server]:
    """A server on this machine without replies."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name that the library calls
            server.requests.append((self.path, self.headers["User-Agent"]))
            reply = server.replies.get(urlsplit(self.path).path, Reply(status=404))
            self.send_response(reply.status)
            if reply.location:
                self.send_header("Location", reply.location)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        server = Server(url=f"http://127.0.0.1:{http.server_port}")
        thread = threading.Thread(target=http.serve_forever, args=[0.01])
        thread.start()
        yield server
        http.shutdown()
        thread.join()


@pytest.fixture
def client() -> Client:
    """A client that also uses http."""
    return Client(schemes=frozenset({"https", "http"}), timeout=120)


@pytest.fixture
def hosts(server: Server) -> dict[str, Host]:
    """The server in place of three hosts; only YouTube's has a better image than the one it names."""
    endpoint = f"{server.url}/oembed"
    youtube = Host(endpoint=endpoint, poster=f"{server.url}/best/{{id}}.jpg", has_bars=True)
    return {"youtube": youtube, "vimeo": Host(endpoint=endpoint), "peertube": Host(endpoint=endpoint)}


@pytest.fixture
def blog(tmp_path: Path) -> Blog:
    """A blog with one post and one page."""
    (tmp_path / "pelicanconf.py").write_text(SETTINGS)
    texts = {"posts/2025/lessai.md": POST, "pages/a-propos.md": "Title: À propos\n\nVoici.\n"}
    write_texts(tmp_path / "content", texts)
    return load_blog(tmp_path / "pelicanconf.py")


@pytest.fixture
def save_text(blog: Blog) -> SaveText:
    """A function that saves a file in the content folder, byte for byte, and returns its path."""

    def save(name: str, text: str | bytes = POST) -> Path:
        write_texts(blog.content, {name: text})
        return blog.content / name

    return save
