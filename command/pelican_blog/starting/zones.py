"""The time zone that this machine is in."""

from collections.abc import Mapping
from pathlib import Path
from zoneinfo import available_timezones

LOCALTIME = Path("/etc/localtime")


def find_zone(environment: Mapping[str, str], localtime: Path = LOCALTIME) -> str | None:
    """The name of the machine's zone, such as `Europe/Paris`; None where it has none that all know.

    By TZ, and else by the file that /etc/localtime points to.
    """
    name = environment.get("TZ", "").removeprefix(":")
    if not name and localtime.is_symlink():
        name = localtime.readlink().as_posix().partition("zoneinfo/")[2]
    return name if name in available_timezones() else None
