"""The articles that a prepared run gives to Pelican before it is known which of them have changed."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from pelican.contents import Content

from .files import unwatched
from .preparing import OutdatedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An article that Pelican has, and nobody else."""

    content: Content
    is_current: Callable[[], bool]
    """Whether its file is as it was."""
    read: Callable[[], Content]
    """Reads it again, even if nothing has changed."""
    renew: Callable[[Content], None]
    """Makes it what its file is now."""


class HeldFiles(set[str]):
    """The files of a generator, which gets the known ones first, and waits before it gets the others."""

    def __init__(self, known: set[str], find: Callable[[], set[str]], wait: Callable[[], None]) -> None:
        """Call `wait` when the known ones have been given, and find all that there are then."""
        super().__init__(known)
        self._known, self._find, self._wait = known, find, wait
        self._given: dict[str, Given] = {}
        self.is_waiting = True

    def give(self, path: str, given: Given) -> None:
        """Note what Pelican gets for a file."""
        self._given[path] = given

    def __iter__(self) -> Iterator[str]:
        """Each file once; raises OutdatedError if Pelican might not have taken now what it was given."""
        yield from self._known
        if self._given.keys() != self._known:  # one could not be restored
            raise OutdatedError
        self._rehearse()
        self._wait()
        self.is_waiting, found = False, self._find()
        if not self._known <= found:
            raise OutdatedError
        for given in self._given.values():
            if not given.is_current():
                given.renew(given.content)
        yield from found - self._known

    def _rehearse(self) -> None:
        """Read the article that was saved last, for all that takes time only once."""
        with unwatched(), suppress(Exception):
            last = max(self._given.values(), key=lambda given: os.path.getmtime(given.content.source_path))
            last.read()


def replace_content(content: Content, fresh: Content) -> None:
    """Make a content what another one is; raises OutdatedError if Pelican would take that in another way."""
    is_alike = (
        (type(fresh), fresh.status) == (type(content), content.status)
        and content.is_valid()  # if not, Pelican has passed it over
        and fresh.is_valid()
        and fresh.get_static_links() == content.get_static_links()
    )
    if not is_alike:
        raise OutdatedError
    content.__dict__ = fresh.__dict__
