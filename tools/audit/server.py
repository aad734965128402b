"""A local imitation of GitHub Pages, so that measurements match what readers get.

Like GitHub Pages, it compresses text, allows ten minutes of caching, redirects /x to the folder /x/, answers
missing paths with the site's 404.html and that status, and serves a project's site below /<repository>/ only.
It does not imitate TLS and HTTP/2.
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
"""What servers that compress on the fly usually choose; GitHub does not document its level."""


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
