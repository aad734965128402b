"""What makes one build of Pelican's quicker, and leaves its pages the same."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from pelican.generators import Generator
from pelican.plugins import signals  # type: ignore[attr-defined]  # mypy sees the namespace only
from pelican.plugins.comments.site import list_contents


@contextmanager
def quickened() -> Iterator[None]:
    """What is built meanwhile is built in about three quarters of the time.

    For one build, whose theme does not change under it; afterwards all is as it was.
    """
    with (
        signals.generator_init.connected_to(trust_templates),
        signals.all_generators_finalized.connected_to(keep_addresses),
    ):
        was_enabled = gc.isenabled()
        gc.disable()  # a build makes few circles, and looking for them takes a tenth of it
        try:
            yield
        finally:
            if was_enabled:
                gc.enable()


def trust_templates(generator: Generator) -> None:
    """Have Jinja look at the file of a template once, and not at each page, for changes."""
    generator.env.auto_reload = False


def keep_addresses(generators: Sequence[Generator]) -> None:
    """Work out the address of each text once: Pelican does so at each use, some forty times a text."""
    for generator in generators:
        for content in list_contents(generator):
            content.override_url = content.url
