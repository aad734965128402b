"""Connects to Pelican: each run of it becomes an incremental build."""

import logging
import os
from collections.abc import Callable
from contextlib import ExitStack

from pelican import Pelican
from pelican.plugins import signals

from .build import Build, find_cache, wipes
from .files import Files, hooked, remove, watching
from .inventory import Inventory
from .locks import locked

logger = logging.getLogger(__name__)


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(replace_run)


def replace_run(pelican: Pelican) -> None:
    """Have Pelican write only what has changed since its last run, unless INCREMENTAL is False."""
    run = pelican.run

    def run_observed() -> None:
        if Build.running:  # a plugin builds another site within this one
            Build.running[-1].doubt()
            run()
        elif pelican.settings.get("INCREMENTAL", True):
            Build(pelican).run(run)
        else:
            run_fully(pelican, run)

    pelican.run = run_observed


def run_fully(pelican: Pelican, run: Callable[[], None]) -> None:
    """Run Pelican alone; remove before what incremental builds have made, and list what it makes."""
    cache = find_cache(pelican)
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(cache / "lock"))
        except OSError:  # there has been no incremental build
            run()
            return
        stack.enter_context(hooked(pelican.output_path))
        inventory, files = Inventory(cache / "made", pelican), Files(wants_reads=False, follows_programs=True)
        if not wipes(pelican):
            for path in inventory.pages | inventory.others:
                remove(path, os.path.abspath(pelican.output_path))
        stack.enter_context(watching(files))
        stack.enter_context(inventory.growing(files))
        run()
        files.add_from_programs()
        made = files.written - (files.replaced - inventory.pages - inventory.others)
        inventory.keep({path for path in made if os.path.lexists(path)})
