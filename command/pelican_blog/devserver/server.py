"""The server process, as the building process sees it."""

import socket
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from threading import Thread

from pelican_blog.devserver.building import CONTEXT, Announcement, start_process
from pelican_blog.devserver.serving import serve
from pelican_blog.devserver.watching import Event

_GRACE_SECONDS = 10
"""Seconds for the server to finish its answers when it is stopped."""


class ServerEndedError(Exception):
    """The server ended without being asked to."""


class Server:
    """Starts with the first readable settings, and restarts if relevant ones change.

    It reads the site during the first build, and answers only after open().
    """

    def __init__(self, listener: socket.socket, settings: str, events: SimpleQueue[Event]) -> None:
        """Serve on a listening socket: requests wait while no server runs."""
        self._listener, self._settings, self._events = listener, settings, events
        self._process: BaseProcess | None = None
        self._known: tuple[str | None, str] | None = None
        self._is_open = False
        self._opening, self._gate = CONTEXT.Pipe(duplex=False)

    def follow(self, announcement: Announcement) -> None:
        """Serve the site with these settings."""
        wanted = (announcement.endpoint, announcement.siteurl)
        if self._process and wanted == self._known:
            return
        self.end()
        has_inbox = announcement.endpoint is not None
        process = start_process(serve, self._listener, self._settings, self._opening, has_inbox=has_inbox)
        self._process, self._known = process, wanted
        Thread(target=self._tell_end, args=[process], daemon=True).start()
        if self._is_open:
            self.open()

    def open(self) -> None:
        """Let it answer, now and after each restart."""
        self._is_open = True
        self._gate.send(None)

    def end(self) -> None:
        """Let it finish its answers and stop."""
        process, self._process = self._process, None
        if process:
            process.terminate()
            process.join(_GRACE_SECONDS)
            process.kill()
            process.join()

    def _tell_end(self, process: BaseProcess) -> None:
        process.join()
        if process is self._process:
            self._events.put(
                ServerEndedError(f"The server ended unexpectedly ({process.exitcode}); start it again.")
            )
