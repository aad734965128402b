"""Dates in words, whatever locales the machine has."""

from datetime import date

from babel import dates

from .languages import parse_locale


def format_date(day: date, lang: str) -> str:
    """The day in words: `20 novembre 2015`, in French with `1er` for the first of a month."""
    locale = parse_locale(lang)
    text = dates.format_date(day, "long", locale=locale)
    if locale.language == "fr" and day.day == 1:
        return text.replace("1 ", "1er ", 1)
    return text


def format_month(day: date, lang: str) -> str:
    """The month in words: `novembre 2015`."""
    return dates.format_skeleton("yMMMM", day, locale=parse_locale(lang))
