"""What would be released is built, checked and listed, and a changelog without a date is an error."""

from pathlib import Path

import pytest

from tools import release

PROJECT = """\
[project]
name = "scratch"
version = "1.2"
requires-python = ">=3.11"
{readme}
[build-system]
requires = ["pdm-backend"]
build-backend = "pdm.backend"
"""
README = 'readme = "README.md"'


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    package = tmp_path / "scratch"
    package.mkdir()
    (package / "pyproject.toml").write_text(PROJECT.format(readme=README))
    (package / "README.md").write_text("# scratch")
    (package / "CHANGELOG.md").write_text("# Changelog\n\n## [1.2] - 2026-11-30\n")
    (package / "scratch.py").touch()
    monkeypatch.setattr(release, "DIST", tmp_path / "dist")
    monkeypatch.setattr(release, "list_packages", lambda: [package])
    return package


def test_all_packages_are_released() -> None:
    names = {release.read_project(folder)[0] for folder in release.list_packages()}
    assert {"pelican-blog", "pelican-comments", "pelican-toolkit", "pelican-video"} < names


@pytest.mark.slow
def test_release_lists_what_it_has_checked_and_names_changelogs_that_are_not_ready(
    package: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    release.DIST.mkdir()
    (release.DIST / "of-the-last-release.whl").touch()
    with pytest.raises(SystemExit) as ended:
        release.main()
    assert not ended.value.code
    built = ["scratch-1.2-py3-none-any.whl", "scratch-1.2.tar.gz"]
    assert sorted(path.name for path in release.DIST.glob("*.*z")) == built[1:]
    lines = [line.split() for line in capfd.readouterr().out.splitlines() if line.startswith("scratch")]
    sizes = [f"{(release.DIST / name).stat().st_size:,}" for name in built]
    assert lines == [[name, size, "bytes", "1.2"] for name, size in zip(built, sizes, strict=True)]
    for heading in ("[Unreleased]", "[1.2]", "[1.20] - 2026-11-30", "[1x2] - 2026-11-30"):
        (package / "CHANGELOG.md").write_text(f"# Changelog\n\n## {heading}\n")
        (message,) = release.find_undated([package])
        assert message.startswith("scratch: ")
    with pytest.raises(SystemExit, match="scratch: "):
        release.main()
    (package / "pyproject.toml").write_text(PROJECT.format(readme=""))
    with pytest.raises(SystemExit) as ended:  # twine misses the description
        release.main()
    assert ended.value.code == 1
