"""The one error of this plugin. Its message says: file → problem → what to do."""


class ReadingError(Exception):
    """A setting that the writer must put right before the site can be built."""
