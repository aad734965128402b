"""Counts what is logged: what warned is done again in the next build, so that it warns again."""

import logging


class Warnings(logging.Handler):
    """The number of warnings and errors logged so far."""

    def __init__(self) -> None:
        """Begin at none."""
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count a warning or an error."""
        del record
        self.count += 1
