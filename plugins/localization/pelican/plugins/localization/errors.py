"""The one error of this plugin, and how a build goes on after a fault of ours.

Its message says: file → problem → what to do.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

logger = logging.getLogger(__name__)


class LocalizationError(Exception):
    """A setting that the writer must put right before the site can be built."""


@contextmanager
def keep_building(source: str) -> Iterator[None]:
    """Log what is raised inside as a warning about the text `source`: no text ends a build."""
    try:
        yield
    except Exception as error:  # noqa: BLE001  # a fault of ours, which must not cost a writer her site
        logger.warning(
            "%s: its language is not told (%s: %s). Please report this to pelican-localization.",
            source,
            type(error).__name__,
            error,
        )
