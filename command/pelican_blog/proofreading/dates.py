"""What is wrong with the dates in a header."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from babel.dates import get_date_format
from pelican.plugins.localization.languages import parse_locale
from pelican.utils import set_date_tzinfo
from pelican_toolkit.dates import Reading, read_date

from .rules import Finding, Rule

_FORM = "write year, month, day, as in 2026-11-25 or 2026-11-25 18:30"
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:Z|[+-]\d\d:?\d\d)?)?", re.ASCII)
_OLDEST = 1900


def read_moment(value: str, settings: Mapping[str, Any]) -> datetime | None:
    """The moment that a date means, by default in the site's time zone; None if it is not a date."""
    reading = _read(value, settings)
    return reading[1] if reading and reading[0].is_whole else None


def _read(value: str, settings: Mapping[str, Any]) -> tuple[Reading, datetime] | None:
    try:
        reading = read_date(value)
        moment: datetime = set_date_tzinfo(reading.moment, settings["TIMEZONE"])
        moment.astimezone(UTC)  # which no offset of days, and no moment before the first year, survives
    except (ValueError, OverflowError):
        return None
    return reading, moment


def judge_date(key: str, value: str, settings: Mapping[str, Any]) -> Iterator[Finding]:
    """What is wrong with the date behind a key of a header."""
    name = key.capitalize()
    found = _read(value, settings)
    if not value:
        message = f"{name} is empty; write a date behind it, such as 2026-11-25, or remove the line"
        yield Finding(Rule.DATE_INVALID, message)
    elif not found:
        is_form = _ISO.fullmatch(value.replace("_", " "))
        problem = "correct the day or the hour" if is_form else _FORM
        what = f"there is no {value}" if is_form else f"{value} is not a date that the build can read"
        yield Finding(Rule.DATE_INVALID, f"{name}: {what}; {problem}")
    elif not found[0].is_whole:
        yield Finding(Rule.DATE_INVALID, f"{name}: {value} does not say which day; {_FORM}")
    else:
        yield from _judge_reading(name, value, *found, settings["DEFAULT_LANG"])


def _judge_reading(name: str, value: str, read: Reading, moment: datetime, lang: str) -> Iterator[Finding]:
    """What dateutil has guessed: which of two numbers is the day, and what an unknown time zone means."""
    if read.other_day:
        message = (
            f"{name}: the build reads {value} as {moment:%Y-%m-%d}, not as {read.other_day}; "
            "write the day you mean"
        )
        yield Finding(Rule.DATE_INVALID if _says_day_first(lang) else Rule.DATE_AMBIGUOUS, message)
    if moment.year < _OLDEST:
        message = (
            f"{name}: the build reads {value} as the year {moment.year}; write it in the Gregorian calendar"
        )
        yield Finding(Rule.DATE_AMBIGUOUS, message)
    if read.unknown_zone:
        message = f"{name}: the build ignores the time zone {read.unknown_zone}; write it as +01:00"
        yield Finding(Rule.TIMEZONE_UNKNOWN, message)


def _says_day_first(lang: str) -> bool:
    """Whether dates in a language begin with the day, so that dateutil reads not what was meant."""
    pattern: str = get_date_format("short", locale=parse_locale(lang)).pattern
    return pattern.lstrip("'").startswith("d")
