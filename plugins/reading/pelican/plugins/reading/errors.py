"""The plugin's error, and how a build goes on after a bug of the plugin."""

from pelican_toolkit.errors import PluginError, make_guard


class ReadingError(PluginError):
    """Settings that the writer has to fix before the site can be built."""


keep_building = make_guard("pelican-reading", "parts of what the plugin adds to it may be missing")
