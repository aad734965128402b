"""Builds the wheels of our own packages: the same sources give the same bytes on every machine."""

import shutil
import zipfile
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from hashlib import sha256
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from pdm import backend

_LEFT_OUT = shutil.ignore_patterns("__pycache__", ".pdm-build", "*.egg-info", "dist")
_DATE = (1980, 1, 1, 0, 0, 0)
_MODE = 0o100644 << 16
_UNIX = 3


def build_wheels(packages: list[Path], folder: Path) -> Iterator[Path]:
    """The wheel of each package, in this folder. Nothing is written next to the sources."""
    for package in packages:
        with TemporaryDirectory() as scratch:
            sources = shutil.copytree(package, Path(scratch, "sources"), ignore=_LEFT_OUT)
            with chdir(sources), redirect_stdout(StringIO()):  # it prints every file name
                built = Path(scratch, backend.build_wheel(scratch))
            yield store(built, folder / built.name)


def store(built: Path, target: Path) -> Path:
    """The wheel rewritten without what depends on the machine: compression, order, dates and modes."""
    with zipfile.ZipFile(built) as source, zipfile.ZipFile(target, "w") as wheel:
        names = sorted(source.namelist(), key=lambda name: (".dist-info/" in name, name))
        for name in names:
            content = source.read(name)
            if name.endswith(".dist-info/RECORD"):
                content = b"".join(sorted(content.splitlines(keepends=True)))
            member = zipfile.ZipInfo(name, _DATE)
            member.create_system, member.external_attr = _UNIX, _MODE
            wheel.writestr(member, content)
    return target


def pin(wheel: Path) -> str:
    """The line of requirements.txt for exactly this wheel."""
    name, version = wheel.name.split("-")[:2]
    return f"{name.replace('_', '-')}=={version} --hash=sha256:{sha256(wheel.read_bytes()).hexdigest()}"
