"""Hides what the build before made until this build has made it or let it stay."""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress

from .files import Act, discard, is_within, list_parents


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
        """What builds have made, hidden or not: no file of somebody else."""
        self._paths: set[str] = set()
        self._folders: set[str] = set()
        """Those that were made in this build, whether or not they were there."""
        self.taken: set[str] = set()
        """Those that were removed."""
        self._is_too_early: Callable[[str, Act], bool] | None = None

    def watch_order(self, is_too_early: Callable[[str, Act], bool] | None) -> None:
        """From now on ask whether a page has to wait that wants to do something; None: no more.

        Folders that are made meanwhile are not there by right either.
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
            if is_within(path, self.output):
                discard(path)

    def meet(self, path: str, act: Act) -> None:
        """Remove what is hidden at a path that is about to be opened, or in a folder about to be listed.

        Raises TooEarlyError if the page that asks has to wait.
        """
        if self._is_too_early and self._is_too_early(path, act):
            raise TooEarlyError
        if act is Act.MAKE_FOLDER and not self._is_too_early:
            self._folders.add(path)
        if act is Act.LIST:
            self._empty(os.path.join(path, ""))
        elif path in self._paths:
            self.remove([path])

    def _empty(self, folder: str) -> None:
        """Remove what is hidden in a folder, and the folders in it that nobody has made in this build."""
        hidden = [path for path in self._paths if path.startswith(folder)]
        self.remove(hidden)
        parents = {parent for path in hidden for parent in list_parents(path, folder)} - self._folders
        for parent in sorted(parents, key=len, reverse=True):
            with suppress(OSError):  # it holds something else
                os.rmdir(parent)
