"""Run git and capture its output."""

import os
import subprocess
from pathlib import Path

_NOT_INSTALLED = 127
"""The exit status without git, like a shell's."""
_TIMED_OUT = 124
"""The exit status if git did not end in time, like that of timeout(1)."""
PATIENCE = 600
"""Seconds after which git counts as hanging: a large site takes minutes on a slow line."""


def run_git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The result of running git in a folder, in English and byte for byte; never an exception."""
    command = ["git", "--no-optional-locks", "-C", str(folder), *arguments]
    environment = {**os.environ, "LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603  # no shell
            command, env=environment, capture_output=True, check=False, timeout=PATIENCE
        )
    except FileNotFoundError:
        return subprocess.CompletedProcess(command, _NOT_INSTALLED, "", "git is not installed")
    except subprocess.TimeoutExpired:
        problem = f"git {arguments[0]} did not end within {PATIENCE} seconds"
        return subprocess.CompletedProcess(command, _TIMED_OUT, "", problem)
    out, err = (text.decode(errors="surrogateescape") for text in (done.stdout, done.stderr))
    return subprocess.CompletedProcess(command, done.returncode, out, err)


def has_no_repository(done: subprocess.CompletedProcess[str]) -> bool:
    """Whether git failed because the folder is in no repository, or git is missing."""
    return done.returncode == _NOT_INSTALLED or done.stderr.startswith("fatal: not a git repository (or any ")
