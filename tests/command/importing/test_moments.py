from datetime import UTC
from zoneinfo import ZoneInfo

import pytest
from pelican_blog.importing.moments import format_moment, read_moment

PARIS = ZoneInfo("Europe/Paris")
ZERO = "0000-00-00 00:00:00"


@pytest.mark.parametrize(
    ("local", "utc", "published", "expected"),
    [
        ("2011-11-29 14:30:05", "2011-11-29 13:30:05", "", "2011-11-29 14:30:05"),
        ("2011-07-01 14:30:05", "2011-07-01 12:30:05", "", "2011-07-01 14:30:05"),
        # The blog's clock was an hour behind: its own date is the one in its addresses.
        ("2011-11-29 00:30:00", "2011-11-29 00:30:00", "", "2011-11-29 00:30:00+00:00"),
        ("2011-11-29 20:15:00", "2011-11-29 14:30:00", "", "2011-11-29 20:15:00+05:45"),
        # An offset that no place has: UTC is believed.
        ("2011-11-29 14:37:00", "2011-11-29 13:30:00", "", "2011-11-29 14:30:00"),
        ("2011-12-31 14:30:00", "2011-11-29 13:30:00", "", "2011-11-29 14:30:00"),
        ("2011-11-29 14:30:00", ZERO, "", "2011-11-29 14:30:00"),
        (ZERO, "2011-11-29 13:30:00", "", "2011-11-29 14:30:00"),
        ("", "", "Tue, 29 Nov 2011 13:30:00 +0000", "2011-11-29 14:30:00"),
        ("2011-11-29T14:30:00", "2011-11-29T13:30:00", "", "2011-11-29 14:30:00"),
    ],
)
def test_moment(local: str, utc: str, published: str, expected: str) -> None:
    moment = read_moment(local, utc, PARIS, published)
    assert moment
    assert format_moment(moment, PARIS) == expected


@pytest.mark.parametrize("published", ["", "Mon, 30 Nov -0001 00:00:00 +0000", "soon"])
def test_no_moment(published: str) -> None:
    assert read_moment(ZERO, ZERO, UTC, published) is None
