"""Lengths and moments of a video: read from what people write, written for people and for machines."""

import re

_CLOCK = re.compile(r"(?:(?P<hours>[0-9]{1,2}):)?(?P<minutes>[0-5]?[0-9]):(?P<seconds>[0-5][0-9])")
_ISO = re.compile(r"PT(?:(?P<hours>[0-9]{1,3})H)?(?:(?P<minutes>[0-9]{1,5})M)?(?:(?P<seconds>[0-9]{1,7})S)?")
_START = re.compile(r"(?:(?P<hours>[0-9]{1,2})h)?(?:(?P<minutes>[0-9]{1,4})m)?(?:(?P<seconds>[0-9]{1,6})s?)?")


def parse_duration(text: str) -> int | None:
    """The seconds in `3:12`, `1:02:03` or ISO 8601's `PT3M12S`; None for anything else, and for 0."""
    match = _CLOCK.fullmatch(text) or _ISO.fullmatch(text)
    return (match and _count_seconds(match)) or None


def parse_start(text: str) -> int:
    """The seconds in a start time as hosts write it, `90`, `90s` or `1m30s`; 0 for anything else.

    A nonsensical time is no reason to refuse a video: the hosts play it from the beginning too.
    """
    match = _START.fullmatch(text)
    return _count_seconds(match) if match else 0


def format_iso(seconds: int) -> str:
    """The ISO 8601 duration that schema.org asks for, such as `PT3M12S`."""
    parts = zip(_split_seconds(seconds), "HMS", strict=True)
    return "PT" + "".join(f"{number}{unit}" for number, unit in parts if number)


def format_clock(seconds: int) -> str:
    """The duration as players show it, `3:12` or `1:02:03`: it needs no words, so no translation."""
    hours, minutes, rest = _split_seconds(seconds)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _count_seconds(match: re.Match[str]) -> int:
    hours, minutes, seconds = (int(match[unit] or 0) for unit in ("hours", "minutes", "seconds"))
    return 3600 * hours + 60 * minutes + seconds


def _split_seconds(seconds: int) -> tuple[int, int, int]:
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return hours, minutes, rest
