"""The only module that knows Pelican: it gives each signal to the functions that do the work."""

import logging
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.plugins import signals
from pelican_toolkit.incremental import at_end, begin

from .errors import keep_building
from .index import MARK, forget_index, has_index, write_index
from .settings import read_settings

KEY = "_PAGEFIND"  # where the validated settings live in Pelican's: the plugin keeps no state

log = logging.getLogger(__name__)


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(check_settings)
    signals.finalized.connect(index_site)


def check_settings(pelican: Pelican) -> None:
    """Check PAGEFIND before anything is written."""
    pelican.settings[KEY] = read_settings(pelican.settings.get("PAGEFIND", {}))


def index_site(pelican: Pelican) -> None:
    """Index the built site in DEFAULT_LANG, so that one search finds every page.

    If that fails, a warning says why, and the site is complete except for its search.
    """
    site = Path(pelican.output_path)
    write = partial(write_index, site, find_lang(pelican.settings), pelican.settings[KEY])
    at_end(partial(_begin, write, site))


def _begin(write: Callable[[], bool], site: Path) -> Callable[[], object]:
    with keep_building(site):
        if not has_index(site):
            return partial(_complete, begin(write), site)
    return bool


def _complete(write: Callable[[], bool], site: Path) -> None:
    with keep_building(site):
        if not write():
            log.info("No page has the attribute %s, so there is nothing to search.", MARK)
        return
    forget_index(site)


def find_lang(settings: Mapping[str, Any]) -> str:
    """The language whose stemming the index has: DEFAULT_LANG without its country."""
    return str(settings["DEFAULT_LANG"]).replace("_", "-").split("-")[0].lower()
