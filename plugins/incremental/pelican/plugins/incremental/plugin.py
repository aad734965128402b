"""The only module that Pelican calls: each run of Pelican becomes an incremental build."""

import logging
from pathlib import Path

from pelican import Pelican
from pelican.plugins import signals

from .build import Build

logger = logging.getLogger(__name__)

CACHE = Path(".cache/incremental")


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(begin)


def begin(pelican: Pelican) -> None:
    """Have Pelican write only what has changed; its LOAD_CONTENT_CACHE and --ignore-cache still count."""
    run = pelican.run
    pelican.run = lambda: Build(pelican, CACHE).run(run)
