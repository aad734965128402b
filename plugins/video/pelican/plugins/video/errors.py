"""The errors of this plugin, and how a build goes on in spite of them."""

from collections.abc import Iterable

from pelican_toolkit.errors import PluginError, Problem, make_guard

from .models import Video


class VideoError(PluginError):
    """Problems with a video or with VIDEO, for the writer to fix."""


class PartialError(VideoError):
    """Problems with parts of a video, together with what is left of it."""

    def __init__(self, problems: Iterable[Problem | str], video: Video | None) -> None:
        """Keep the video, None if nothing is left of it."""
        super().__init__(*problems)
        self.video = video


keep_building = make_guard("pelican-video", "its videos are not shown")
