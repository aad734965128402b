"""A plan carried out: files written whole, each in the place of the old one, and others removed."""

import shutil
from pathlib import Path

from pelican.plugins.comments.durable import create_file, replace_file

from tools.starting.errors import StartingError
from tools.starting.plan import Plan


def carry_out(plan: Plan, root: Path) -> None:
    """Make all changes of a plan; what removes this program comes last.

    Raises StartingError, with what brings all back, where the disk refuses.
    """
    try:
        for name, text in plan.written:
            _write(root / name, text)
        for name in plan.removed:
            (root / name).unlink(missing_ok=True)
        for folder in sorted({(root / name).parent for name in plan.removed}, reverse=True):
            _remove_empty(folder, root)
    except OSError as error:
        raise StartingError(
            f"{error}; the blog is half begun, and nothing is lost. Put that right, bring back "
            "what was there, and begin again:  git restore . && git clean --force -d && make start"
        ) from error


def _write(path: Path, text: str) -> None:
    if path.exists():
        replace_file(path, text)
    else:
        create_file(path, text)


def _remove_empty(folder: Path, root: Path) -> None:
    """Remove a folder in which at most compiled modules are left, and those above it that are empty then."""
    while folder != root:
        shutil.rmtree(folder / "__pycache__", ignore_errors=True)
        if not folder.is_dir() or any(folder.iterdir()):
            return
        folder.rmdir()
        folder = folder.parent
