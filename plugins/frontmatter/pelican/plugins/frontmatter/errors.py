"""The one error of this plugin."""


class FrontmatterError(Exception):
    """Why a block of front matter cannot be read, and where."""

    def __init__(self, reason: str, line: int) -> None:
        """Keep the line of the file, counted from 1, beside the reason."""
        super().__init__(reason)
        self.line = line
