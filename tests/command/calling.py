"""Calls the command `pelican-blog` in the tests' own process, which has loaded Pelican already."""

import logging
import sys
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from click.testing import CliRunner
from pelican.log import LimitFilter
from pelican_blog import __main__
from pelican_toolkit.testing.signals import disconnect_plugins

SETTINGS = ("pelicanconf", "publishconf", "siteconf")


def call(folder: Path, *arguments: str, **environment: str) -> CompletedProcess[str]:
    """What `pelican-blog` does in a folder, with these variables besides the environment's."""
    levels = {logger: logger.level for logger in map(logging.getLogger, (None, "pelican.settings"))}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.syspath_prepend(folder)
        patch.setattr(sys, "path", [*sys.path])  # publishconf.py adds to it
        patch.setattr(sys, "dont_write_bytecode", True)  # a file changed within a second would stay as it was
        patch.setattr(LimitFilter, "_ignore", {*LimitFilter._ignore})  # noqa: SLF001  # Pelican keeps it for good
        patch.setattr(LimitFilter, "_raised_messages", set())
        patch.setattr(__main__, "end_at_once", sys.exit)
        forget_settings()
        try:
            done = CliRunner().invoke(__main__.main, arguments, env=environment)
        finally:
            for logger, level in levels.items():
                logger.setLevel(level)
            forget_settings()
            disconnect_plugins()
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)


def forget_settings() -> None:
    """Have settings files read anew where one imports another."""
    for name in SETTINGS:
        sys.modules.pop(name, None)
