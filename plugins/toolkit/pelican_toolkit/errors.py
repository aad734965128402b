"""Problems that a writer has to fix, and how a build goes on in spite of them."""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to fix. As text: `place: line 3: message`."""

    code: str
    """What kind of problem it is, such as `unknown-key`: for programs and tests; the wording may change."""
    place: str
    """The file, relative to what the writer knows."""
    message: str
    """What is wrong; what to do."""
    line: int | None = None
    """Counted from 1."""

    def __str__(self) -> str:
        """The whole message, as the writer reads it."""
        where = self.place if self.line is None else f"{self.place}: line {self.line}"
        return f"{where}: {self.message}"


class PluginError(Exception):
    """Problems that the writer has to fix, all of them at once. Each plugin has a subclass of its own."""

    def __init__(self, *problems: Problem | str) -> None:
        """Keep the problems; as text, the error has a line for each."""
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def make_guard(plugin: str, consequence: str) -> Callable[[str], AbstractContextManager[None]]:
    """A context manager for a plugin, `with guard(source):`, in which no text can end a build.

    A PluginError raised inside is logged as one warning. Any other exception is a bug of the plugin: it is
    logged as a warning that names the text `source` and the consequence, such as "its videos are not shown".
    """

    @contextmanager
    def guard(source: str) -> Iterator[None]:
        try:
            yield
        except PluginError as error:
            logger.warning("%s", error)
        except Exception as error:  # noqa: BLE001  # a bug must not cost a writer her site
            kind = type(error).__name__
            logger.warning(
                "%s: %s (%s: %s). Please report this to %s.", source, consequence, kind, error, plugin
            )

    return guard
