"""How a build goes on after a bug of this plugin."""

from pelican_toolkit.errors import make_guard

keep_building = make_guard("pelican-typography", "it is not typeset")
