"""The plugin's error, and how a build goes on after a bug of the plugin."""

from pelican_toolkit.errors import PluginError, make_guard


class TaxonomyError(PluginError):
    """Settings that the writer has to fix before the site can be built."""


keep_building = make_guard("pelican-taxonomy", "categories and tags may be missing")
