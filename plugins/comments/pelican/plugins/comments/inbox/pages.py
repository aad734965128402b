"""The site as it is now: its texts, read again when they have changed, and its built pages."""

import logging
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Lock

from pelican.plugins.comments.settings import KEY
from pelican.plugins.comments.site import Site, load_pelican, read_site
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from .form import stamp_forms

logger = logging.getLogger(__name__)

Stamp = tuple[str, int, int]
"""A file's path, the time of its last change, and its size."""

_MIN_INTERVAL = 1.0
_LEFTOVER_AGE = 3600.0


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
        self._site = read_site(self._path, pelican)

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
    """The files of a built site; browsers ask each time whether there is a newer one."""

    def __init__(self, folder: Path) -> None:
        """Serve this folder, which need not be there yet."""
        super().__init__(directory=folder, html=True, check_dir=False)

    async def check_config(self) -> None:
        """Accept that the folder is missing, while the site is built for the first time."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, in which a form says when it was handed out; 404.html for what is not there."""
        response = await super().get_response(path, scope)
        if isinstance(response, FileResponse) and response.media_type == "text/html":
            response = await run_in_threadpool(_read_page, response)
        response.headers["Cache-Control"] = "no-cache"
        return response


def _read_page(response: FileResponse) -> Response:
    """The page in a file; one with a form is no file any more, and has no date that it could be kept by."""
    try:
        html = Path(response.path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return response
    except FileNotFoundError:  # the site is being built anew
        raise HTTPException(404) from None
    stamped = stamp_forms(html, time.time())
    return response if stamped == html else HTMLResponse(stamped, response.status_code)


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
