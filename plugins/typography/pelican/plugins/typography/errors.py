"""How a build goes on after a fault of this plugin."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

logger = logging.getLogger(__name__)


@contextmanager
def keep_building(source: str) -> Iterator[None]:
    """Log what is raised inside as a warning about the text `source`: no text ends a build."""
    try:
        yield
    except Exception as error:  # noqa: BLE001  # a fault of ours, which must not cost a writer her site
        logger.warning(
            "%s: it is not typeset (%s: %s). Please report this to pelican-typography.",
            source,
            type(error).__name__,
            error,
        )
