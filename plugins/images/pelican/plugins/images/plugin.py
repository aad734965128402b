"""The only module that knows Pelican: it gives each signal to the functions that do the work."""

import logging
from collections.abc import Sequence
from pathlib import Path

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from pelican import Pelican
from pelican.contents import Static
from pelican.generators import Generator
from pelican.plugins import signals
from pelican_toolkit.extensions import add_markdown_extension
from pelican_toolkit.files import replace_file
from pelican_toolkit.incremental import offer

from .addresses import build_address, locate
from .cache import Cache
from .encoding import find_missing_types
from .errors import keep_building
from .extension import FigureExtension
from .library import OFFER, Library
from .markup import render_pictures
from .metadata import strip_metadata
from .models import Picture
from .settings import ImageSettings, read_settings
from .sources import read_sources

logger = logging.getLogger(__name__)

KEY = "_IMAGES"  # where the validated settings live in Pelican's: the plugin keeps no state
_LIBRARY = "_IMAGES_LIBRARY"  # and the pictures of the build that runs


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(configure)
    signals.generator_init.connect(add_filter)
    signals.all_generators_finalized.connect(collect_pictures)
    signals.finalized.connect(finish)


def configure(pelican: Pelican) -> None:
    """Check IMAGES and have Pelican load the Markdown extension."""
    missing = find_missing_types()
    if missing:
        logger.warning("%s", missing)
    pelican.settings[KEY] = read_settings(pelican.settings.get("IMAGES", {}))
    add_markdown_extension(pelican.settings, FigureExtension, {})


def collect_pictures(generators: Sequence[Generator]) -> None:
    """Read every picture that Pelican will copy to the site, before it writes a page."""
    context, settings = generators[0].context, generators[0].settings
    images: ImageSettings = settings[KEY]
    cache, folder = Cache(folder=Path(images.cache)), Path(settings["PATH"])
    files = {static.get_relative_source_path(): static for static in context["staticfiles"]}
    sources = {_peek_url(source.published): source for source in read_sources(files, folder, cache)}
    library = settings[_LIBRARY] = Library(sources, images, cache, Path(settings["OUTPUT_PATH"]))
    offer(OFFER, library.look_up)


def _peek_url(static: Static) -> str:
    """The address of a static file; asking for it normally would keep `{attach}` from moving the file."""
    url: str = super(Static, static).url
    return url


def add_filter(generator: Generator) -> None:
    """Give templates the filter `pictures`, for HTML with addresses as the page writes them."""

    @pass_context
    def pictures(context: Context, html: str) -> Markup:
        library: Library = generator.settings[_LIBRARY]
        siteurl, page = context["SITEURL"], context["output_file"]

        def find(source: str) -> Picture | None:
            with keep_building(page):
                return next(filter(None, map(library.find, locate(source, siteurl, page))), None)
            return None

        def address(path: str, source: str) -> str:
            return build_address(siteurl, path, source)

        settings: ImageSettings = generator.settings[KEY]
        return Markup(render_pictures(str(html), settings, find, address))  # noqa: S704  # it was HTML before

    generator.env.filters["pictures"] = pictures


def finish(pelican: Pelican) -> None:
    """Remove from published originals what is not for readers, and from the cache what no build asks for."""
    library: Library = pelican.settings[_LIBRARY]
    for source in library.sources.values():
        if source.facts.private:
            with keep_building(source.name):
                data = strip_metadata(source.path.read_bytes(), source.facts.orientation)
                replace_file(library.output / source.published.save_as, data)
    library.cache.prune()
