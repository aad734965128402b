"""The plugin's error."""


class FrontmatterError(Exception):
    """Why a block of front matter cannot be read, and where."""

    def __init__(self, reason: str, line: int) -> None:
        """Keep the reason, and the line of the file, counted from 1."""
        super().__init__(reason)
        self.line = line
