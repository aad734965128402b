"""Settings by which no text can be read; said once, and not of each text."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def check_settings(settings: Mapping[str, Any]) -> None:
    """Pass where the settings name a time zone and an address. Raises SystemExit with what to correct."""
    name = settings.get("TIMEZONE", "UTC")
    if not is_timezone(name):
        raise SystemExit(
            f"pelicanconf.py: TIMEZONE is {name!r}, which is not a time zone; write one like 'Europe/Paris'."
        )
    try:
        urlsplit(settings["SITEURL"])
    except ValueError as error:
        problem = f"SITEURL is {settings['SITEURL']!r}, which is not an address"
        raise SystemExit(f"pelicanconf.py: {problem}; write one such as 'https://example.org'.") from error


def is_timezone(name: str) -> bool:
    """Whether it is the name of a time zone of the IANA database, without which Pelican makes no page."""
    try:
        ZoneInfo(name)
    except (TypeError, ValueError, OSError, ZoneInfoNotFoundError):  # of a path, a folder's name, nobody's
        return False
    return True
