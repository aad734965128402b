"""The errors of this plugin, and how a build goes on after them.

Each message says: file → problem → what to do.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from .models import Video

logger = logging.getLogger(__name__)


class VideoError(Exception):
    """A video or a setting that the writer must put right."""


class PartialError(VideoError):
    """What is wrong with parts of a video, with the video as it is without them."""

    def __init__(self, problems: Sequence[str], video: Video | None) -> None:
        """Keep the video, None where nothing is left of it."""
        super().__init__("\n".join(problems))
        self.video = video


@contextmanager
def keep_building(source: str) -> Iterator[None]:
    """Log what is raised inside as a warning about the text `source`: no text ends a build."""
    try:
        yield
    except VideoError as error:
        logger.warning("%s", error)
    except Exception as error:  # noqa: BLE001  # a fault of ours, which must not cost a writer her site
        logger.warning(
            "%s: its videos cannot be shown (%s: %s). Please report this to pelican-video.",
            source,
            type(error).__name__,
            error,
        )
