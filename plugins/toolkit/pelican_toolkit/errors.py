"""Problems that a writer has to fix, and how a build goes on in spite of them."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from typing import Self

from pelican.log import FatalLogger

logger = logging.getLogger(__name__)


class Problem(str):
    """One thing to fix, as the writer reads it (`place: line 3: message`), and its parts for programs."""

    __slots__ = ("code", "line", "message", "place")
    code: str
    """What kind of problem it is, such as `unknown-key`; unlike the wording it does not change."""
    place: str
    """The file, relative to what the writer knows."""
    message: str
    """What is wrong; what to do."""
    line: int | None
    """Counted from 1."""

    def __new__(cls, code: str, place: str, message: str, line: int | None = None) -> Self:
        """Put the message together."""
        problem = super().__new__(
            cls, f"{place}: {message}" if line is None else f"{place}: line {line}: {message}"
        )
        problem.code, problem.place, problem.message, problem.line = code, place, message, line
        return problem

    def __getnewargs__(self) -> tuple[str, str, str, int | None]:  # type: ignore[override]  # not one text
        """What copies are made of."""
        return self.code, self.place, self.message, self.line


class PluginError(Exception):
    """Problems that the writer has to fix, all of them at once. Each plugin has a subclass of its own."""

    def __init__(self, *problems: str) -> None:
        """Keep the problems; as text, the error has a line for each."""
        super().__init__("\n".join(problems))
        self.problems: tuple[str, ...] = problems


def warnings_end_builds() -> bool:
    """Whether a warning ends the build, as with Pelican's `--fatal=warnings`."""
    level = getattr(FatalLogger, "fatal_lvl", None)  # before Pelican 4.12 there was a flag
    return bool(FatalLogger.warnings_fatal if level is None else level <= logging.WARNING)


def make_guard(plugin: str, consequence: str) -> Callable[[object], AbstractContextManager[None]]:
    """A context manager for a plugin, `with guard(source):`, in which no text can end a build.

    A PluginError raised inside is logged as one warning. Any other exception is a bug of the plugin: it is
    logged as a warning that names the text `source` and the consequence, such as "its videos are not shown".
    The source is Pelican's content, whose path is computed only then, or a name.
    """
    return partial(_Guard, plugin, consequence)


class _Guard:
    """What `make_guard` says. It is entered for each text: a generator would take twice the time."""

    __slots__ = ("_consequence", "_plugin", "_source")

    def __init__(self, plugin: str, consequence: str, source: object) -> None:
        self._plugin, self._consequence, self._source = plugin, consequence, source

    def __enter__(self) -> None:
        pass

    def __exit__(self, _: object, error: BaseException | None, __: object) -> bool:
        if isinstance(error, PluginError):
            logger.warning("%s", error)
        elif isinstance(error, Exception):  # a bug must not cost a writer her site
            source, kind = self._source, type(error).__name__
            name, consequence = getattr(source, "relative_source_path", source), self._consequence
            message = "%s: %s (%s: %s). Please report this to %s."
            logger.warning(message, name, consequence, kind, error, self._plugin)
        else:
            return False
        return True
