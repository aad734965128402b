"""Dates as Pelican reads them, with what it would guess."""

# ruff: noqa: DTZ001  # as Pelican has dates, before it gives them the site's time zone

import re
from datetime import date, datetime, timedelta, timezone

import dateutil.parser
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pelican_toolkit.dates import read_date

PARIS = timezone(timedelta(hours=1))


def test_date_is_read_with_what_is_guessed() -> None:
    readings = {
        "2025_11_05  18:30": (datetime(2025, 11, 5, 18, 30), None, None),
        "2025-11-05T18:30:00+01:00": (datetime(2025, 11, 5, 18, 30, tzinfo=PARIS), None, None),
        "11/05/2025": (datetime(2025, 11, 5), date(2025, 5, 11), None),
        "11/25/2025": (datetime(2025, 11, 25), None, None),
        "20 Nov 15": (datetime(2015, 11, 20), date(2020, 11, 15), None),
        "2025-11-05 18:30 XYZ": (datetime(2025, 11, 5, 18, 30), None, "XYZ"),
    }
    for text, (moment, other_day, unknown_zone) in readings.items():
        reading = read_date(text)
        assert (reading.moment, reading.is_whole) == (moment, True)
        assert (reading.other_day, reading.unknown_zone) == (other_day, unknown_zone)


def test_part_of_a_date_is_not_whole_and_what_is_no_date_is_refused() -> None:
    for text in ("Nov 2025", "12:30", "31", "Mon Feb 2025", "29 Feb"):
        assert not read_date(text).is_whole
    for text in ("", "hier", "2025-02-30", "0001-01-01 00:00+23:59", "2025-02-03 +99:00", "9" * 30):
        with pytest.raises(ValueError):  # noqa: PT011  # dateutil's words
            read_date(text)


PARTS = "2025 25 05 11 31 Nov Feb 29 18:30 - / . _ T CET +01:00 am".split()  # noqa: SIM905


@pytest.mark.filterwarnings("ignore::dateutil.parser.UnknownTimezoneWarning")
@example(parts=["31", "/", "05", "/", "11"], today=datetime(2025, 11, 5))
@given(parts=st.lists(st.sampled_from([*PARTS, " "]), min_size=1, max_size=8), today=st.datetimes())
def test_whole_date_is_the_same_on_each_day_on_which_it_is_read(parts: list[str], today: datetime) -> None:
    try:
        reading = read_date("".join(parts))
    except ValueError:
        return
    if reading.is_whole:
        default = today.replace(hour=0, minute=0, second=0, microsecond=0)
        text = re.sub(" +", " ", "".join(parts).replace("_", " "))
        assert dateutil.parser.parse(text, default=default) == reading.moment
