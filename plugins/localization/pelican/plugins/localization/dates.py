"""Dates in words, and numbers, whatever locales the machine has."""

from datetime import date
from functools import lru_cache

from babel import dates
from babel.numbers import format_decimal

from .languages import parse_locale


def format_date(day: date, lang: str) -> str:
    """The day in words: `20 novembre 2015`, in French with `1er` for the first of a month."""
    return _format_date(date(day.year, day.month, day.day), lang)


@lru_cache(maxsize=8192)  # on its page, in lists, archives and neighbours: a date is shown over and over
def _format_date(day: date, lang: str) -> str:
    locale = parse_locale(lang)
    text = dates.format_date(day, "long", locale=locale)
    if locale.language == "fr" and day.day == 1:
        return text.replace("1 ", "1er ", 1)
    return text


def format_month(day: date, lang: str) -> str:
    """The month in words: `novembre 2015`."""
    return _format_month(date(day.year, day.month, 1), lang)


@lru_cache(maxsize=1024)
def _format_month(day: date, lang: str) -> str:
    return dates.format_skeleton("yMMMM", day, locale=parse_locale(lang))


@lru_cache(maxsize=1024)
def format_number(number: int, lang: str) -> str:
    """The number with the grouping of the language: `1 000` in French."""
    return format_decimal(number, locale=parse_locale(lang))
