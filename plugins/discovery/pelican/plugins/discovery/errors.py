"""The one error of this plugin, and how a build goes on after it.

Its message says: file → problem → what to do.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

logger = logging.getLogger(__name__)


class DiscoveryError(Exception):
    """Headers or settings that the writer must put right."""

    def __init__(self, problems: Iterable[str]) -> None:
        """One message of all the problems, a line each."""
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@contextmanager
def keep_building(source: str) -> Iterator[None]:
    """Log what is raised inside as a warning about the text `source`: no text ends a build."""
    try:
        yield
    except DiscoveryError as error:
        logger.warning("%s", error)
    except Exception as error:  # noqa: BLE001  # a fault of ours, which must not cost a writer her site
        logger.warning(
            "%s: machines are not told of it (%s: %s). Please report this to pelican-discovery.",
            source,
            type(error).__name__,
            error,
        )
