"""The guard that keeps a build going if the plugin has a bug."""

from pelican_toolkit.errors import make_guard

keep_building = make_guard("pelican-typography", "it is not typeset")
