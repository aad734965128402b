"""Dates as Pelican reads them, with what it would guess."""

import re
from datetime import date, datetime, timedelta, timezone

import dateutil.parser
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pelican_toolkit.dates import read_date

DAY = datetime(2025, 11, 5)  # noqa: DTZ001  # as Pelican has it, before it gives it the site's time zone
PARIS = timezone(timedelta(hours=1))


@pytest.mark.parametrize(
    ("text", "moment", "is_whole", "other_day", "unknown_zone"),
    [
        ("2025-11-05", DAY, True, None, None),
        ("2025_11_05  18:30", DAY.replace(hour=18, minute=30), True, None, None),
        ("2025-11-05T18:30:00+01:00", DAY.replace(hour=18, minute=30, tzinfo=PARIS), True, None, None),
        ("5 Nov 2025", DAY, True, None, None),
        ("11/05/2025", DAY, True, date(2025, 5, 11), None),
        ("11/25/2025", DAY.replace(day=25), True, None, None),
        ("20 Nov 15", datetime(2015, 11, 20), True, date(2020, 11, 15), None),  # noqa: DTZ001  # as above
        ("2025-11-05 18:30 XYZ", DAY.replace(hour=18, minute=30), True, None, "XYZ"),
        ("Nov 2025", None, False, None, None),
        ("12:30", None, False, None, None),
        ("31", None, False, None, None),
        ("Mon Feb 2025", None, False, None, None),
        ("29 Feb", None, False, None, None),
    ],
)
def test_date_is_read_with_what_is_guessed(
    text: str,
    moment: datetime | None,
    is_whole: bool,  # noqa: FBT001  # a column of the table
    other_day: date | None,
    unknown_zone: str | None,
) -> None:
    reading = read_date(text)
    assert moment in {None, reading.moment}
    assert (reading.is_whole, reading.unknown_zone) == (is_whole, unknown_zone)
    assert reading.other_day == other_day or not is_whole


@pytest.mark.parametrize(
    "text", ["", "hier", "2025-13-01", "2025-02-30", "0001-01-01 00:00+23:59", "2025-02-03 +99:00", "9" * 30]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # dateutil's words
        read_date(text)


PARTS = st.sampled_from(
    [
        *("2025", "25", "05", "11", "31", "Nov", "Feb", "29", "18:30"),
        *("-", "/", ".", " ", "_", "T", "CET", "+01:00", "am"),
    ]
)


@example(parts=["31", "/", "05", "/", "11"], today=DAY)
@given(parts=st.lists(PARTS, min_size=1, max_size=8), today=st.datetimes())
def test_whole_date_is_the_same_on_each_day_on_which_it_is_read(parts: list[str], today: datetime) -> None:
    try:
        reading = read_date("".join(parts))
    except ValueError:
        return
    if reading.is_whole:
        default = today.replace(hour=0, minute=0, second=0, microsecond=0)
        text = re.sub(" +", " ", "".join(parts).replace("_", " "))
        assert dateutil.parser.parse(text, default=default) == reading.moment
