"""The plugin's error, and how a build goes on after a bug of the plugin."""

from pelican_toolkit.errors import PluginError, make_guard


class DiscoveryError(PluginError):
    """Headers or settings that the writer has to fix."""


keep_building = make_guard("pelican-discovery", "search engines and feed readers are not told about it")
