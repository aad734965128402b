"""The dict READING of pelicanconf.py, validated once and frozen."""

import re
from dataclasses import dataclass, fields

from pelican_toolkit.settings import Rule
from pelican_toolkit.settings import read_settings as read_dict

from .anchors import PREFIX, RESERVED
from .errors import ReadingError

KEY = "_READING"  # where the validated settings are in Pelican's: the plugin has no state

_ID = re.compile(r"[^\s\"'<>&#%]*")
"""What can be written without escapes both in an attribute and after the # of a URL."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingSettings:
    """Every key of READING with its default; the README explains each."""

    anchors: bool = True
    outline: bool = True
    reading_time: bool = True
    related: bool = True
    excerpts: bool = True
    footnotes: bool = True
    tables: bool = True
    code: bool = True
    tasks: bool = True
    alerts: bool = True
    addresses: bool = True
    lists: bool = True
    anchor_prefix: str = PREFIX
    reserved_ids: tuple[str, ...] = RESERVED


PARTS = tuple(field.name for field in fields(ReadingSettings) if field.type is bool)
"""The keys that switch something on or off."""


def read_settings(raw: object) -> ReadingSettings:
    """The settings that the dict READING asks for. Raises ReadingError with all problems at once."""
    return read_dict("READING", raw, ReadingSettings, _RULES, ReadingError)


def _is_list_of_ids(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(name, str) for name in value)


_RULES = {
    **dict.fromkeys(PARTS, Rule(lambda value: isinstance(value, bool), "True or False")),
    "anchor_prefix": Rule(
        lambda value: isinstance(value, str) and _ID.fullmatch(value) is not None,
        "the beginning of an id, such as 'h-'",
    ),
    "reserved_ids": Rule(_is_list_of_ids, "a list of ids, such as ['main']"),
}
