"""Says whether plugins have a part in what a reader makes of a text."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.util import find_spec
from types import FunctionType
from typing import Any

from docutils.parsers.rst import directives, roles  # type: ignore[import-untyped]
from pelican import readers
from pelican.readers import BaseReader, Readers
from pelican.utils import file_suffix

_PARSERS = ("markdown.", "pymdownx.", "docutils.", "pelican.readers", "pelican.rstdirectives")
"""Packages that only parse, and keep nothing of one text for another."""
_PLAIN = (str, int, float, bool, type(None))


def is_plain(own: Readers, name: str) -> bool:
    """Whether a file of this name is read by Pelican alone, with what its parsers bring along."""
    reader = own.readers.get(file_suffix(name))
    if type(reader) is readers.MarkdownReader:
        is_alone = _has_plain_extensions(own.settings["MARKDOWN"])
    elif type(reader) is readers.RstReader:
        is_alone = _has_plain_directives()
    else:
        is_alone = type(reader) is readers.HTMLReader
    return (
        is_alone
        and not any(map(callable, vars(reader).values()))
        and _are_parsers(vars(BaseReader).values())
        and _are_parsers(vars(type(reader)).values())
        and _are_parsers(readers.METADATA_PROCESSORS.values())
    )


def _are_parsers(values: Iterable[object]) -> bool:
    """Whether the functions and classes among these values are all of parsers."""
    modules = (value.__module__ for value in values if isinstance(value, FunctionType | type))
    return all(f"{module}.".startswith(_PARSERS) for module in modules)


def _has_plain_extensions(settings: Mapping[str, Any]) -> bool:
    extensions = settings["extensions"]
    names = [one if isinstance(one, str) else type(one).__module__ for one in extensions]
    is_known = all(name.startswith(_PARSERS) or _is_short(name) for name in names)
    return is_known and _is_data(settings["extension_configs"])


@cache
def _is_short(name: str) -> bool:
    """Whether Markdown's own extension is meant by a name without dots."""
    return "." not in name and find_spec(f"markdown.extensions.{name}") is not None


def _has_plain_directives() -> bool:
    return _are_parsers([*directives._directives.values(), *roles._roles.values()])


def _is_data(value: object) -> bool:
    """Whether a setting holds nothing that could do something by itself."""
    if isinstance(value, Mapping):
        return all(map(_is_data, value.values()))
    if isinstance(value, list | tuple):
        return all(map(_is_data, value))
    return isinstance(value, _PLAIN)
