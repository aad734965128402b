"""An imitation of GitHub Pages on this machine alone, so that what is measured is what readers get.

What it imitates: texts are compressed; ten minutes of caching; /x leads to the folder /x/; what is not there
is answered by the site's 404.html with that status; a project's site lives below /<repository>/ and nothing
of it outside. It does not imitate TLS and HTTP/2.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

LOOPBACK = "127.0.0.1"
GZIP_LEVEL = 6
"""What servers choose that compress as they go; the host does not say its own."""


@contextmanager
def serve_folder(folder: Path, base: str = "") -> Iterator[str]:
    """The address of the site in `folder` below `base` ("/repo"), known before the site is built for it."""
    listener = socket.create_server((LOOPBACK, 0))
    app = Starlette(
        routes=[Mount(base or "/", StaticFiles(directory=folder, html=True, check_dir=False))],
        middleware=[Middleware(GZipMiddleware, compresslevel=GZIP_LEVEL)],
    )
    headers = [("Cache-Control", "max-age=600")]
    config = uvicorn.Config(
        app, log_level="error", lifespan="off", ws="none", headers=headers, timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, args=[[listener]], daemon=True)
    thread.start()
    try:
        yield f"http://{LOOPBACK}:{listener.getsockname()[1]}{base}"
    finally:
        server.should_exit = True
        thread.join()
