"""A scratch blog on the disk, and real inbox servers for it on this machine."""

import http.client
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

SETTINGS = """\
SITENAME = "Un blog"
SITEURL = "https://example.org/blog"
DEFAULT_LANG = "fr"
TIMEZONE = "Europe/Paris"
PATH = "content"
OUTPUT_PATH = "output"
PLUGINS = ["comments"]
COMMENTS = {"endpoint": "/commentaires", "thanks_page": "merci/"}
"""
FORM = '<form><input type="hidden" name="started" value=""></form>'
HEADERS = {"Origin": "https://example.org", "Content-Type": "application/x-www-form-urlencoded"}


def write_blog(folder: Path, settings: str = SETTINGS) -> Path:
    """Save a blog with an open, a closed and an English article, built, and return its settings file."""
    posts = {"article": "Comments: open", "clos": "Comments: closed", "english": "Lang: en"}
    pages = {"index.html": FORM, "404.html": "Introuvable", "style.css": "a {}"}
    files = {
        f"content/{slug}.md": f"Title: L’{slug}\nDate: 2015-11-20\nSlug: {slug}\n{line}\n\nMots.\n"
        for slug, line in posts.items()
    }
    files |= {f"output/{name}": text for name, text in pages.items()}
    files |= {"content/comments/article/1.md": "author: Jeanne\n\nBonjour.\n", "pelicanconf.py": settings}
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "pelicanconf.py"


def encode_form(**fields: str) -> bytes:
    """The body of a form that a reader filled in a minute ago; these fields replace the usual ones."""
    started = str(int(time.time()) - 60)
    usual = {"post": "article", "parent": "", "name": "Anaïs", "message": "Bonjour !", "started": started}
    return urlencode({**usual, "website": "", **fields}).encode()


class HttpResponse(NamedTuple):
    """What a server answered; headers are named in lower case."""

    status: int
    headers: Mapping[str, str]
    text: str


class InboxServer:
    """A server of `pelican-comments serve`, in a process of its own."""

    def __init__(self, settings: Path, port: int = 0) -> None:
        """Start it, and wait until it says where it is."""
        command = [sys.executable, "-m", "pelican.plugins.comments", "--settings", settings.name, "serve"]
        self.process = subprocess.Popen(
            [*command, "--port", str(port)],
            cwd=settings.parent,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},  # of the settings, which are a program
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self.process.stdout
        line = self.process.stdout.readline()
        found = re.match(r"http://localhost:(\d+)/ ", line)
        assert found, line + self.process.stdout.read()
        self.port = int(found[1])
        self._said: list[str] = []
        self._reader = threading.Thread(target=self._said.extend, args=[self.process.stdout], daemon=True)
        self._reader.start()

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> HttpResponse:
        """Its response to one request on a new connection."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request(method, path, body, dict(headers or {}))
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return HttpResponse(response.status, found, response.read().decode())
        finally:
            connection.close()

    def end(self, number: int = signal.SIGINT) -> str:
        """Stop it by a signal, and return everything it said after its first line."""
        self.process.send_signal(number)
        self.process.wait(timeout=120)
        self._reader.join()
        if self.process.stdout:
            self.process.stdout.close()
        return "".join(self._said)
