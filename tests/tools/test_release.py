"""A changelog that does not date the version to be released is an error."""

from pathlib import Path

import pytest

from tools import release

PROJECT = '[project]\nname = "scratch"\nversion = "1.2"\n'


@pytest.mark.parametrize("heading", ["[Unreleased]", "[1.2]", "[1.20] - 2026-11-30", "[1x2] - 2026-11-30"])
def test_changelog_without_a_date_of_the_version_is_named(tmp_path: Path, heading: str) -> None:
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    (tmp_path / "CHANGELOG.md").write_text(f"# Changelog\n\n## {heading}\n")
    (message,) = release.find_undated([tmp_path])
    assert message.startswith("scratch: ")
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## [1.2] - 2026-11-30\n")
    assert release.find_undated([tmp_path]) == []


def test_all_packages_are_released() -> None:
    names = {release.read_project(folder)[0] for folder in release.list_packages()}
    assert {"pelican-blog", "pelican-comments", "pelican-toolkit", "pelican-video"} < names
