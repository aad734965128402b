"""The one error of the commands for the writer. Its message says: what → problem → what to do."""


class WritingError(Exception):
    """Something that the writer must put right before the command can do its work."""
