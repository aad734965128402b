"""The process of the server, as the one that builds sees it."""

import socket
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from threading import Thread

from pelican_blog.devserver.building import CONTEXT, Announcement, start_process
from pelican_blog.devserver.serving import serve
from pelican_blog.devserver.watching import Event

_GRACE_SECONDS = 10
"""What answers take to be finished when the server is asked to end."""


class ServerEndedError(Exception):
    """The server has ended without having been asked to."""


class Server:
    """Runs from the first settings on that can be read; starts again where it would have to know others.

    It reads the site beside the first build, and answers nobody before open().
    """

    def __init__(self, listener: socket.socket, settings: str, events: SimpleQueue[Event]) -> None:
        """Serve at a socket that listens: whoever asks while no server runs waits for the next one."""
        self._listener, self._settings, self._events = listener, settings, events
        self._process: BaseProcess | None = None
        self._known: tuple[str | None, str] | None = None
        self._is_open = False
        self._opening, self._gate = CONTEXT.Pipe(duplex=False)

    def follow(self, announcement: Announcement) -> None:
        """Serve the site of these settings."""
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
        """Have it answer, now and whenever it starts again."""
        self._is_open = True
        self._gate.send(None)

    def end(self) -> None:
        """Have it finish its answers and end."""
        process, self._process = self._process, None
        if process:
            process.terminate()
            process.join(_GRACE_SECONDS)
            process.kill()
            process.join()

    def _tell_end(self, process: BaseProcess) -> None:
        process.join()
        if process is self._process:
            self._events.put(ServerEndedError(f"The server has ended ({process.exitcode})."))
