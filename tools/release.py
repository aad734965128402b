"""Builds the wheel and sdist of every package, checks them, and lists what would be uploaded; uploads nothing.

    make release
"""

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


def list_packages(root: Path = ROOT) -> list[Path]:
    """The folder of every package that can be released."""
    return [root / "command", *sorted(path.parent for path in root.glob("plugins/*/pyproject.toml"))]


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


def build_packages(packages: Iterable[Path], folder: Path) -> list[Path]:
    """The checked wheel and sdist of each package, in this folder. Exits with status 1 if one is not valid."""
    for package in packages:
        run("uv", "build", "--quiet", "--no-build-isolation", "--out-dir", folder, package)
    files = sorted([*folder.glob("*.whl"), *folder.glob("*.tar.gz")])
    run("twine", "check", "--strict", *files)
    return files


def run(program: str, *arguments: str | Path) -> None:
    """Run a program of this environment; exit with its status if it fails."""
    status = subprocess.run([BIN / program, *arguments], check=False).returncode
    if status:
        sys.exit(status)


def main() -> None:
    """Build into dist/, list the files, and exit with a message if a changelog is not ready."""
    packages = list_packages()
    shutil.rmtree(DIST, ignore_errors=True)
    for file in build_packages(packages, DIST):
        version = re.findall(r"-(\d[^-]*?)(?:-py3|\.tar)", file.name)[0]
        print(f"{file.name:60} {file.stat().st_size:>9,} bytes  {version}")  # noqa: T201
    sys.exit("\n".join(find_undated(packages)) or None)


if __name__ == "__main__":
    main()
