"""Serves a page that stands in for the site until the first build."""

import socket
from collections.abc import Sequence
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from pelican_blog.devserver.news import ACCEPT, CODE, SCRIPT, News, add_script, format_news, identify

_PATIENCE = 10
"""Seconds after which a silent browser is disconnected."""
_POLL = 0.05
_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark }}
body {{ font: 1.1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 4rem auto; padding: 0 1rem }}
li {{ white-space: pre-wrap; overflow-wrap: anywhere }}
</style>
</head>
<body>
<h1>{title}</h1>
{text}
</body>
</html>
"""


def render_page(title: str, text: str) -> str:
    """A page of the dev server's own, with this text, which is HTML."""
    return _PAGE.format(title=title, text=text)


_BUILDING = render_page(
    "Building your site…", "<p>This page turns into your site as soon as it is built.</p>"
)


class Placeholder(ThreadingHTTPServer):
    """Answers every request with a page about the first build that reloads itself."""

    def __init__(self, listener: socket.socket) -> None:
        """Answer on a listening socket until the site can be served there."""
        super().__init__(listener.getsockname(), _Handler, bind_and_activate=False)
        self.socket.close()
        self.socket = listener.dup()
        self.page = _BUILDING
        Thread(target=self.serve_forever, args=[_POLL], daemon=True).start()

    def show_faults(self, faults: Sequence[str]) -> None:
        """Show from now on why nothing was built."""
        items = "\n".join(f"<li>{escape(fault)}</li>" for fault in faults)
        text = f"<ul>\n{items}\n</ul>\n<p>Fix this and save: the page will turn into your site.</p>"
        self.page = render_page("Nothing was built", text)

    def end(self) -> None:
        """Stop answering: requests wait for the site from now on."""
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: Placeholder
    timeout = _PATIENCE

    def do_GET(self) -> None:
        page = self.server.page
        version = identify(page)
        if self.path == SCRIPT:
            self._send(HTTPStatus.OK, "text/javascript", CODE)
        elif self.headers["Accept"] == ACCEPT:
            self._send(HTTPStatus.OK, ACCEPT, format_news(version, News()).encode())
        else:
            html = add_script(page, version)
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, "text/html; charset=utf-8", html.encode())

    do_HEAD = do_POST = do_GET  # noqa: N815  # http.server's names

    def _send(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Retry-After", "1")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Log nothing: the page says everything."""
