"""The one way to ask git."""

import os
import subprocess
from pathlib import Path

_NOT_INSTALLED = 127
"""The exit status where there is no git, as a shell has it."""


def run_git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What git makes of these arguments in a folder, in English and byte for byte; never an exception."""
    command = ["git", "--no-optional-locks", "-C", str(folder), *arguments]
    environment = {**os.environ, "LC_ALL": "C"}
    try:
        done = subprocess.run(command, env=environment, capture_output=True, check=False)  # noqa: S603  # no shell
    except FileNotFoundError:
        return subprocess.CompletedProcess(command, _NOT_INSTALLED, "", "git is not installed")
    out, err = (text.decode(errors="surrogateescape") for text in (done.stdout, done.stderr))
    return subprocess.CompletedProcess(command, done.returncode, out, err)


def has_no_repository(done: subprocess.CompletedProcess[str]) -> bool:
    """Whether git has failed because the folder is in no repository, or because there is no git."""
    return done.returncode == _NOT_INSTALLED or done.stderr.startswith("fatal: not a git repository (or any ")
