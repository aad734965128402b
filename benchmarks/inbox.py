"""The load that the inbox server can take on this machine, relative to requests that need no disk.

    .venv/bin/python benchmarks/inbox.py

Each figure comes from a new server, which writes to its own temporary folder. An accepted comment is read,
checked and written, with two fsync(). A refused one has no name: it is read and checked, and its error page
is rendered. A page is static and contains the form.
"""

import http.client
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

SETTINGS = """\
SITENAME = "A blog"
TIMEZONE = "UTC"
PATH = "content"
OUTPUT_PATH = "output"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
PLUGINS = ["comments"]
COMMENTS = {"endpoint": "/comments", "thanks_page": "thanks/"}
"""
TEXT = (
    "Il faut jongler avec les communautés, les outils et ne pas s’y perdre. *Vraiment* : on pense le faire "
    "sur son compte perso, les fautes de frappe et j’en passe 😉 Et vous, vous avez du temps parfois ?"
)
COUNT = 500
REPEATS = 3

Ask = Callable[[http.client.HTTPConnection, int], int]


def write_blog(folder: Path) -> None:
    """Save the built pages of a blog with one article."""
    for name in ("content", "output"):
        (folder / name).mkdir()
    (folder / "pelicanconf.py").write_text(SETTINGS)
    (folder / "content" / "article.md").write_text("Title: Article\nDate: 2015-11-20\n\nWords.\n")
    page = '<form><input type="hidden" name="started" value=""></form>' + "<p>Words.</p>" * 2000
    (folder / "output" / "index.html").write_text(page)


def start_server(folder: Path) -> tuple[subprocess.Popen[str], int]:
    """A server of the blog in this folder, and its port."""
    command = [sys.executable, "-m", "pelican.plugins.comments", "serve", "--port", "0"]
    server = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)  # noqa: S603  # our own
    line = server.stdout.readline() if server.stdout else ""
    found = re.match(r"http://localhost:(\d+)/", line)
    if not found:
        sys.exit(f"the server did not start: {line}")
    return server, int(found[1])


def finish(connection: http.client.HTTPConnection) -> int:
    """The status of the response, which is read to its end."""
    response = connection.getresponse()
    response.read()
    return response.status


def ask_page(connection: http.client.HTTPConnection, _number: int) -> int:
    """Request a static page."""
    connection.request("GET", "/")
    return finish(connection)


def send(connection: http.client.HTTPConnection, number: int, name: str) -> int:
    """Send the form; each number stands for another comment from another address."""
    fields = {"post": "article", "parent": "", "name": name, "message": f"{TEXT} {number}", "started": ""}
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": f"http://127.0.0.1:{connection.port}",
        "X-Forwarded-For": f"2001:db8:0:{number:x}::1",
    }
    connection.request("POST", "/comments", urlencode(fields).encode(), headers)
    return finish(connection)


def send_refused(connection: http.client.HTTPConnection, number: int) -> int:
    """Send a form without a name."""
    return send(connection, number, "")


def send_accepted(connection: http.client.HTTPConnection, number: int) -> int:
    """Send a comment."""
    return send(connection, number, "Jeanne")


def measure(ask: Ask, status: int, connections: int) -> tuple[float, list[float]]:
    """Requests per second and the milliseconds of each, over COUNT requests."""
    times: list[float] = []

    def run(first: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        for number in range(first, COUNT, connections):
            start = time.perf_counter()
            if ask(connection, number) != status:
                sys.exit("the server sent an unexpected response")
            times.append((time.perf_counter() - start) * 1000)
        connection.close()

    with tempfile.TemporaryDirectory() as place:
        write_blog(Path(place))
        server, port = start_server(Path(place))
        try:
            run(COUNT - 1)  # the first one makes it load what it needs
            times.clear()
            threads = [threading.Thread(target=run, args=(number,)) for number in range(connections)]
            start = time.perf_counter()
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            seconds = time.perf_counter() - start
        finally:
            server.terminate()
            server.communicate()
    if len(times) != COUNT:
        sys.exit("the server did not answer every request")
    return COUNT / seconds, times


def main() -> None:
    """Print the table."""
    kinds: list[tuple[str, Ask, int]] = [
        ("a page", ask_page, 200),
        ("a refused comment", send_refused, 422),
        ("an accepted comment", send_accepted, 303),
    ]
    for connections in (1, 16):
        rounds = [[measure(ask, status, connections) for _, ask, status in kinds] for _ in range(REPEATS)]
        for column, (what, _, _) in enumerate(kinds):
            rate = statistics.median(figures[column][0] for figures in rounds)
            ratio = statistics.median(figures[0][0] / figures[column][0] for figures in rounds)
            hundredths = statistics.quantiles([t for figures in rounds for t in figures[column][1]], n=100)
            sys.stdout.write(
                f"{what:<20} {connections:>3} connections {rate:>7.0f} a second   "
                f"p50 {hundredths[49]:>6.1f} ms   p99 {hundredths[98]:>6.1f} ms   {ratio:.1f} times a page\n"
            )


if __name__ == "__main__":
    main()
