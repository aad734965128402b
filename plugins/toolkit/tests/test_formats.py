from datetime import date, datetime, time, timedelta, timezone

import pytest
from pelican_toolkit.formats import format_date, format_month, format_number, format_time
from pelican_toolkit.languages import parse_locale

PARIS = timezone(timedelta(hours=1))


@pytest.mark.parametrize(
    ("day", "lang", "text"),
    [
        (date(2015, 11, 20), "fr", "20 novembre 2015"),
        (date(2015, 11, 1), "fr", "1er novembre 2015"),
        (date(2015, 11, 1), "fr-CA", "1er novembre 2015"),
        (date(2011, 1, 1), "fr", "1er janvier 2011"),
        (date(2011, 1, 11), "fr", "11 janvier 2011"),
        (date(2011, 1, 21), "fr", "21 janvier 2011"),
        (date(2015, 11, 1), "en", "November 1, 2015"),
        (date(2015, 11, 1), "en-GB", "1 November 2015"),
        (date(2015, 11, 1), "de", "1. November 2015"),
        (date(2015, 11, 20), "no language", "November 20, 2015"),
    ],
)
def test_day_is_written_in_words(day: date, lang: str, text: str) -> None:
    assert format_date(day, parse_locale(lang)) == text


@pytest.mark.parametrize(
    ("month", "lang", "text"),
    [
        (1, "fr", "janvier 2015"),
        (2, "fr", "février 2015"),
        (8, "fr-CA", "août 2015"),
        (12, "fr", "décembre 2015"),
        (11, "en", "November 2015"),
        (11, "de", "November 2015"),
        (11, "ca", "novembre del 2015"),
        (11, "no language", "November 2015"),
    ],
)
def test_month_is_written_in_words(month: int, lang: str, text: str) -> None:
    assert format_month(date(2015, month, 1), parse_locale(lang)) == text


def test_time_counts_in_its_own_zone() -> None:
    moment = datetime(2015, 12, 1, 0, 30, tzinfo=PARIS)
    assert format_date(moment, parse_locale("fr")) == "1er décembre 2015"
    assert format_month(moment, parse_locale("fr")) == "décembre 2015"


def test_time_and_numbers_are_written_as_the_language_does() -> None:
    fr, en = parse_locale("fr"), parse_locale("en")
    assert format_time(time(14, 30, 59), fr) == "14:30"
    assert format_time(time(14, 30, 59), en).replace("\u202f", " ") == "2:30 PM"
    assert [format_number(1234, locale) for locale in (fr, en)] == ["1\u202f234", "1,234"]
