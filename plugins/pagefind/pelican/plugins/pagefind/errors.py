"""The one error of this plugin. Its message says: file → problem → what to do."""


class PagefindError(Exception):
    """What must be put right before the site's search index can be made."""
