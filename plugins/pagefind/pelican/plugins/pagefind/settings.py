"""The dict PAGEFIND of pelicanconf.py, validated once and frozen."""

from dataclasses import dataclass
from typing import Any

from pelican_toolkit import settings as toolkit

from .errors import PagefindError


@dataclass(frozen=True, slots=True, kw_only=True)
class PagefindSettings:
    """Every key of PAGEFIND with its default; the README explains each."""

    exclude_selectors: tuple[str, ...] = ()


def read_settings(raw: object) -> PagefindSettings:
    """The settings in the dict PAGEFIND. Raises PagefindError with all problems at once."""
    return toolkit.read_settings("PAGEFIND", raw, PagefindSettings, _RULES, PagefindError)


def _are_selectors(value: Any) -> bool:  # noqa: ANN401  # whatever the writer wrote
    return isinstance(value, list | tuple) and all(isinstance(one, str) and one.strip() for one in value)


_RULES = {"exclude_selectors": toolkit.Rule(_are_selectors, "a list of CSS selectors, such as ['.byline']")}
