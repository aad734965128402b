"""The errors of an import."""

from pelican.plugins.comments.errors import CommentsError
from pelican_toolkit.errors import Problem


class ExportError(CommentsError):
    """An export that cannot be read. No message repeats an e-mail or IP address."""

    def __init__(self, code: str, place: str, message: str, line: int | None = None) -> None:
        """Keep the problem, with its file and line."""
        super().__init__([Problem(code, place, message, line)])
