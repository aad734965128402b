"""Builds a copy of the demo site in a process of its own, as `make html` does: see `Forks`."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.plugins import signals
from pelican.plugins._utils import get_namespace_plugins
from pelican.plugins.incremental import Basis, OutdatedError, Preparation
from pelican_blog.building.build import CACHE, SITE, run_pelican
from pelican_blog.building.mirror import Mirror
from pelican_toolkit.testing.forks import serve

CONF = "tests/demo/democonf.py"
WAITING, GO = Path("cache-waiting"), Path("cache-go")


def build(folder: str, siteurl: str, *, clean: bool, early: bool = False) -> dict[str, Any]:
    """What the build says that is wrong, whether it ran to its end, and how many pages it kept.

    An `early` one has WAITING there when it waits, and goes on when GO is there.
    """
    os.chdir(folder)
    os.environ["DEMO_SITEURL"] = siteurl
    if not early:
        return run(clean=clean)
    try:
        with prepared():
            return run(clean=clean)
    except OutdatedError:
        return {"outdated": True}
    finally:
        WAITING.touch()


@contextmanager
def prepared() -> Iterator[None]:
    """Prepare what is run meanwhile."""
    bases: list[Basis] = []

    def wait(basis: Basis) -> None:
        bases.append(basis)
        WAITING.touch()
        while not GO.exists():
            time.sleep(0.005)

    def confirm() -> None:
        if not bases[0].is_current():
            raise OutdatedError

    preparation = Preparation(wait, confirm)

    def prepare(site: Pelican) -> None:
        site.preparation = preparation

    with preparation.begun(str(SITE)), signals.initialized.connected_to(prepare):
        yield


def run(*, clean: bool) -> dict[str, Any]:
    """What a build says."""
    outcome = run_pelican(
        CONF,
        [],
        Path("clean") if clean else SITE,
        is_incremental=not clean,
    )
    if outcome.is_complete and not clean:
        Mirror(SITE, Path("output"), CACHE / "mirror").complete()
    faults = sorted({fault.replace("clean/", f"{SITE}/") for fault in outcome.faults})
    return {"faults": faults, "complete": outcome.is_complete, "kept": outcome.kept or 0}


if __name__ == "__main__":
    get_namespace_plugins()  # imports them once, not in each build
    serve(build)
