"""The plugin's errors, and how a build goes on after a bug of the plugin."""

from pelican_toolkit.errors import PluginError, make_guard


class RedirectsError(PluginError):
    """Settings that the writer has to fix before the site can be built."""


class AddressError(ValueError):
    """Why there can be no page at an old address, and what to do about it."""


keep_building = make_guard("pelican-redirects", "its old addresses lead nowhere")
