"""A plugin's dict in pelicanconf.py: checked key by key, then frozen."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import fields
from difflib import get_close_matches
from typing import Any, NamedTuple, TypeVar

from .errors import PluginError, Problem

FILE = "pelicanconf.py"

T = TypeVar("T")


class Rule(NamedTuple):
    """What a key's value has to be."""

    is_usable: Callable[[Any], bool]
    """Gets whatever the writer wrote."""
    expected: str
    """Completes "… must be": "a list of host names"."""


def read_settings(
    name: str, raw: object, kind: type[T], rules: Mapping[str, Rule], error: type[PluginError]
) -> T:
    """The setting `name`, a dict, as a `kind`: a dataclass that has each key as a field, with its default.

    Every key needs a rule. Lists become tuples. Raises `error` with every unknown key (code `unknown-key`)
    and every unusable value (`unusable-value`) at once, or because it is not a dict (`no-dict`).
    """
    if not isinstance(raw, dict):
        raise error(Problem("no-dict", FILE, f"{name} is {raw!r}, but must be a dict."))
    if problems := [*_find_unknown_keys(name, raw, kind), *_find_unusable_values(name, raw, rules)]:
        raise error(*problems)
    return kind(**{key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()})


def suggest(name: object, known: Collection[str], otherwise: str = "") -> str:
    """What to do about an unknown name: the nearest known one is named, else `otherwise` or all of them."""
    nearest = get_close_matches(str(name), known, n=1)
    if nearest:
        return f"did you mean {nearest[0]!r}?"
    return otherwise or f"known: {', '.join(known)}."


def _find_unknown_keys(name: str, raw: Mapping[Any, Any], kind: type) -> Iterator[Problem]:
    known = [field.name for field in fields(kind)]
    for key in raw:
        if key not in known:
            yield Problem("unknown-key", FILE, f"{name} has an unknown key {key!r}; {suggest(key, known)}")


def _find_unusable_values(name: str, raw: Mapping[Any, Any], rules: Mapping[str, Rule]) -> Iterator[Problem]:
    for key, rule in rules.items():
        if key in raw and not rule.is_usable(raw[key]):
            message = f"{name}[{key!r}] is {raw[key]!r}, but must be {rule.expected}."
            yield Problem("unusable-value", FILE, message)
