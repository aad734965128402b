"""Counts what is logged: what warned is done again in the next build, so that it warns again."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from pelican.log import LimitFilter


class Warnings(logging.Handler):
    """The number of warnings and errors logged so far."""

    def __init__(self) -> None:
        """Begin at none."""
        super().__init__(logging.WARNING)
        self.count = 0

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Count meanwhile what is logged, also what Pelican drops as it has been said before."""
        root, passes = logging.getLogger(), LimitFilter.filter

        def passes_or_counts(own: LimitFilter, record: logging.LogRecord) -> bool:
            is_said: bool = passes(own, record)
            if not is_said and record.levelno >= self.level and not is_unwanted(own, record):
                self.emit(record)
            return is_said

        root.addHandler(self)
        LimitFilter.filter = passes_or_counts
        try:
            yield
        finally:
            LimitFilter.filter = passes
            root.removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Count a warning or an error."""
        del record
        self.count += 1


def is_unwanted(limit: LimitFilter, record: logging.LogRecord) -> bool:
    """Whether a site's LOG_FILTER names what is logged."""
    return any((record.levelno, text) in limit._ignore for text in (str(record.msg), record.getMessage()))
