"""The last module that the fork server loads: from now on, changes of code do not reach its builds."""

from pelican.plugins.incremental.code import list_code

PRELOADED = frozenset(list_code())
"""The files of code that the fork server has loaded."""
