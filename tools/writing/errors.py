"""The one error of these commands. Its message says: what → problem → what to do."""


class WritingError(Exception):
    """Something that the writer must say otherwise before anything is written."""
