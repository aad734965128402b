"""The dict REDIRECTS of pelicanconf.py, validated once and frozen."""

import re
from dataclasses import dataclass

from pelican_toolkit.settings import Rule
from pelican_toolkit.settings import read_settings as read_dict

from .errors import RedirectsError

KEY = "_REDIRECTS"  # where the validated settings are in Pelican's: the plugin has no state

_FOLDER = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectsSettings:
    """Every key of REDIRECTS with its default; the README explains each."""

    file: str = "redirects.txt"
    query_folder: str = "p"


_RULES = {
    "file": Rule(lambda value: isinstance(value, str) and value != "", "a path below the content folder"),
    "query_folder": Rule(
        lambda value: isinstance(value, str) and _FOLDER.fullmatch(value) is not None,
        "the name of a folder, such as 'p'",
    ),
}


def read_settings(raw: object) -> RedirectsSettings:
    """The settings that the dict REDIRECTS asks for. Raises RedirectsError with all problems at once."""
    return read_dict("REDIRECTS", raw, RedirectsSettings, _RULES, RedirectsError)
