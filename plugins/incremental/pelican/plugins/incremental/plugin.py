"""The only module that Pelican calls: each run of Pelican becomes an incremental build."""

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
    pelican.run = lambda: Build(pelican, folder).run(run)
