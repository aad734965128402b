"""The dict VIDEO of pelicanconf.py, validated once and frozen."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields

from .errors import VideoError

_HOST_NAME = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoSettings:
    """Every key of VIDEO with its default; the README explains each."""

    peertube: tuple[str, ...] = ()


def read_settings(raw: object) -> VideoSettings:
    """The settings that the dict VIDEO asks for.

    Raises VideoError naming every unknown key and every unusable value at once.
    """
    if not isinstance(raw, dict):
        raise VideoError(f"pelicanconf.py: VIDEO is {raw!r}; write a dict, such as {{'peertube': []}}.")
    problems = [*_find_unknown_keys(raw), *_find_unusable_hosts(raw.get("peertube", []))]
    if problems:
        raise VideoError("\n".join(problems))
    return VideoSettings(peertube=tuple(raw.get("peertube", [])))


def _find_unknown_keys(raw: dict[object, object]) -> Iterator[str]:
    known = [field.name for field in fields(VideoSettings)]
    for key in raw:
        if key not in known:
            nearest = difflib.get_close_matches(str(key), known, n=1)
            hint = f"did you mean {nearest[0]!r}?" if nearest else f"the keys are {', '.join(known)}."
            yield f"pelicanconf.py: VIDEO has no key {key!r}; {hint}"


def _find_unusable_hosts(hosts: object) -> Iterator[str]:
    if not isinstance(hosts, list | tuple):
        yield f"pelicanconf.py: VIDEO['peertube'] is {hosts!r}; write a list of host names."
        return
    for host in hosts:
        if not (isinstance(host, str) and _HOST_NAME.fullmatch(host)):
            yield f"pelicanconf.py: VIDEO['peertube'] holds {host!r}; write a name like 'tube.example.org'."
