"""The locks pin all requirements, with hashes."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tools.release import list_packages

ROOT = Path(__file__).parent.parent
LOCKS = sorted(path.name for path in ROOT.glob("requirements*.txt"))
PIN = re.compile(r"([a-z\d-]+)==(\S+)( ; .+)? \\")


def read_lines(name: str) -> list[str]:
    """The lines of a requirements file, without comments."""
    return [
        line for line in (ROOT / name).read_text("utf-8").splitlines() if not line.lstrip().startswith("#")
    ]


def read_pins(lock: str) -> dict[str, set[Version]]:
    """The versions of each package in a lock; more than one if they depend on Python's version."""
    pins: dict[str, set[Version]] = {}
    for line in read_lines(lock):
        if found := PIN.fullmatch(line):
            pins.setdefault(found[1], set()).add(Version(found[2]))
    return pins


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_pins_all_requirements_with_versions_and_hashes(lock: str) -> None:
    entries = "\n".join(read_lines(lock)).replace("\\\n", "").splitlines()
    pinned = re.compile(r"[a-z\d-]+==\S+( ; .+?)?( +--hash=sha256:[0-9a-f]{64})+")
    assert [entry for entry in entries if not pinned.fullmatch(entry.strip())] == []
    assert "make lock" in (ROOT / lock).read_text(encoding="utf-8").splitlines()[1]
    source = lock.replace(".txt", ".in")
    asked = [line.partition(" #")[0] for line in read_lines(source)] if (ROOT / source).exists() else ["uv"]
    pins = read_pins(lock)
    for requirement in [Requirement(line) for line in asked if not line.startswith("-")]:
        assert any(version in requirement.specifier for version in pins[canonicalize_name(requirement.name)])


def test_site_has_what_our_packages_need() -> None:
    pins = read_pins("requirements-dev.txt") | read_pins("requirements.txt")
    projects = [
        tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8")) for folder in list_packages()
    ]
    ours = {project["project"]["name"] for project in projects}
    for project in projects:
        optional = project["project"].get("optional-dependencies", {}).values()
        needed = project["project"]["dependencies"], *optional, project["build-system"]["requires"]
        for requirement in [Requirement(text) for texts in needed for text in texts]:
            name = canonicalize_name(requirement.name)
            assert name in ours or all(version in requirement.specifier for version in pins[name])


def test_each_of_our_packages_is_required() -> None:
    asked = [line.partition("[")[0] for line in read_lines("requirements.in") if line.startswith("-e ")]
    assert asked == [f"-e ./{folder.relative_to(ROOT)}" for folder in list_packages()]


def test_all_locks_agree_on_the_versions_of_the_site() -> None:
    site = read_pins("requirements.txt")
    for lock in LOCKS:
        pins = read_pins(lock)
        assert {name: pins[name] for name in pins.keys() & site} == {
            name: site[name] for name in pins.keys() & site
        }
    assert not {"pytest", "mypy", "ruff", "uv"} & set(site)
