"""The error of this plugin, and how a build goes on in spite of it."""

from pelican_toolkit.errors import PluginError, make_guard


class ImageError(PluginError):
    """Problems with a picture or with IMAGES, for the writer to fix."""


keep_building = make_guard("pelican-images", "its pictures stay as they are")
