"""Hides what the build before made until this build has made it or let it stay."""

import os
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress

from .files import Act, is_folder, is_plain_file, is_within, list_files, list_parents


class TooEarlyError(BaseException):
    """A page asks for a file that another process may be about to make: it has to wait for its turn.

    No plugin is to handle it, so it is not an `Exception`.
    """


class Leftovers:
    """Files in the output folder that a clean build would not have made yet.

    A plugin may append to a file, or write it only where there is none. So a leftover is removed just before
    anybody opens it or asks for it. What it was made for is then made again, as its file is missing.
    """

    def __init__(self, output: str) -> None:
        """Begin without any in this output folder."""
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
        self._strangers = {thread.ident for thread in threading.enumerate()} - {threading.get_ident()}
        """Threads that have nothing to do with the build: one of them may serve the site."""

    def watch_order(self, is_too_early: Callable[[str, Act], bool] | None) -> None:
        """From now on ask whether a page has to wait before it acts, as others are being made; None: no more.

        Until then no folder counts as made: that depends on the order, too.
        """
        self._is_too_early = is_too_early

    def add(self, paths: Iterable[str]) -> None:
        """Hide these files."""
        self._paths.update(paths)
        self.known |= self._paths

    def clear(self) -> None:
        """Hide nothing any more."""
        self._paths.clear()

    def confirm(self, paths: Iterable[str]) -> None:
        """These files are as a clean build has them by now."""
        self._paths.difference_update(paths)

    def remove(self, paths: Iterable[str]) -> None:
        """Remove those of these files that are still hidden."""
        for path in self._paths.intersection(paths):
            self._paths.discard(path)
            self.taken.add(path)
            if is_within(path, self.output) and not is_folder(path):
                with suppress(FileNotFoundError):
                    os.unlink(path)

    def meet(self, path: str, act: Act) -> None:
        """Remove what is hidden where somebody is about to act.

        Raises TooEarlyError if the page that does has to wait.
        """
        if threading.get_ident() in self._strangers:
            return
        if self._is_too_early and self._is_too_early(path, act):
            raise TooEarlyError
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
        if path == self.output or path in self._made or not is_folder(path):
            return
        if all(file in self._paths for file in list_files(path)):
            self._empty(os.path.join(path, ""))
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
