"""The inbox server: serves the built site, and receives what its form sends."""

import errno
import logging
import socket
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import click
import uvicorn
from pelican.plugins.comments.errors import CommentsError
from pelican.plugins.comments.settings import CommentsSettings
from pelican.plugins.comments.site import Site
from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from .connections import AT_ONCE, GuardedConnection
from .endpoint import Inbox, find_home
from .form import list_origins
from .pages import BuiltPages, LiveSite, sweep_leftovers

_HEADERS = [("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "strict-origin-when-cross-origin")]
_GRACE_SECONDS = 5
_QUEUE = 1024
"""Connections that the system queues for us; beyond that, clients retry a second later."""


class GreetingServer(uvicorn.Server):
    """A server that says where it is once it answers."""

    def __init__(self, config: uvicorn.Config, greeting: str) -> None:
        """Keep what to say."""
        super().__init__(config)
        self._greeting = greeting

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        for listener in sockets or ():  # asyncio makes the queue as long as what it takes at once
            listener.listen(_QUEUE)
        if self._greeting:
            click.echo(self._greeting)


def serve(settings_path: Path, *, bind: str, port: int, origins: Iterable[str]) -> None:
    """Serve until Ctrl-C or SIGTERM. No sender's address is logged or stored.

    Behind a proxy on this machine the senders are known by its X-Forwarded-For. Another endpoint or SITEURL
    than at the start asks for a new one. Raises CommentsError where the site has no endpoint or cannot be
    loaded, and where the port is taken.
    """
    with listen(bind, port) as listener:
        port = listener.getsockname()[1]
        live = LiveSite(settings_path)
        site = live.read()
        app = build_app(live.read, find_path(site.settings), list_origins(site, port, origins))
        sweep_leftovers(site.inbox)
        greeting = f"http://{_name_host(bind)}:{port}/ serves {site.output.name}/; end it with Ctrl-C."
        run_server(app, listener, greeting)


def run_server(app: ASGIApp, listener: socket.socket, greeting: str = "") -> None:
    """Serve an application at a socket that listens, until Ctrl-C or SIGTERM; say the greeting first."""
    config = uvicorn.Config(
        app,
        http=GuardedConnection,
        backlog=AT_ONCE,
        log_config=None,
        access_log=False,
        log_level=logging.ERROR,  # strangers must not be able to fill the log
        server_header=False,
        headers=_HEADERS,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    with suppress(KeyboardInterrupt):
        GreetingServer(config, greeting).run(sockets=[listener])


def build_app(read_site: Callable[[], Site], path: str, origins: Mapping[str, str]) -> Starlette:
    """The ASGI application: the inbox at this path, the built site everywhere else.

    A site below a path is served there too, for proxies that pass paths on unchanged.
    """
    site = read_site()
    pages = BuiltPages(site.output)
    home = urlsplit(find_home(site)).path.rstrip("/")
    return Starlette(
        routes=[
            Route(path, Inbox(read_site, origins)),
            *([Mount(home, pages)] if home else []),
            Mount("/", pages),
        ]
    )


def find_path(settings: CommentsSettings) -> str:
    """The path of the address that the form is sent to.

    Raises CommentsError where the settings name none, or the one of the site's first page.
    """
    path = urlsplit(settings.endpoint or "").path.rstrip("/")
    if not path:
        problem = f"pelicanconf.py: COMMENTS['endpoint'] is {settings.endpoint!r}, which no form is sent to; "
        raise CommentsError([problem + "write a path, such as '/comments'."])
    return urlsplit(settings.endpoint or "").path


def listen(bind: str, port: int) -> socket.socket:
    """A socket that listens at this address. Raises CommentsError where the port is taken."""
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    try:
        listener = socket.create_server((bind, port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            problem = (
                f"port {port} is already in use; stop the other program, or choose another port: "
                "--port 8001, or PORT=8001 behind make."
            )
        else:
            cause = str(error.strerror).partition(" (while")[0]  # Python adds the address, as we do
            problem = f"{bind}:{port}: cannot listen there ({cause}); take another address or port."
        raise CommentsError([problem]) from error
    # Handed down to each connection. asyncio asks for it only where a socket names TCP, which this one does
    # not, and a page would then wait 40 ms for the acknowledgement of its head (Nagle).
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _name_host(bind: str) -> str:
    return "localhost" if bind in {"127.0.0.1", "0.0.0.0", "::1", "::"} else bind  # noqa: S104  # not bound to
