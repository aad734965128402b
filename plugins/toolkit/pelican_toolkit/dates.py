"""Dates as Pelican reads them, by dateutil, and what it would guess."""

import re
import warnings
from dataclasses import dataclass
from datetime import date, datetime

import dateutil.parser

_DEFAULTS = (datetime(2000, 1, 1), datetime(1904, 3, 15))  # noqa: DTZ001  # only their days are looked at
"""What dateutil fills in for what a date does not say; Pelican takes today, so such a date changes daily.

Both years have a 29 February, and both months a 31st: what says a day alone is a date all the same. The days
are two weeks apart: of `Mon Feb 2025`, it takes the first Monday from there.
"""
_YEAR_FIRST = re.compile(r"\D*\d{4}")
_PLAIN = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d)?)?", re.ASCII)
_ZONE = re.compile(r"[A-Z]{3,5}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a date says."""

    moment: datetime
    """Aware where the date names a time zone."""
    is_whole: bool
    """Whether it names year, month and day; Pelican fills in today's for what is missing."""
    other_day: date | None
    """What it may mean as well, to who writes the day or the year first: 05/11/2015, 20 Nov 15."""
    unknown_zone: str | None
    """The name of a time zone that is passed over."""


def read_date(text: str) -> Reading:
    """What is read in a date, in ISO 8601 or in any form that dateutil knows. Raises ValueError for no date.

    As Pelican does in a header: underscores are spaces, and of 05/11/2015 the first number is the month.
    """
    text = re.sub(" +", " ", text.replace("_", " "))
    if _PLAIN.fullmatch(text):  # which dateutil reads the same, in a hundred times the time
        moment = datetime.fromisoformat(text)
        return Reading(moment=moment, is_whole=True, other_day=None, unknown_zone=None)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        first, second = (_parse(text, default) for default in _DEFAULTS)
    is_unknown = any(issubclass(one.category, dateutil.parser.UnknownTimezoneWarning) for one in caught)
    zones = _ZONE.findall(text) or [text]
    return Reading(
        moment=first,
        is_whole=first.date() == second.date(),
        other_day=_read_otherwise(text, first),
        unknown_zone=zones[-1] if is_unknown else None,
    )


def _parse(text: str, default: datetime, **options: bool) -> datetime:
    try:
        moment: datetime = dateutil.parser.parse(text, default=default, **options)
        moment.utctimetuple()  # which no offset of days, and no moment before the first year, survives
    except (OverflowError, TypeError) as error:
        raise ValueError(str(error)) from error
    return moment


def _read_otherwise(text: str, read: datetime) -> date | None:
    """Another day that a date may mean, where its first number is the day, or the year."""
    if _YEAR_FIRST.match(text):
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", dateutil.parser.UnknownTimezoneWarning)  # it was heard before
        days = [_parse(text, _DEFAULTS[0], **{option: True}).date() for option in ("dayfirst", "yearfirst")]
    return next((day for day in days if day != read.date()), None)
