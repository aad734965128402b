"""The machine says where it is, if that is a place."""

from pathlib import Path

import pytest
from pelican_blog.starting.languages import guess_language
from pelican_blog.starting.zones import find_zone


@pytest.mark.parametrize(
    ("environment", "target", "zone"),
    [
        ({}, "/usr/share/zoneinfo/Europe/Paris", "Europe/Paris"),
        ({}, "../usr/share/zoneinfo/America/Argentina/Ushuaia", "America/Argentina/Ushuaia"),
        ({}, "/var/db/timezone/zoneinfo/Asia/Tokyo", "Asia/Tokyo"),
        ({}, "/usr/share/zoneinfo/nowhere", None),
        ({}, "/etc/elsewhere", None),
        ({}, None, None),
        ({"TZ": "Africa/Dakar"}, "/usr/share/zoneinfo/Europe/Paris", "Africa/Dakar"),
        ({"TZ": ":Africa/Dakar"}, None, "Africa/Dakar"),
        ({"TZ": "CET-1CEST"}, "/usr/share/zoneinfo/Europe/Paris", None),
        ({"TZ": "../../etc/passwd"}, None, None),
        ({"TZ": ""}, "/usr/share/zoneinfo/Europe/Paris", "Europe/Paris"),
    ],
)
def test_zone_is_that_of_the_machine(
    tmp_path: Path, environment: dict[str, str], target: str | None, zone: str | None
) -> None:
    localtime = tmp_path / "localtime"
    if target:
        localtime.symlink_to(target)
    assert find_zone(environment, localtime) == zone


def test_file_that_points_nowhere_names_no_zone(tmp_path: Path) -> None:
    (tmp_path / "localtime").write_bytes(b"TZif2")
    assert find_zone({}, tmp_path / "localtime") is None


@pytest.mark.parametrize(
    ("locale", "tag"),
    [("fr_CA.UTF-8", "fr"), ("FR", "fr"), ("en_GB", "en"), ("C.UTF-8", "en"), ("", "en"), ("de_DE", "en")],
)
def test_language_is_that_of_the_machine_if_there_is_one(locale: str, tag: str) -> None:
    assert guess_language(locale) == tag
