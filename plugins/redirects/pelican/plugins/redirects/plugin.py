"""The only module that knows Pelican's signals."""

from pathlib import Path

import pelican_toolkit.extensions
from pelican import Pelican
from pelican.generators import Generator, StaticGenerator
from pelican.plugins import signals

from .generator import RedirectsGenerator
from .settings import KEY, read_settings

TEMPLATES = Path(__file__).parent / "templates"


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(prepare_settings)
    signals.get_generators.connect(add_generator)
    signals.generator_init.connect(add_templates)
    signals.static_generator_finalized.connect(keep_back)


def prepare_settings(pelican: Pelican) -> None:
    """Validate REDIRECTS."""
    pelican.settings[KEY] = read_settings(pelican.settings.get("REDIRECTS", {}))


def add_generator(_: Pelican) -> type[RedirectsGenerator]:
    """Have Pelican ask our generator after its own."""
    return RedirectsGenerator


def add_templates(generator: Generator) -> None:
    """Offer the theme our templates."""
    pelican_toolkit.extensions.add_templates(generator, TEMPLATES)


def keep_back(generator: StaticGenerator) -> None:
    """Do not publish the file of redirects, even if it is in a folder of STATIC_PATHS."""
    own = generator.settings[KEY].file
    generator.staticfiles[:] = [
        file for file in generator.staticfiles if file.get_relative_source_path() != own
    ]
