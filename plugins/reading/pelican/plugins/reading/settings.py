"""The dict READING of pelicanconf.py, validated once and frozen."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields

from .anchors import PREFIX, RESERVED
from .errors import ReadingError

_ID = re.compile(r"[^\s\"'<>&#%]*")
"""What may be written as it is in an attribute and after the # of an address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingSettings:
    """Every key of READING with its default; the README explains each."""

    anchor_prefix: str = PREFIX
    reserved_ids: tuple[str, ...] = RESERVED


def read_settings(raw: object) -> ReadingSettings:
    """The settings that the dict READING asks for.

    Raises ReadingError naming every unknown key and every unusable value at once.
    """
    if not isinstance(raw, dict):
        raise ReadingError(
            f"pelicanconf.py: READING is {raw!r}; write a dict, such as {{'anchor_prefix': ''}}."
        )
    prefix, reserved = raw.get("anchor_prefix", PREFIX), raw.get("reserved_ids", RESERVED)
    problems = [*_find_unknown_keys(raw)]
    if not (isinstance(prefix, str) and _ID.fullmatch(prefix)):
        problems.append(
            f"pelicanconf.py: READING['anchor_prefix'] is {prefix!r}; write how ids begin, such as 'h-'."
        )
    if not isinstance(reserved, list | tuple) or not all(isinstance(name, str) for name in reserved):
        problems.append(
            f"pelicanconf.py: READING['reserved_ids'] is {reserved!r}; write a list of ids, such as ['main']."
        )
    if problems:
        raise ReadingError("\n".join(problems))
    return ReadingSettings(anchor_prefix=prefix, reserved_ids=tuple(reserved))


def _find_unknown_keys(raw: dict[object, object]) -> Iterator[str]:
    known = [field.name for field in fields(ReadingSettings)]
    for key in raw:
        if key not in known:
            nearest = difflib.get_close_matches(str(key), known, n=1)
            hint = f"did you mean {nearest[0]!r}?" if nearest else f"the keys are {', '.join(known)}."
            yield f"pelicanconf.py: READING has no key {key!r}; {hint}"
