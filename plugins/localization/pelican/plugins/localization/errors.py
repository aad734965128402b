"""The error of this plugin, and how a build goes on after a bug of it."""

from pelican_toolkit.errors import PluginError, make_guard


class LocalizationError(PluginError):
    """A setting that the writer has to fix before the site can be built."""


keep_building = make_guard("pelican-localization", "its language is not declared")
