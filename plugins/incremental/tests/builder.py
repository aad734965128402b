"""Builds a site in a process of its own: see `Forks`."""

import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from markdown import Markdown
from pelican import Pelican
from pelican.log import LimitFilter, console
from pelican.plugins._utils import get_namespace_plugins
from pelican.settings import read_settings
from pelican_toolkit.testing.forks import serve
from pelican_toolkit.testing.sources import set_body


class Log(logging.Handler):
    """Everything that is logged from INFO on."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__(logging.INFO)
        self.lines: list[tuple[int, str, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append((record.levelno, record.name, record.getMessage()))


def build(
    conf: str | None, folder: str, again: Sequence[str] = (), *, fails: bool = False, **settings: Any
) -> dict[str, Any]:
    """What a build logged, and how many pages it wrote and kept.

    It runs again with each of the bodies of the first post, as `pelican --autoreload` does.
    """
    sys.path.insert(0, folder)
    log, root = Log(), logging.getLogger()
    root.addHandler(log)
    root.setLevel(logging.INFO)
    console.quiet = True
    LimitFilter.LOGS_DEDUP_MIN_LEVEL = logging.NOTSET
    site = Pelican(read_settings(conf, override=settings))
    try:
        site.run()
    except OSError as error:
        if not fails:
            raise
        return {"raised": type(error).__name__}
    for body in again:
        set_body(Path(folder, "content/posts/one.md"), body)
        site.run()
    warnings = [line for level, _, line in log.lines if level >= logging.WARNING]
    said = [line for _, name, line in log.lines if name.startswith("pelican.plugins.incremental")]
    return {"warnings": warnings, "said": said, **getattr(site, "incremental", {})}


if __name__ == "__main__":
    get_namespace_plugins()  # imports them once, not in each build
    Markdown(extensions=["codehilite", "extra", "meta"])
    serve(build)
