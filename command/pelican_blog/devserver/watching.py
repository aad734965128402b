"""Watches for changes by the writer, even before and during builds."""

import os
import re
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from queue import SimpleQueue

from watchfiles import Change, watch

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

    def __init__(self, events: SimpleQueue[Event], ignored: Iterable[Path]) -> None:
        """Report to `events` everything outside the `ignored` folders."""
        self._events = events
        self._ignored = tuple(f"{path.absolute()}{os.sep}" for path in ignored)
        self._wanted: list[Path] = []
        self._watched: dict[Path, int] = {}
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []

    def watch(self, folders: Iterable[Path]) -> None:
        """Watch only these folders, with everything in them, and the settings in the working directory.

        One that is not there is waited for. On return, it is watching. When the folders change, the new ones
        are watched before the old ones are dropped.
        """
        wanted = [path.resolve() for path in folders]
        watched = {path: path.stat().st_ino for path in wanted if path.is_dir()}
        if (wanted, watched) == (self._wanted, self._watched) and self._threads:
            return
        before, threads = self._stop, self._threads
        self._wanted, self._watched = wanted, watched
        self._stop, self._threads = threading.Event(), []
        here = Path.cwd()
        roots = {str(part) for path in wanted for part in (path, *path.parents)}
        missing = [next(filter(Path.is_dir, path.parents)) for path in wanted if path not in watched]

        def is_settings(path: str) -> bool:
            return path.endswith(".py") or path in roots  # a watched folder that was moved away and is back

        self._start({here, *missing}, is_settings, recursive=False)
        if watched:
            self._start(watched, lambda _: True, recursive=True)
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

        def is_news(_: Change, path: str) -> bool:
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
            except BaseException as error:  # noqa: BLE001  # the queue is the only way to report it
                self._events.put(error)
            finally:
                watching.set()

        thread = threading.Thread(target=follow, daemon=True)
        thread.start()
        self._threads.append(thread)
        watching.wait()


def is_written_by_hand(path: str) -> bool:
    """Whether a file is the writer's, by its name: not temporary, and not in a program's folder."""
    parts = Path(os.path.relpath(path)).parts
    return _FOLDERS.isdisjoint(parts) and not _DRAFTS.search(parts[-1])
