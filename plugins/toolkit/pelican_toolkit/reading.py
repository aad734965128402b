"""A site as Pelican reads it for a build, which does not come to writing."""

from collections.abc import Callable
from typing import Any, NoReturn

from pelican import Pelican  # type: ignore[attr-defined]  # mypy sees the namespace only
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator
from pelican.plugins import signals  # type: ignore[attr-defined]  # as above


class _AllIsReadError(Exception):
    """Ends a run of Pelican before it writes."""


def read_contents(pelican: Pelican) -> list[Generator]:
    """The generators of articles and of pages, after they have read the texts; nothing is written.

    Raises what a plugin or a text makes Pelican raise. The plugins are not told that all is read
    (`all_generators_finalized`), since not all is. `pelican` may be used for this again, for nothing else.
    """
    generators: list[Generator] = []

    def keep(kind: Callable[..., Generator]) -> Callable[..., Generator]:
        def build(**values: Any) -> Generator:  # noqa: ANN401  # Pelican's own
            generators.append(kind(**values))
            return generators[-1]

        return build

    pelican.delete_outputdir = False
    pelican._get_generator_classes = lambda: [keep(ArticlesGenerator), keep(PagesGenerator)]  # noqa: SLF001  # its hooks
    pelican._get_writer = _stop  # noqa: SLF001  # what Pelican asks for next
    try:
        with signals.all_generators_finalized.muted():
            type(pelican).run(pelican)  # not as pelican-incremental would, which would wait for other builds
    except _AllIsReadError:
        pass
    return generators


def _stop() -> NoReturn:
    raise _AllIsReadError
