"""The dict DISCOVERY of pelicanconf.py, validated once and frozen."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, fields

from .errors import DiscoveryError

KEY = "_DISCOVERY"  # where the validated settings live in Pelican's: the plugin keeps no state

STABLE_IDS = "stable"
_FEED_IDS = ("pelican", STABLE_IDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscoverySettings:
    """Every key of DISCOVERY with its default; the README explains each."""

    image: str | None = None


def read_settings(raw: object) -> DiscoverySettings:
    """The settings that the dict DISCOVERY asks for.

    Raises DiscoveryError naming every unknown key and every unusable value at once.
    """
    if not isinstance(raw, dict):
        example = "{'image': 'images/card.jpg'}"
        raise DiscoveryError([f"pelicanconf.py: DISCOVERY is {raw!r}; write a dict, such as {example}."])
    problems = [*_find_unknown_keys(raw)]
    image = raw.get("image")
    if image is not None and not isinstance(image, str):
        problems.append(f"pelicanconf.py: DISCOVERY['image'] is {image!r}; write the path of a picture.")
    if problems:
        raise DiscoveryError(problems)
    return DiscoverySettings(image=image or None)


def read_feed_ids(raw: object) -> str:
    """The ids that FEED_IDS asks for: `pelican`, those that Pelican's writer makes, or `stable`, ours.

    Raises DiscoveryError for anything else.
    """
    if raw not in _FEED_IDS:
        raise DiscoveryError([f"pelicanconf.py: FEED_IDS is {raw!r}; write 'pelican' or 'stable'."])
    return str(raw)


def _find_unknown_keys(raw: dict[object, object]) -> Iterator[str]:
    known = [field.name for field in fields(DiscoverySettings)]
    for key in raw:
        if key not in known:
            nearest = difflib.get_close_matches(str(key), known, n=1)
            hint = f"did you mean {nearest[0]!r}?" if nearest else f"the keys are {', '.join(known)}."
            yield f"pelicanconf.py: DISCOVERY has no key {key!r}; {hint}"
