"""Indexes the served site for its search: after a pause, in a process of its own, so that no page waits."""

import os
import sys
from multiprocessing.process import BaseProcess  # noqa: TC003  # as everywhere here

from pelican.plugins.pagefind.errors import PagefindError
from pelican.plugins.pagefind.index import write_index

from pelican_blog.devserver.building import SITE, Search, start_process

PAUSE = 2.0
"""Seconds without a change after which the site is indexed."""


class Indexer:
    """Keeps the search index up to date with what builds write."""

    def __init__(self) -> None:
        """Index the first build."""
        self.is_due = True
        """Whether pages were written since the last index was complete."""
        self._process: BaseProcess | None = None

    def start(self, search: Search) -> None:
        """Begin to index the site."""
        self._process = start_process(_index, search)

    def stop(self) -> None:
        """End it: done, or no longer needed."""
        if self._process:
            self._process.terminate()
            self._process.join()
            self.is_due = self._process.exitcode != 0
        self._process = None


def _index(search: Search) -> None:
    os.nice(10)
    try:
        write_index(SITE, search.lang, search.settings)
    except PagefindError as error:
        sys.stderr.write(f"{error}\n")
