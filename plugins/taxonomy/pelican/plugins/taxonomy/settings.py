"""The dict TAXONOMY of pelicanconf.py, validated once and frozen."""

from dataclasses import dataclass

from pelican_toolkit.settings import Rule
from pelican_toolkit.settings import read_settings as read_dict

from .errors import TaxonomyError

KEY = "_TAXONOMY"  # where the validated settings are in Pelican's: the plugin has no state


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxonomySettings:
    """Every key of TAXONOMY with its default; the README explains each."""

    file: str = "taxonomy.toml"


_RULES = {
    "file": Rule(lambda value: isinstance(value, str) and value != "", "a path below the content folder")
}


def read_settings(raw: object) -> TaxonomySettings:
    """The settings that the dict TAXONOMY asks for. Raises TaxonomyError with all problems at once."""
    return read_dict("TAXONOMY", raw, TaxonomySettings, _RULES, TaxonomyError)
