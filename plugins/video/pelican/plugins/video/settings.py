"""The dict VIDEO of pelicanconf.py, validated once and frozen."""

import re
from dataclasses import dataclass
from typing import Any

from pelican_toolkit import settings as toolkit

from .errors import VideoError

_HOST_NAME = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoSettings:
    """Every key of VIDEO with its default; the README explains each."""

    peertube: tuple[str, ...] = ()


def read_settings(raw: object) -> VideoSettings:
    """The settings in the dict VIDEO. Raises VideoError with all problems at once."""
    return toolkit.read_settings("VIDEO", raw, VideoSettings, _RULES, VideoError)


def _are_host_names(value: Any) -> bool:  # noqa: ANN401  # whatever the writer wrote
    return isinstance(value, list | tuple) and all(
        isinstance(name, str) and _HOST_NAME.fullmatch(name) for name in value
    )


_RULES = {"peertube": toolkit.Rule(_are_host_names, "a list of host names, such as ['tube.example.org']")}
