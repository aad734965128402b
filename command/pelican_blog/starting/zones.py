"""The time zone of this machine."""

from collections.abc import Mapping
from pathlib import Path
from zoneinfo import available_timezones

LOCALTIME = Path("/etc/localtime")


def find_zone(environment: Mapping[str, str], localtime: Path = LOCALTIME) -> str | None:
    """The name of the machine's zone, such as `Europe/Paris`, from TZ or /etc/localtime; None if unknown."""
    name = environment.get("TZ", "").removeprefix(":")
    if not name and localtime.is_symlink():
        name = localtime.readlink().as_posix().partition("zoneinfo/")[2]
    return name if name in available_timezones() else None
