"""Dates, times and numbers in words, whatever locales the machine has: those of the CLDR, by Babel."""

from datetime import date, time
from functools import lru_cache

from babel import Locale, dates
from babel.numbers import format_decimal


def format_date(day: date, locale: Locale) -> str:
    """The day in words: `20 novembre 2015`, in French with `1er` for the first of a month."""
    return _format_date(date(day.year, day.month, day.day), locale)


@lru_cache(maxsize=8192)  # a date is shown again and again: on its page, in lists, archives and threads
def _format_date(day: date, locale: Locale) -> str:
    words = dates.format_date(day, "long", locale=locale)
    return words.replace("1 ", "1er ", 1) if locale.language == "fr" and day.day == 1 else words


def format_month(day: date, locale: Locale) -> str:
    """The month in words: `novembre 2015`."""
    return _format_month(date(day.year, day.month, 1), locale)


@lru_cache(maxsize=1024)
def _format_month(day: date, locale: Locale) -> str:
    return dates.format_skeleton("yMMMM", day, locale=locale)


def format_time(moment: time, locale: Locale) -> str:
    """The time to the minute: `14:30`, `2:30 PM`."""
    return _format_time(time(moment.hour, moment.minute), locale)


@lru_cache(maxsize=24 * 60)
def _format_time(moment: time, locale: Locale) -> str:
    return dates.format_time(moment, "short", locale=locale)


@lru_cache(maxsize=1024)
def format_number(number: int, locale: Locale) -> str:
    """The number with the grouping of the language: `1 000` in French."""
    return format_decimal(number, locale=locale)
