"""Watches for changes by the writer, even before and during builds."""

import os
import re
import threading
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from pathlib import Path
from queue import SimpleQueue

from watchfiles import Change, watch
from watchfiles._rust_notify import WatchfilesRustInternalError

_STEP = 20
"""Milliseconds of quiet before a change is reported: editors save in several steps."""
_DEBOUNCE = 500
"""Milliseconds after which it is reported anyway."""
_PAUSE = 100
"""Milliseconds without a change after which a thread sees whether it shall end."""
_FOLDERS = {".cache", ".git", ".hg", ".svn", ".venv", "__pycache__", "node_modules"}
"""Folders that nobody writes in by hand."""
_DRAFTS = re.compile(
    r"""
      ~$ | ^\#.*\#$ | ^\.\# | \.sw[a-px]$ | ^4913$      # Emacs, Vim
    | ^\.goutputstream- | ^\.~lock\. | \.kate-swp$ | ___jb_ | \.tmp$ | \.part$ | \.crdownload$
    | ^\.DS_Store$ | ^\.nfs | \.py[cod]$
    """,
    re.VERBOSE,
)
"""Names of temporary files of editors, browsers and systems."""


Event = BaseException | None
"""What happens apart from builds: None for a change, or a fatal error."""


class Watcher:
    """Reports changes in folders to a queue."""

    def __init__(
        self, events: SimpleQueue[Event], ignored: Iterable[Path], needed: Iterable[Path] = ()
    ) -> None:
        """Report to `events` everything outside the `ignored` folders, and that a `needed` one is gone."""
        self._events = events
        self._needed = {str(path.absolute()) for path in needed}
        self._ignored = tuple(f"{path.absolute()}{os.sep}" for path in ignored)
        self._asked: tuple[list[Path], AbstractSet[Path]] = [], frozenset()
        self._is_deaf = False
        """Whether something else may be in the place of a watched folder."""
        self._links: tuple[list[Path], AbstractSet[Path]] = [], frozenset()
        """What links lead to."""
        self._wanted: tuple[list[Path], frozenset[Path]] = [], frozenset()
        self._watched: dict[Path, int] = {}
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []

    def watch(self, folders: Iterable[Path], files: AbstractSet[Path] = frozenset()) -> None:
        """Watch only these folders, with everything in them, these files, and the settings in this folder.

        A folder that is not there is waited for. On return, it is watching. When what is wanted changes, the
        new ones are watched before the old ones are dropped.
        """
        self._asked = [path.absolute() for path in folders], files
        self._watch()

    def follow_links(self) -> None:
        """Also watch what symbolic links in the folders lead to now."""
        self._links = find_link_targets(self._asked[0])
        self._watch()

    def _watch(self) -> None:
        folders = [*self._asked[0], *self._links[0]]
        wanted, files = [path.resolve() for path in folders], self._asked[1] | self._links[1]
        single = frozenset(file for file in files if not any(map(file.is_relative_to, wanted)))
        watched = {path: path.stat().st_ino for path in wanted if path.is_dir()}
        is_same = ((wanted, single), watched) == (self._wanted, self._watched)
        if is_same and self._threads and not self._is_deaf:
            return
        self._is_deaf = False
        before, threads = self._stop, self._threads
        self._wanted, self._watched = (wanted, single), watched
        self._stop, self._threads = threading.Event(), []
        here = Path.cwd()
        roots = {str(part) for path in (*folders, *wanted) for part in (path, *path.parents)}
        missing = [next(filter(Path.is_dir, path.parents)) for path in wanted if path not in watched]

        def is_meant(path: str) -> bool:
            if path in roots:  # such as a folder that was moved away and is back
                self._is_deaf = True
                return True
            return Path(path) in single or (path.endswith(".py") and Path(path).parent == here)

        def is_inside(path: str) -> bool:
            self._is_deaf |= path in roots
            return True

        nearby = {path.parent for path in (*folders, *single) if path.parent.is_dir()}
        self._start({here, *missing, *nearby}, is_meant, recursive=False)
        if watched:
            self._start(watched, is_inside, recursive=True)
        before.set()
        for thread in threads:
            thread.join()

    def end(self) -> None:
        """Stop watching."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _start(self, paths: Iterable[Path], is_meant: Callable[[str], bool], *, recursive: bool) -> None:
        """Start to watch in a thread, and return once it does."""
        stop, watching = self._stop, threading.Event()

        def is_news(change: Change, path: str) -> bool:
            if change is Change.deleted and path in self._needed:
                return True
            return is_meant(path) and is_written_by_hand(path) and not path.startswith(self._ignored)

        def follow() -> None:
            changes = watch(
                *paths,
                watch_filter=is_news,
                debounce=_DEBOUNCE,
                step=_STEP,
                stop_event=stop,
                rust_timeout=_PAUSE,
                yield_on_timeout=True,  # so that it tells when it has started
                raise_interrupt=False,
                recursive=recursive,
                ignore_permission_denied=True,
            )
            try:
                for found in changes:
                    watching.set()
                    if found:
                        self._events.put(None)
            except WatchfilesRustInternalError:  # a name that is no UTF-8: something has changed
                self._is_deaf = True
                self._events.put(None)
            except BaseException as error:  # noqa: BLE001  # the queue is the only way to report it
                self._events.put(error)
            finally:
                watching.set()

        thread = threading.Thread(target=follow, daemon=True)
        thread.start()
        self._threads.append(thread)
        watching.wait()


def find_link_targets(folders: Iterable[Path]) -> tuple[list[Path], set[Path]]:
    """The folders outside these that symbolic links in them lead to, and the files, by their real paths.

    Such folders may have links in them, too.
    """
    known = [os.path.realpath(folder) for folder in folders]
    waiting, found, files = [*known], list[Path](), set[Path]()
    while waiting:
        try:
            entries = [*os.scandir(waiting.pop())]
        except OSError:  # there is none, or it cannot be read
            continue
        for entry in entries:
            if entry.name in _FOLDERS:
                continue
            if not entry.is_symlink():
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                continue
            target = Path(os.path.realpath(entry.path))
            if any(map(target.is_relative_to, known)):
                continue
            if target.is_dir():
                known.append(str(target))
                waiting.append(str(target))
                found.append(target)
            else:
                files.add(target)
    return sorted(found), files


def is_written_by_hand(path: str) -> bool:
    """Whether a file is the writer's, by its name: not temporary, and not in a program's folder."""
    parts = Path(os.path.relpath(path)).parts
    return _FOLDERS.isdisjoint(parts) and not _DRAFTS.search(parts[-1])
