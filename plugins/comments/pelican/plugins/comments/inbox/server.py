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
from .endpoint import FormEndpoint, find_home
from .form import list_origins
from .pages import BuiltPages, LiveSite, sweep_leftovers

_HEADERS = [("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "strict-origin-when-cross-origin")]
_GRACE_SECONDS = 5
_QUEUE = 1024
"""Connections that the system queues for us; beyond these, clients retry a second later."""


class GreetingServer(uvicorn.Server):
    """A server that prints its address once it responds."""

    def __init__(self, config: uvicorn.Config, greeting: str) -> None:
        """Keep the greeting."""
        super().__init__(config)
        self._greeting = greeting

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then print the greeting."""
        await super().startup(sockets)
        for listener in sockets or ():  # asyncio makes the queue only as long as what it accepts per turn
            listener.listen(_QUEUE)
        if self._greeting:
            click.echo(self._greeting)


def serve(settings_path: Path, *, bind: str, port: int, origins: Iterable[str]) -> None:
    """Serve until Ctrl-C or SIGTERM. No client's address is logged or stored.

    Behind a proxy on this machine, clients are known by its X-Forwarded-For. After a change of endpoint or
    SITEURL, restart the server. Raises CommentsError if the site has no endpoint or cannot be loaded, and if
    the port is in use.
    """
    with listen(bind, port) as listener:
        port = listener.getsockname()[1]
        live = LiveSite(settings_path)
        site = live.read()
        app = build_app(live.read, find_path(site.settings), list_origins(site, port, origins))
        sweep_leftovers(site.inbox)
        greeting = f"http://{_name_host(bind)}:{port}/ serves {site.output.name}/; stop it with Ctrl-C."
        run_server(app, listener, greeting)


def run_server(app: ASGIApp, listener: socket.socket, greeting: str = "") -> None:
    """Serve an application on a listening socket until Ctrl-C or SIGTERM; print the greeting first."""
    config = uvicorn.Config(
        app,
        http=GuardedConnection,
        backlog=AT_ONCE,
        log_config=None,
        access_log=False,
        log_level=logging.ERROR,  # so that strangers cannot fill the log
        server_header=False,
        headers=_HEADERS,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    with suppress(KeyboardInterrupt):
        GreetingServer(config, greeting).run(sockets=[listener])


def build_app(
    read_site: Callable[[], Site], path: str, origins: Mapping[str, str], pages: ASGIApp | None = None
) -> Starlette:
    """The ASGI application: the inbox at this path, the built site, or other `pages`, everywhere else.

    A site below a path is served there too, for proxies that forward paths unchanged.
    """
    site = read_site()
    pages = pages or BuiltPages(site.output)
    home = urlsplit(find_home(site)).path.rstrip("/")
    return Starlette(
        routes=[
            Route(path, FormEndpoint(read_site, origins)),
            *([Mount(home, pages)] if home else []),
            Mount("/", pages),
        ]
    )


def find_path(settings: CommentsSettings) -> str:
    """The path of the form's address. Raises CommentsError if it has none, or that of the home page."""
    path = urlsplit(settings.endpoint or "").path.rstrip("/")
    if not path:
        problem = f"pelicanconf.py: COMMENTS['endpoint'] is {settings.endpoint!r}, where no form can go; "
        raise CommentsError([problem + "set it to a path, such as '/comments'."])
    return urlsplit(settings.endpoint or "").path


def listen(bind: str, port: int) -> socket.socket:
    """A socket that listens on this address. Raises CommentsError if that fails, as on a port in use."""
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    try:
        listener = socket.create_server((bind, port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            problem = (
                f"port {port} is already in use; stop the other program, or choose another port: "
                "--port 8001 (with make: PORT=8001)."
            )
        else:
            cause = str(error.strerror).partition(" (while")[0]  # Python adds the address, as we do
            problem = f"{bind}:{port}: cannot listen there ({cause}); choose another address or port."
        raise CommentsError([problem]) from error
    # Inherited by each connection. asyncio only sets it if a socket names TCP, which this one does not;
    # without it, a page would wait 40 ms for the acknowledgement of its head (Nagle).
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _name_host(bind: str) -> str:
    return "localhost" if bind in {"127.0.0.1", "0.0.0.0", "::1", "::"} else bind  # noqa: S104  # not bound to
