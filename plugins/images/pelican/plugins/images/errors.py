"""The one error of this plugin, and how a build goes on after it.

Its message says: file → problem → what to do.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

logger = logging.getLogger(__name__)


class ImageError(Exception):
    """A picture or a setting that the writer must put right."""


@contextmanager
def keep_building(source: str) -> Iterator[None]:
    """Log what is raised inside as a warning about the text `source`: no text ends a build."""
    try:
        yield
    except ImageError as error:
        logger.warning("%s", error)
    except Exception as error:  # noqa: BLE001  # a fault of ours, which must not cost a writer her site
        logger.warning(
            "%s: its pictures stay as they are (%s: %s). Please report this to pelican-images.",
            source,
            type(error).__name__,
            error,
        )
