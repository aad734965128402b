"""Checks settings without which no text can be read, so that they are reported once."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def check_settings(settings: Mapping[str, Any]) -> None:
    """Pass if TIMEZONE, DEFAULT_PAGINATION and SITEURL are valid. Raises SystemExit with the correction."""
    name = settings.get("TIMEZONE", "UTC")
    if not is_timezone(name):
        raise SystemExit(
            f"pelicanconf.py: TIMEZONE is {name!r}, which is not a time zone; write one like 'Europe/Paris'."
        )
    pages = settings.get("DEFAULT_PAGINATION")
    if not isinstance(pages, int | None):
        raise SystemExit(
            f"pelicanconf.py: DEFAULT_PAGINATION is {pages!r}; write how many posts a list shows, such as 10."
        )
    try:
        urlsplit(settings["SITEURL"])
    except ValueError as error:
        problem = f"SITEURL is {settings['SITEURL']!r}, which is not an address"
        raise SystemExit(f"pelicanconf.py: {problem}; write one such as 'https://example.org'.") from error


def is_timezone(name: str) -> bool:
    """Whether this is a time zone of the IANA database, without which Pelican makes no page."""
    try:
        ZoneInfo(name)
    except (TypeError, ValueError, OSError, ZoneInfoNotFoundError):  # for paths, folders and unknown names
        return False
    return True
