"""Connects to Pelican: each run of it becomes an incremental build."""

import logging
from pathlib import Path

from pelican import Pelican
from pelican.plugins import signals

from .build import Build

logger = logging.getLogger(__name__)


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(begin)


def begin(pelican: Pelican) -> None:
    """Have Pelican write only what has changed since its last run, unless INCREMENTAL is False."""
    if not pelican.settings.get("INCREMENTAL", True):
        return
    run, folder = pelican.run, Path(pelican.settings["CACHE_PATH"], "incremental")

    def run_incrementally() -> None:
        if Build.running:  # a plugin builds another site within this one
            Build.running[-1].doubt()
            run()
        else:
            Build(pelican, folder).run(run)

    pelican.run = run_incrementally
