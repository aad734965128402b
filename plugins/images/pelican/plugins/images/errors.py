"""The one error of this plugin. Its message says: file → problem → what to do."""


class ImageError(Exception):
    """A picture or a setting that the writer must put right before the site can be built."""
