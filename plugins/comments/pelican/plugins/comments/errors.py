"""The errors of this plugin. Each message says: file → problem → what to do."""

from collections.abc import Sequence


class CommentsError(Exception):
    """Something that the writer must put right before the site can be built."""

    def __init__(self, problems: Sequence[str]) -> None:
        """Keep every problem, so that one build names them all."""
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class SettingsError(CommentsError):
    """The dict COMMENTS holds what this plugin cannot use."""


class CommentFileError(CommentsError):
    """Comment files that cannot be read."""
