"""What an upgrade replaces in a blog: packages/ and requirements.txt, made of a clone."""

import re
from collections.abc import Sequence
from pathlib import Path

from .clone import COMMITS, TOOLS, Clone
from .wheels import build_wheels, pin

REQUIREMENTS = "requirements.txt"
YOURS = "# Yours, with versions and hashes too: what stands below this line stays as it is in an upgrade"
_YOURS = re.compile(
    r"^# Yours\b.*\n", re.MULTILINE
)  # whatever else the line says in the blogs that are there
_REMARKS = re.compile(r"^#.*\n", re.MULTILINE)
_HEADING = """\
# What the blog is built with. An upgrade (make upgrade FROM=../clone) writes this file anew.

# Our own packages, in packages/; where an index has them, take out that line
--find-links packages
"""


def write_packages(clone: Clone, folder: Path, *, beginning: str | None = None, yours: str = "") -> None:
    """Write packages/ and requirements.txt into a folder.

    In an upgrade, `beginning` is the commit that the blog was begun with, `yours` what the writer has added.
    """
    (folder / "packages").mkdir(parents=True)
    for source, target in TOOLS.items():
        (folder / target).write_bytes((clone.root / source).read_bytes())
    commit = clone.find_commit()
    commits = f"{commit}\n{commit if beginning is None else beginning}\n"
    (folder / COMMITS).write_text(commits, encoding="utf-8")
    wheels = list(build_wheels(clone.list_packages(), folder / "packages"))
    pinned = (clone.root / REQUIREMENTS).read_text(encoding="utf-8")
    (folder / REQUIREMENTS).write_text(write_requirements(pinned, wheels, yours), encoding="utf-8")


def write_requirements(pinned: str, wheels: Sequence[Path], yours: str) -> str:
    """requirements.txt: our own packages, what the clone pins, and what is the writer's."""
    others = _REMARKS.sub("", pinned)  # how the clone made it, and that it left out ours, is of no use here
    own = "".join(f"{pin(wheel)}\n" for wheel in wheels)
    return f"{_HEADING}{own}\n{others.strip()}\n\n{YOURS}\n{yours}"


def read_yours(requirements: str) -> str:
    """What the writer has added to requirements.txt."""
    return "".join(_YOURS.split(requirements, maxsplit=1)[1:])
