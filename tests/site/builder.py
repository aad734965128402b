"""Builds a copy of the demo site in a process of its own, as `make html` does: see `Forks`."""

import os
from pathlib import Path
from typing import Any

from pelican.plugins._utils import get_namespace_plugins
from pelican_blog.building.build import CACHE, SITE, run_pelican
from pelican_blog.building.mirror import mirror
from pelican_toolkit.testing.forks import serve

CONF = "tests/demo/democonf.py"


def build(folder: str, siteurl: str, *, clean: bool) -> dict[str, Any]:
    """What the build says that is wrong, whether it ran to its end, and how many pages it kept."""
    os.chdir(folder)
    os.environ["DEMO_SITEURL"] = siteurl
    outcome = run_pelican(
        CONF,
        [],
        Path("clean") if clean else SITE,
        is_incremental=not clean,
    )
    if outcome.is_complete and not clean:
        mirror(SITE, Path("output"), CACHE / "mirror")
    faults = sorted({fault.replace("clean/", f"{SITE}/") for fault in outcome.faults})
    return {"faults": faults, "complete": outcome.is_complete, "kept": outcome.kept or 0}


if __name__ == "__main__":
    get_namespace_plugins()  # imports them once, not in each build
    serve(build)
