"""Dates of an export, as moments."""

from datetime import UTC, datetime, tzinfo


def read_moment(gmt: str, local: str, timezone: tzinfo) -> datetime | None:
    """The moment in the site's time zone; None if neither value is a date."""
    if universal := read_date(gmt):
        return universal.replace(tzinfo=UTC).astimezone(timezone)
    if clock := read_date(local):
        return clock.replace(tzinfo=timezone)
    return None


def read_date(value: str) -> datetime | None:
    """The date that a field shows, whatever the clock, to the second; None if it is none.

    WordPress writes zeros for what it does not know, such as the universal time of a draft.
    """
    try:
        date = datetime.fromisoformat(value.strip())
    except ValueError:  # the 0th day of the 0th month, too
        return None
    is_usable = 1 < date.year < 9999  # noqa: PLR2004  # so that another time zone is possible
    return date.replace(tzinfo=None, microsecond=0) if is_usable else None
