"""Makes packages/ and requirements.txt from a clone: what an upgrade replaces in a blog."""

import re
from collections.abc import Sequence
from pathlib import Path

from .clone import COMMITS, TOOLS, Clone
from .wheels import build_wheels, pin

REQUIREMENTS = "requirements.txt"
YOURS = "# Yours, with versions and hashes too: upgrades keep everything below this line"
_YOURS = re.compile(r"^# Yours\b.*\n", re.MULTILINE)
"""That line in existing blogs, which may be worded differently."""
_REMARKS = re.compile(r"^#.*\n", re.MULTILINE)
_HEADING = """\
# What the blog is built with. An upgrade (make upgrade FROM=../clone) rewrites this file.

# Our own packages, from packages/; if an index has them, remove the next line
--find-links packages
"""


def write_packages(clone: Clone, folder: Path, *, beginning: str | None = None, yours: str = "") -> None:
    """Write packages/ and requirements.txt into a folder.

    In an upgrade, `beginning` is the commit that the blog was begun with, and `yours` what the writer added.
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
    """requirements.txt: our own packages, what the clone pins, and what the writer added."""
    others = _REMARKS.sub("", pinned)  # they are about the clone's own file
    own = "".join(f"{pin(wheel)}\n" for wheel in wheels)
    return f"{_HEADING}{own}\n{others.strip()}\n\n{YOURS}\n{yours}"


def read_yours(requirements: str) -> str:
    """What the writer added to requirements.txt."""
    return "".join(_YOURS.split(requirements, maxsplit=1)[1:])
