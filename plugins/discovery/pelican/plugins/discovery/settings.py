"""DISCOVERY and FEED_IDS of pelicanconf.py, validated once and frozen."""

from dataclasses import dataclass, fields

from pelican_toolkit.errors import Problem
from pelican_toolkit.settings import FILE, Rule
from pelican_toolkit.settings import read_settings as read_dict

from .errors import DiscoveryError

KEY = "_DISCOVERY"  # where the validated settings are in Pelican's: the plugin has no state
PICTURE = "_DISCOVERY_PICTURE"  # the picture of the site, measured, or None

STABLE_IDS = "stable"
_FEED_IDS = ("pelican", STABLE_IDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscoverySettings:
    """Every key of DISCOVERY with its default; the README explains each."""

    opengraph: bool = True
    schema: bool = True
    sitemap: bool = True
    robots: bool = True
    json_feed: bool = True
    feeds: bool = True
    image: str | None = None


PARTS = tuple(field.name for field in fields(DiscoverySettings) if field.type is bool)
"""The keys that switch something on or off."""

_RULES = {
    **dict.fromkeys(PARTS, Rule(lambda value: isinstance(value, bool), "True or False")),
    "image": Rule(lambda value: value is None or isinstance(value, str), "the path of a picture, or None"),
}


def read_settings(raw: object) -> DiscoverySettings:
    """The settings that the dict DISCOVERY asks for. Raises DiscoveryError with all problems at once."""
    return read_dict("DISCOVERY", raw, DiscoverySettings, _RULES, DiscoveryError)


def read_feed_ids(raw: object) -> str:
    """The ids that FEED_IDS asks for: `pelican`, those that Pelican's writer makes, or `stable`, ours.

    Raises DiscoveryError for anything else.
    """
    if raw not in _FEED_IDS:
        message = f"FEED_IDS is {raw!r}, but must be 'pelican' or 'stable'."
        raise DiscoveryError(Problem("unusable-value", FILE, message))
    return str(raw)
