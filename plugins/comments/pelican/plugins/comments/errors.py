"""The errors of this plugin, and how a build continues despite them."""

from collections.abc import Sequence

from pelican_toolkit.errors import PluginError, make_guard


class CommentsError(PluginError):
    """Something that the writer has to fix."""

    def __init__(self, problems: Sequence[str]) -> None:
        """Keep every problem, so that one build names them all."""
        super().__init__(*problems)


class SettingsError(PluginError):
    """Unusable values in the dict COMMENTS."""


class CommentFileError(CommentsError):
    """Comment files that cannot be read."""


keep_building = make_guard("pelican-comments", "its comments are not shown")
