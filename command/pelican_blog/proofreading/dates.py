"""Dates as Pelican reads them, by dateutil, and what it would guess without a word."""

import re
import warnings
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

import dateutil.parser
from babel.dates import get_date_format
from pelican.plugins.localization.languages import parse_locale
from pelican.utils import set_date_tzinfo

from pelican_blog.proofreading.problems import Finding
from pelican_blog.proofreading.rules import Rule

_FORM = "write year, month, day, as in 2026-11-25 or 2026-11-25 18:30"
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:Z|[+-]\d\d:?\d\d)?)?", re.ASCII)
_OLDEST = 1900
_YEAR_FIRST = re.compile(r"\D*\d{4}")
_DEFAULTS = (datetime(2001, 1, 1), datetime(2002, 2, 2))  # noqa: DTZ001  # only their days are looked at
"""What dateutil fills in for what a date does not say; Pelican takes today, so such a date changes daily."""


def parse_date(value: str, settings: Mapping[str, Any]) -> datetime | None:
    """The moment that Pelican reads in a date, in the site's time zone where it names none.

    None where Pelican would refuse the date, or where it does not say a whole day.
    """
    try:
        days = [_parse(value, default=default) for default in _DEFAULTS]
        moment: datetime = set_date_tzinfo(days[0], settings["TIMEZONE"])
        moment.astimezone(UTC)  # which no offset of days, and no moment before the first year, survives
    except (ValueError, TypeError, OverflowError):
        return None
    return moment if days[0].date() == days[1].date() else None


def judge_date(key: str, value: str, settings: Mapping[str, Any]) -> Iterator[Finding]:
    """What is wrong with the date behind a key of a header."""
    name = key.capitalize()
    moment = parse_date(value, settings)
    if not value:
        message = f"{name} is empty; write a date behind it, such as 2026-11-25, or remove the line"
        yield Finding(Rule.DATE_INVALID, message)
    elif not moment:
        yield Finding(Rule.DATE_INVALID, _describe_failure(name, value))
    else:
        yield from _judge_reading(name, value, moment, settings["DEFAULT_LANG"])


def _judge_reading(name: str, value: str, moment: datetime, lang: str) -> Iterator[Finding]:
    """What dateutil has guessed: which of two numbers is the day, and what an unknown time zone means."""
    other = _read_day_first(value)
    if other and other != moment.date():
        message = (
            f"{name}: the build reads {value} as {moment:%Y-%m-%d}, not as {other}; write the day you mean"
        )
        yield Finding(Rule.DATE_INVALID if _says_day_first(lang) else Rule.DATE_AMBIGUOUS, message)
    if moment.year < _OLDEST:
        message = (
            f"{name}: the build reads {value} as the year {moment.year}; write it in the Gregorian calendar"
        )
        yield Finding(Rule.DATE_AMBIGUOUS, message)
    if zone := _find_unknown_zone(value):
        message = f"{name}: the build ignores the time zone {zone}; write it as +01:00"
        yield Finding(Rule.TIMEZONE_UNKNOWN, message)


def _describe_failure(name: str, value: str) -> str:
    if _ISO.fullmatch(value.replace("_", " ")):
        return f"{name}: there is no {value}; correct the day or the hour"
    try:
        _parse(value, default=_DEFAULTS[0])
    except (ValueError, TypeError, OverflowError):
        return f"{name}: {value} is not a date that the build can read; {_FORM}"
    return f"{name}: {value} does not say which day; {_FORM}"


def _parse(value: str, **options: Any) -> datetime:  # noqa: ANN401  # dateutil's own
    """What Pelican reads, with other options; an unknown time zone passes, as it does there."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", dateutil.parser.UnknownTimezoneWarning)
        moment: datetime = dateutil.parser.parse(" ".join(value.replace("_", " ").split(" ")), **options)
    return moment


def _read_day_first(value: str) -> date | None:
    """The day where the first number of a date is the day; None where it begins with the year."""
    if _YEAR_FIRST.match(value):
        return None
    return _parse(value, default=_DEFAULTS[0], dayfirst=True).date()


def _says_day_first(lang: str) -> bool:
    """Whether dates in a language begin with the day, so that dateutil reads not what was meant."""
    pattern: str = get_date_format("short", locale=parse_locale(lang)).pattern
    return pattern.lstrip("'").startswith("d")


def _find_unknown_zone(value: str) -> str | None:
    """The name of a time zone that dateutil passes over."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        dateutil.parser.parse(value.replace("_", " "), default=_DEFAULTS[0])
    is_unknown = any(
        issubclass(warning.category, dateutil.parser.UnknownTimezoneWarning) for warning in caught
    )
    names = re.findall(r"[A-Z]{3,5}", value)
    return (names[-1] if names else value) if is_unknown else None
