from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.video.durations import format_clock, format_iso, parse_duration, parse_start

REFUSED = ["", "3", "3:2", "3:60", "75:30", "1:75:30", "-3:12", "PT", "P1D", "0:00", "3 min", "٣:١٢"]


def test_durations_are_read_and_written() -> None:
    texts = ["0:12", "03:12", "PT192S", "1:02:03", "2:00:00", "PT1H"]
    assert [parse_duration(text) for text in texts] == [12, 192, 192, 3723, 7200, 3600]
    assert [format_iso(parse_duration(text) or 0) for text in texts] == [
        *("PT12S", "PT3M12S", "PT3M12S", "PT1H2M3S", "PT2H", "PT1H")
    ]
    assert [format_clock(parse_duration(text) or 0) for text in texts] == [
        *("0:12", "3:12", "3:12", "1:02:03", "2:00:00", "1:00:00")
    ]
    assert [text for text in REFUSED if parse_duration(text) is not None] == []


@given(st.integers(min_value=1, max_value=99 * 3600))
def test_written_duration_is_read_back(seconds: int) -> None:
    assert parse_duration(format_iso(seconds)) == parse_duration(format_clock(seconds)) == seconds


def test_start_times_are_read() -> None:
    texts = ["90", "90s", "1m30s", "1m30", "2m", "1h2m3s", "", "s", "-1"]
    assert [parse_start(text) for text in texts] == [90, 90, 90, 90, 120, 3723, 0, 0, 0]


@given(st.text("0123456789hms") | st.text())
def test_any_start_time_is_read_without_an_exception(text: str) -> None:
    assert parse_start(text) >= 0
