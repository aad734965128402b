"""The error of this plugin, and how a build goes on in spite of it."""

from pelican_toolkit.errors import PluginError, make_guard


class PagefindError(PluginError):
    """Problems with PAGEFIND or with the index, for the writer to fix."""


keep_building = make_guard("pelican-pagefind", "the site has no new search index")
