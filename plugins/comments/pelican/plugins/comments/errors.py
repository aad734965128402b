"""The errors of this plugin, and how a build continues despite them."""

from collections.abc import Sequence

from pelican_toolkit.errors import PluginError, Problem, make_guard


class CommentsError(PluginError):
    """Something that the writer has to fix."""

    def __init__(self, problems: Sequence[str]) -> None:
        """Keep every problem, so that one build names them all."""
        super().__init__(*problems)


class SettingsError(CommentsError):
    """Unusable values in the dict COMMENTS."""

    def __init__(self, *problems: str) -> None:
        """Keep every problem, as the toolkit hands them over."""
        super().__init__(problems)


class CommentFileError(CommentsError):
    """Comment files that cannot be read."""

    problems: tuple[Problem, ...]

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep every problem with its file, line and code."""
        super().__init__(problems)


keep_building = make_guard("pelican-comments", "its comments are not shown")
