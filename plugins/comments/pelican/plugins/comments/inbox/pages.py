"""The site as it is now: its texts, read again when they have changed, and its built pages."""

import logging
import os
import time
from asyncio import sleep
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Lock

from pelican.plugins.comments.settings import KEY
from pelican.plugins.comments.site import Site, load_pelican, read_site
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from .form import stamp_forms

logger = logging.getLogger(__name__)

Stamp = tuple[str, int, int]
"""A file's path, the time of its last change, and its size."""

_MIN_INTERVAL = 1.0
_LEFTOVER_AGE = 3600.0
_ATTEMPTS, _PAUSE = 20, 0.02
"""How often, and after how many seconds, a page is looked for while the folder is replaced: two renames."""
_MOST_IN_MEMORY = 2**20
"""Bytes of a file up to which it is read at once; films are not."""
_NOT_FOUND = 404


class LiveSite:
    """A site that follows its texts and its settings while the server runs; to be asked in any thread."""

    __slots__ = ("_fingerprint", "_lock", "_looked", "_path", "_site")

    def __init__(self, path: Path) -> None:
        """Load the site of this settings file, as load_site() does."""
        self._path = path
        self._looked = -_MIN_INTERVAL
        self._lock = Lock()
        self._load()

    def _load(self) -> None:
        """Read the site; what changes in the meantime differs from the fingerprint, and is read next time."""
        stamp = _read_stamp(self._path)
        pelican = load_pelican(self._path)
        root = Path(pelican.settings["PATH"])
        self._fingerprint = _take_fingerprint(stamp, root, root / pelican.settings[KEY].path)
        site = read_site(self._path, pelican)
        self._site = site if site.url else site.show_drafts()  # without an address, its writer looks at it

    def read(self) -> Site:
        """The site as it is; the last one that could be read where it now refuses, which is logged."""
        with self._lock:
            now = time.monotonic()
            if now - self._looked >= _MIN_INTERVAL:
                self._looked = now
                self._follow()
            return self._site

    def _follow(self) -> None:
        fingerprint = _take_fingerprint(_read_stamp(self._path), self._site.root, self._site.comments)
        if fingerprint == self._fingerprint:
            return
        self._fingerprint = fingerprint  # of what may refuse: that is said once
        try:
            self._load()
        except Exception as error:  # noqa: BLE001  # the settings are a program, which may raise anything
            logger.warning("%s; correct that. Until then comments go by the site as it was.", error)


def _take_fingerprint(settings: Stamp, root: Path, comments: Path) -> int:
    """A number that changes with the settings and the texts; comments are read each time anyway."""
    stamps = [settings]
    for folder, names, files in os.walk(root):
        if Path(folder) == root:
            names[:] = [name for name in names if root / name != comments]
        stamps += (_read_stamp(Path(folder, name)) for name in files)
    return hash(frozenset(stamps))


def _read_stamp(path: Path) -> Stamp:
    try:
        state = path.stat()
    except OSError:  # it has just gone
        return str(path), 0, 0
    return str(path), state.st_mtime_ns, state.st_size


class BuiltPages(StaticFiles):
    """The files of a built site; browsers ask each time whether there is a newer one.

    The folder may be replaced by another one at any moment: every answer is whole, of the one or the other.
    """

    def __init__(self, folder: Path) -> None:
        """Serve this folder, which need not be there yet."""
        super().__init__(directory=folder, html=True, check_dir=False)
        self._folder = folder

    async def check_config(self) -> None:
        """Accept that the folder is missing, while the site is built for the first time."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, in which a form says when it was handed out; 404.html for what is not there."""
        response: Response | None = None
        for _ in range(_ATTEMPTS):
            folder = _identify(self._folder)
            response = await self._read(path, scope)
            is_same = folder is not None and folder == _identify(self._folder)
            if response and (is_same or response.status_code != _NOT_FOUND):
                break
            await sleep(_PAUSE)  # what is not there between two folders is there a moment later
        if response is None:
            raise HTTPException(_NOT_FOUND)
        response.headers["Cache-Control"] = "no-cache"
        return response

    async def _read(self, path: str, scope: Scope) -> Response | None:
        """The file as it is now; None where it is replaced at this very moment."""
        try:
            response = await super().get_response(path, scope)
            if isinstance(response, FileResponse) and "range" not in Headers(scope=scope):
                response = await run_in_threadpool(_read_file, response)
        except FileNotFoundError:
            return None
        except HTTPException as error:
            if error.status_code != _NOT_FOUND:
                raise
            return PlainTextResponse(error.detail, _NOT_FOUND)
        if scope["method"] == "HEAD":
            response.body = b""  # what it would be is in the head
        return response


def _identify(folder: Path) -> int | None:
    """A number that no other folder has at the same time; None where there is no such folder."""
    try:
        return folder.stat().st_ino
    except FileNotFoundError:
        return None


def _read_file(response: FileResponse) -> Response:
    """What is in a file; a page with a form is no file any more, and has no date that it could be kept by.

    Raises FileNotFoundError where the file has been replaced since it was found.
    """
    size = int(response.headers["Content-Length"])
    if size > _MOST_IN_MEMORY:
        return response
    data = Path(response.path).read_bytes()
    if len(data) != size:
        raise FileNotFoundError(response.path)
    if response.media_type == "text/html":
        with suppress(UnicodeDecodeError):
            html = data.decode()
            stamped = stamp_forms(html, time.time())
            if stamped != html:
                return HTMLResponse(stamped, response.status_code)
    return Response(data, response.status_code, response.headers)


def sweep_leftovers(inbox: Path) -> None:
    """Remove what a server left unfinished in the inbox when it was killed, an hour ago or more."""
    for path in _find_leftovers(inbox):
        with suppress(OSError):  # gone meanwhile, or not ours to remove: it does no harm
            if path.stat().st_mtime < time.time() - _LEFTOVER_AGE:
                path.unlink()


def _find_leftovers(inbox: Path) -> Iterator[Path]:
    for path in inbox.glob("*/.*.tmp"):
        if path.is_file() and not path.is_symlink() and not path.parent.is_symlink():
            yield path
