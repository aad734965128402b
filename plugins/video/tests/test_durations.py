import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.video.durations import format_clock, format_iso, parse_duration, parse_start


@pytest.mark.parametrize(
    ("text", "seconds", "iso", "clock"),
    [
        ("0:12", 12, "PT12S", "0:12"),
        ("3:12", 192, "PT3M12S", "3:12"),
        ("03:12", 192, "PT3M12S", "3:12"),
        ("1:02:03", 3723, "PT1H2M3S", "1:02:03"),
        ("2:00:00", 7200, "PT2H", "2:00:00"),
        ("PT3M12S", 192, "PT3M12S", "3:12"),
        ("PT192S", 192, "PT3M12S", "3:12"),
        ("PT1H", 3600, "PT1H", "1:00:00"),
    ],
)
def test_duration_is_read_and_written(text: str, seconds: int, iso: str, clock: str) -> None:
    assert parse_duration(text) == seconds
    assert format_iso(seconds) == iso
    assert format_clock(seconds) == clock


@pytest.mark.parametrize(
    "text", ["", "3", "3:2", "3:60", "75:30", "1:75:30", "-3:12", "PT", "P1D", "0:00", "3 min", "٣:١٢"]
)
def test_other_text_is_no_duration(text: str) -> None:
    assert parse_duration(text) is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90", 90),
        ("90s", 90),
        ("1m30s", 90),
        ("1m30", 90),
        ("2m", 120),
        ("1h2m3s", 3723),
        ("", 0),
        ("s", 0),
        ("-1", 0),
    ],
)
def test_start_time_is_read(text: str, seconds: int) -> None:
    assert parse_start(text) == seconds


@given(st.integers(min_value=1, max_value=99 * 3600))
def test_written_duration_is_read_back(seconds: int) -> None:
    assert parse_duration(format_iso(seconds)) == seconds
    assert parse_duration(format_clock(seconds)) == seconds


@given(st.text() | st.text("0123456789hms"))
def test_any_start_time_is_read_without_an_exception(text: str) -> None:
    assert parse_start(text) >= 0
