"""The site as it is now: its texts, read again when they change, and its built pages."""

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
"""How often, and after how many seconds, a page is looked for: a build replaces the folder in two renames."""
_MOST_IN_MEMORY = 2**20
"""The size up to which a file that is not a page is read at once; films are larger."""
_HTML = "text/html"
_NOT_FOUND = 404


class LiveSite:
    """A site that follows its texts and its settings while the server runs; thread-safe."""

    __slots__ = ("_fingerprint", "_lock", "_looked", "_path", "_site")

    def __init__(self, path: Path) -> None:
        """Load the site of this settings file, like load_site()."""
        self._path = path
        self._looked = -_MIN_INTERVAL
        self._lock = Lock()
        self._load()

    def _load(self) -> None:
        """Read the site; what changes meanwhile differs from the fingerprint, and is read next time."""
        stamp = _read_stamp(self._path)
        pelican = load_pelican(self._path)
        root = Path(pelican.settings["PATH"])
        self._fingerprint = _take_fingerprint(stamp, root, root / pelican.settings[KEY].path)
        site = read_site(self._path, pelican)
        self._site = (
            site if site.url else site.show_drafts()
        )  # without SITEURL, it is the writer who looks at it

    def read(self) -> Site:
        """The site as it is now; if it cannot be read, which is logged, as it was before."""
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
        self._fingerprint = fingerprint  # even if loading fails, so that this is logged only once
        try:
            self._load()
        except Exception as error:  # noqa: BLE001  # the settings are a program, which may raise anything
            logger.warning("%s; fix that. Until then, the inbox uses the site as it was.", error)


def _take_fingerprint(settings: Stamp, root: Path, comments: Path) -> int:
    """A number that changes with the settings and the texts; comments are always read afresh."""
    stamps = [settings]
    for folder, names, files in os.walk(root):
        if Path(folder) == root:
            names[:] = [name for name in names if root / name != comments]
        stamps += (_read_stamp(Path(folder, name)) for name in files)
    return hash(frozenset(stamps))


def _read_stamp(path: Path) -> Stamp:
    try:
        state = path.stat()
    except OSError:  # it has just been removed
        return str(path), 0, 0
    return str(path), state.st_mtime_ns, state.st_size


class BuiltPages(StaticFiles):
    """The files of a built site; browsers check each time for a newer one.

    The folder may be replaced by another one at any moment: every response is complete, from either one.
    """

    def __init__(self, folder: Path) -> None:
        """Serve this folder, which may not exist yet."""
        super().__init__(directory=folder, html=True, check_dir=False)
        self._folder = folder

    async def check_config(self) -> None:
        """Accept a missing folder, since the site may be building for the first time."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, in which a form says when it was served; 404.html if there is none."""
        response: Response | None = None
        for _ in range(_ATTEMPTS):
            folder = _identify(self._folder)
            response = await self._read(path, scope)
            is_same = folder is not None and folder == _identify(self._folder)
            if response and (is_same or response.status_code != _NOT_FOUND):
                break
            await sleep(_PAUSE)  # between two folders, it will be there a moment later
        if response is None:
            raise HTTPException(_NOT_FOUND)
        response.headers["Cache-Control"] = "no-cache"
        return response

    async def _read(self, path: str, scope: Scope) -> Response | None:
        """The file as it is now; None if it is being replaced."""
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
            response.body = b""  # the head says what it would be
        return response


def _identify(folder: Path) -> int | None:
    """A number that is unique to this folder as long as it exists; None if it does not exist."""
    try:
        return folder.stat().st_ino
    except FileNotFoundError:
        return None


def _read_file(response: FileResponse) -> Response:
    """The content of a file; a page with a form gets no ETag or date, since it is different each time.

    Raises FileNotFoundError if the file has been replaced since it was found.
    """
    size = int(response.headers["Content-Length"])
    if size > _MOST_IN_MEMORY and response.media_type != _HTML:
        return response
    data = Path(response.path).read_bytes()
    if len(data) != size:
        raise FileNotFoundError(response.path)
    if response.media_type == _HTML:
        with suppress(UnicodeDecodeError):
            html = data.decode()
            stamped = stamp_forms(html, time.time())
            if stamped != html:
                return HTMLResponse(stamped, response.status_code)
    return Response(data, response.status_code, response.headers)


def sweep_leftovers(inbox: Path) -> None:
    """Remove unfinished files from the inbox that a killed server left there at least an hour ago."""
    for path in _find_leftovers(inbox):
        with suppress(OSError):  # gone meanwhile, or not ours to remove: harmless
            if path.stat().st_mtime < time.time() - _LEFTOVER_AGE:
                path.unlink()


def _find_leftovers(inbox: Path) -> Iterator[Path]:
    for path in inbox.glob("*/.*.tmp"):
        if path.is_file() and not path.is_symlink() and not path.parent.is_symlink():
            yield path
