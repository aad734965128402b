"""Hides what the build before made until this build has made it or let it stay."""

import os
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress

from .files import Act, is_folder, is_plain_file, is_within, list_files, list_parents, read_stamp


class TooEarlyError(BaseException):
    """A page asks for a file that another process may be about to make: it has to wait for its turn.

    No plugin is to handle it, so it is not an `Exception`.
    """


class Leftovers:
    """Files in the output folder that a clean build would not have made yet.

    A plugin may append to a file, or write it only where there is none. So a leftover is removed just before
    anybody opens it or asks for it. What it was made for is then made again, as its file is missing.
    """

    def __init__(self, output: str, start: int) -> None:
        """Begin without any in this output folder; the build started at this time, in nanoseconds."""
        self.output = output
        self.known: set[str] = set()
        """The paths of all that builds have made, hidden or not."""
        self.taken: set[str] = set()
        """Leftovers that were removed, until somebody clears this."""
        self._paths: set[str] = set()
        """What is hidden."""
        self._made: set[str] = set()
        """Folders that somebody wanted to make in this build, even if they were there."""
        self._is_too_early: Callable[[str, Act], bool] | None = None
        self._early: set[str] = set()
        """What this build has made, but perhaps before its turn."""
        self._start = start
        self._strangers = {thread.ident for thread in threading.enumerate()} - {threading.get_ident()}
        """Threads that have nothing to do with the build: one of them may serve the site."""

    @property
    def watches_order(self) -> bool:
        """Whether others make pages meanwhile, so that nobody knows what is there by right."""
        return self._is_too_early is not None

    def watch_order(self, is_too_early: Callable[[str, Act], bool] | None) -> None:
        """From now on ask whether a page has to wait before it acts, as others are being made; None: no more.

        Until then no folder counts as made: that depends on the order, too.
        """
        self._is_too_early = is_too_early

    def add(self, paths: Iterable[str], *, are_early: bool = False) -> None:
        """Hide these files; early ones are of this build."""
        added = {*paths}
        self._paths |= added
        self.known |= added
        if are_early:
            self._early |= added

    def clear(self) -> None:
        """Hide nothing any more."""
        self._paths.clear()

    def hides(self, path: str) -> bool:
        """Whether a file is there that this build has neither made nor let stay yet."""
        return path in self._paths

    def shows(self, path: str) -> bool:
        """Whether a file or folder that is there would be there in a clean build by now."""
        if path in self._paths:
            return False
        if path == self.output or path in self._made or not is_folder(path):
            return True
        files = [*list_files(path)]
        return not files or any(file not in self._paths for file in files)

    def confirm(self, paths: Iterable[str]) -> None:
        """These files are as a clean build has them by now."""
        self._paths.difference_update(paths)

    def remove(self, paths: Iterable[str]) -> None:
        """Remove those of these files that are still hidden, unless some program has just written them."""
        for path in self._paths.intersection(paths):
            self._paths.discard(path)
            self.taken.add(path)
            stamp = read_stamp(path)
            is_new = stamp and path not in self._early and stamp[1] >= self._start
            if not is_new and is_within(path, self.output) and not is_folder(path):
                with suppress(OSError):  # it is gone; or, on Windows, another program has it open
                    os.unlink(path)

    def meet(self, path: str, act: Act) -> None:
        """Remove what is hidden where somebody is about to act.

        Raises TooEarlyError if the page that does has to wait.
        """
        if threading.get_ident() in self._strangers:
            return
        if self._is_too_early and self._is_too_early(path, act):
            raise TooEarlyError
        if act is Act.RUN:
            return
        if path in self._paths:
            if act is Act.REPLACE and is_plain_file(path):
                self._paths.discard(path)  # nobody will see what it held
            else:
                self.remove([path])
        elif act is Act.LIST:
            self._empty(os.path.join(path, ""))
        elif act is not Act.REPLACE and act is not Act.NEED_FOLDER:
            self._meet_folder(path)
        if act in {Act.MAKE_FOLDER, Act.NEED_FOLDER} and not self._is_too_early:
            self._made.update([path, *list_parents(path, self.output)])

    def is_made(self, folder: str) -> bool:
        """Whether a folder is there by right."""
        return folder in self._made

    def _meet_folder(self, path: str) -> None:
        """Remove a folder that is asked for if nothing is in it but what is hidden."""
        folder = os.path.join(path, "")
        if path == self.output or path in self._made or not is_folder(path):
            return
        is_known = any(known.startswith(folder) for known in self.known)
        if is_known and all(file in self._paths for file in list_files(path)):
            self._empty(folder)
            with suppress(OSError):
                os.rmdir(path)

    def _empty(self, folder: str) -> None:
        """Remove what is hidden in a folder, and empty folders in it that nobody has made in this build."""
        self.remove([path for path in tuple(self._paths) if path.startswith(folder)])
        known = [path for path in self.known if path.startswith(folder)]
        parents = {parent for path in known for parent in list_parents(path, folder)} - self._made
        for parent in sorted(parents, key=len, reverse=True):
            with suppress(OSError):  # it holds something
                os.rmdir(parent)
