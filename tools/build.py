"""Builds the site whole or not at all, and says in plain words what is wrong.

    python tools/build.py pelicanconf.py [options of Pelican's]

Pelican stops at the first warning (--fatal=warnings), but would leave a half-written output folder and print
a traceback for a slip in a text. Here it writes to a folder of its own, which takes the place of output/ once
it is whole. For the traceback: make html PELICANOPTS=--debug
"""

import logging
import pkgutil
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pelican
import pelican.plugins

OUTPUT = Path("output")
STAGING = Path(".cache/output")
PREVIOUS = Path(".cache/previous")

REMEDIES = {
    "Cannot load plugin": "Correct its name in PLUGINS of pelicanconf.py, or install it. Known: {plugins}",
    "Could not process": "{reason}: correct the header or the text of that file.",
    "could not find information about": "Add that line to the header of the file.",
    "Cannot get modification stamp": "Correct the path after {{static}}, or put the file there.",
    "Unable to find": "Look for it in content/ and correct the link.",
}
"""What to do about messages of Pelican's own, by a part of them."""

DRAFTS = "pelican.plugins.frontmatter"
"""Whose news are shown too: which texts other words than Pelican's own keep back."""

ADVICE = "make proofread names every mistake in the texts, with its file and its line."
"""Pelican stops at the first, and of a link that is dead it says no file."""


class PlainFormatter(logging.Formatter):
    """A message as text, with what to do, and without a traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """The text to print for a record."""
        message = record.getMessage()
        for part, remedy in REMEDIES.items():
            if part in message and record.levelno >= logging.WARNING:
                reason = sys.exc_info()[1]  # Pelican logs from where it caught it, and does not say it
                return f"{message}\n{remedy.format(plugins=', '.join(list_plugins()), reason=reason)}"
        return message


def list_plugins() -> list[str]:
    """The short names of the plugins that are installed."""
    return [module.name for module in pkgutil.iter_modules(pelican.plugins.__path__) if module.ispkg]


def is_news(record: logging.LogRecord) -> bool:
    """Whether a record says more than that Pelican stops because of the one before."""
    return record.getMessage() != "RuntimeError: Warning or error encountered"


def run_pelican(settings: str, options: Sequence[str]) -> int:
    """Pelican's exit status after it has built the site into STAGING."""
    if "--debug" not in options:
        handler = logging.StreamHandler()
        handler.setFormatter(PlainFormatter())
        handler.addFilter(is_news)
        logging.basicConfig(handlers=[handler])  # Pelican's own call then changes nothing
        logging.getLogger(DRAFTS).setLevel(logging.INFO)
    shutil.rmtree(STAGING, ignore_errors=True)
    arguments = ["content", "--settings", settings, "--output", str(STAGING), "--fatal=warnings", *options]
    try:
        verbosity = pelican.parse_arguments(arguments).verbosity  # type: ignore[attr-defined]
        if verbosity and verbosity > logging.WARNING:
            sys.exit("A quiet build would not hear the warnings that have to stop it; leave that option out.")
        pelican.main(arguments)  # type: ignore[attr-defined]  # mypy sees the namespace only
    except SystemExit as stop:
        if isinstance(stop.code, str):  # a settings file that refuses, as publishconf.py without an address
            sys.stderr.write(f"{stop.code}\n")
        return 0 if stop.code in {0, None} else 1
    return 0


def replace_output() -> None:
    """Put what is in STAGING in the place of OUTPUT."""
    shutil.rmtree(PREVIOUS, ignore_errors=True)
    if OUTPUT.exists():
        OUTPUT.rename(PREVIOUS)
    STAGING.rename(OUTPUT)
    shutil.rmtree(PREVIOUS, ignore_errors=True)


def build(settings: str, options: Sequence[str], inspect: Callable[[Path], list[str]] | None = None) -> int:
    """The exit status of a build: 0 when output/ is new and whole, 1 when it was left as it was.

    `inspect` returns what is wrong with the built files in a folder, before they take the place of output/.
    Who inspects has proofread, and is not sent to do so again.
    """
    if run_pelican(settings, options) or not STAGING.is_dir():
        return refuse([] if inspect else [ADVICE])
    if inspect and (obstacles := inspect(STAGING)):
        return refuse(obstacles)
    replace_output()
    return 0


def refuse(obstacles: Iterable[str]) -> int:
    """The exit status of a build that did not happen, after all that stands in its way is printed."""
    sys.stderr.writelines(f"{obstacle}\n" for obstacle in obstacles)
    sys.stderr.write("Nothing was changed in output/. Correct what is named above and build again.\n")
    return 1


def main(arguments: Sequence[str]) -> int:
    """The exit status of a build with the settings file and the options of Pelican's that are named."""
    settings, *options = arguments
    return build(settings, options)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
