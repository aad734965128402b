"""The error that commands report to the writer, as subject: problem; remedy."""


class WritingError(Exception):
    """Something that the writer must fix before the command can work."""
