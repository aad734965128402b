"""Runs the inbox server next to the builds, in its own process."""

import logging
import multiprocessing
import os
import socket
import sys
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from threading import Thread

from pelican.plugins import signals  # type: ignore[attr-defined]  # mypy sees the namespace only
from pelican.plugins.comments.errors import CommentsError
from pelican.plugins.comments.inbox.form import list_origins
from pelican.plugins.comments.inbox.pages import LiveSite, sweep_leftovers
from pelican.plugins.comments.inbox.server import build_app, find_path, run_server
from pelican.plugins.comments.site import Site
from starlette.applications import Starlette
from starlette.routing import Mount

from pelican_blog.building.guarding import check_header
from pelican_blog.devserver.arrivals import tell_arrivals
from pelican_blog.devserver.building import SITE
from pelican_blog.devserver.pages import ReloadingPages

_QUIET = "pelican"
"""Its warnings about texts were already printed by the build."""
_OWN = "pelican.plugins.comments.inbox"


def serve(listener: socket.socket, settings: str, opening: Connection, *, has_inbox: bool) -> None:
    """Serve the built site, and receive comments if it has an inbox, until the parent process ends.

    Everything is prepared at once, but requests are only answered after a message from `opening`.
    """
    Thread(target=_end_with_parent, daemon=True).start()
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    logging.getLogger(_QUIET).setLevel(logging.CRITICAL)
    logging.getLogger(_OWN).setLevel(logging.WARNING)
    signals.content_object_init.connect(check_header)  # leave out what the build leaves out
    pages = ReloadingPages(SITE)
    app = Starlette(routes=[Mount("/", pages)])
    if has_inbox:
        try:
            live = LiveSite(Path(settings))

            def read() -> Site:
                return replace(live.read(), output=SITE)

            site = read()
            port = listener.getsockname()[1]
            app = build_app(read, find_path(site.settings), list_origins(site, port, []), pages)
            sweep_leftovers(site.inbox)
            Thread(target=tell_arrivals, args=[read], daemon=True).start()
        except CommentsError as error:
            sys.stderr.write(f"{error}\nComments are not received.\n")
    opening.recv()
    run_server(app, listener)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        wait([parent.sentinel])
        os._exit(1)  # the parent was killed and cannot stop us
