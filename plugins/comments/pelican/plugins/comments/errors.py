"""The errors of this plugin, and how a build goes on after them.

Each message says: file → problem → what to do.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

logger = logging.getLogger(__name__)


class CommentsError(Exception):
    """Something that the writer must put right."""

    def __init__(self, problems: Sequence[str]) -> None:
        """Keep every problem, so that one build names them all."""
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class SettingsError(CommentsError):
    """The dict COMMENTS holds what this plugin cannot use."""


class CommentFileError(CommentsError):
    """Comment files that cannot be read."""


@contextmanager
def keep_building(source: str) -> Iterator[None]:
    """Log what is raised inside as warnings, one a problem, about the text `source`: no text ends a build."""
    try:
        yield
    except CommentsError as error:
        for problem in error.problems:
            logger.warning("%s", problem)
    except Exception as error:  # noqa: BLE001  # a fault of ours, which must not cost a writer her site
        logger.warning(
            "%s: its comments cannot be shown (%s: %s). Please report this to pelican-comments.",
            source,
            type(error).__name__,
            error,
        )
