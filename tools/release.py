"""Builds, checks and lists the wheel and sdist of every package; uploads nothing."""

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[1]
DIST = ROOT / "dist"
BIN = Path(sys.executable).parent


def list_packages() -> list[Path]:
    """The folder of every package."""
    return [ROOT / "command", *sorted(path.parent for path in ROOT.glob("plugins/*/pyproject.toml"))]


def read_project(package: Path) -> tuple[str, str]:
    """The name and version of a package."""
    project = tomllib.loads((package / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project["name"], project["version"]


def find_undated(packages: Iterable[Path]) -> list[str]:
    """A message for each package whose changelog has no dated heading for its version."""
    messages = []
    for package in packages:
        name, version = read_project(package)
        changelog = (package / "CHANGELOG.md").read_text(encoding="utf-8")
        if not re.search(rf"^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d$", changelog, re.MULTILINE):
            messages.append(f"{name}: CHANGELOG.md has no heading “## [{version}] - YYYY-MM-DD”; add it")
    return messages


def run(program: str, *arguments: str | Path) -> None:
    """Run a program of this environment; exit with its status if it fails."""
    if status := subprocess.run([BIN / program, *arguments], check=False).returncode:  # noqa: S603
        sys.exit(status)


def main() -> None:
    """Build into dist/ and list the files; exit with a message if a changelog is not ready."""
    shutil.rmtree(DIST, ignore_errors=True)
    for package in list_packages():
        run("uv", "build", "--quiet", "--no-build-isolation", "--out-dir", DIST, package)
    files = sorted([*DIST.glob("*.whl"), *DIST.glob("*.tar.gz")])
    run("twine", "check", "--strict", *files)
    for file in files:
        version = file.name.removesuffix(".tar.gz").split("-")[1]
        print(f"{file.name:60} {file.stat().st_size:>9,} bytes  {version}")  # noqa: T201
    sys.exit("\n".join(find_undated(list_packages())) or 0)


if __name__ == "__main__":
    main()
