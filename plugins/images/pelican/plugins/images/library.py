"""The pictures of one build: which file an address means, and the files made from it."""

import logging
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pelican_toolkit.errors import Problem
from pelican_toolkit.incremental import keep_file, note_file, note_read, unnoted

from . import encoding
from .cache import Cache
from .errors import ImageError
from .files import UNREADABLE
from .models import Candidate, Facts, Format, Picture
from .settings import MOST_PIXELS, ImageSettings
from .sources import Source, hash_picture

logger = logging.getLogger(__name__)

OFFER = "picture"
"""What pages are noted to read of a library."""
_LEAST = 4096
"""Bytes of an original below which another format saves nothing worth a file."""


class Library:
    """Finds a site's pictures by their addresses, and puts what is made from them into its output folder."""

    digest_key = OFFER
    """Pages depend on the pictures that they ask for, not on all of them."""

    def __init__(
        self, sources: Mapping[str, Source], settings: ImageSettings, cache: Cache, output: Path
    ) -> None:
        """Take the sources by their addresses, before `{attach}` in a text moves them."""
        self.sources = sources
        self.cache = cache
        self.output = output
        self._settings = settings
        self._found: dict[str, Picture] = {}
        self._failures: dict[str, str] = {}
        """Why pictures are published as they are, by their addresses."""
        self._published: dict[str, Path] = {}
        self._by_name = {source.name: source for source in sources.values()}
        self._rivals: dict[str, list[str]] = {}
        """Pictures that are named as what is made from another one would be, by that one's address."""
        for address in sorted(sources):
            self._rivals.setdefault(address.rsplit(".", 2)[0], []).append(address)
        self._recipes = {suffix: encoding.name_recipe(suffix, settings) for suffix in encoding.list_types()}

    def find(self, address: str) -> Picture | None:
        """The picture at an address of the site, its files in the output folder; None if there is none."""
        source = self._find_source(address)
        note_read(OFFER, source.name if source else "")
        if source is None:
            return None
        if address not in self._found:
            with unnoted():
                self._found[address] = self._develop(source, address)
        if failure := self._failures.get(address):
            logger.warning("%s", failure)  # of each page: the next build writes it again
        picture = self._found[address]
        for candidate in (candidate for made in picture.formats for candidate in made.candidates):
            note_file(self._published[candidate.address])  # perhaps for a page before
        return picture

    def look_up(self, name: str) -> object:
        """What a page gets of the picture with this name, for pelican-incremental; for no name, all names."""
        if not name:
            return sorted(self.sources)
        source = self._by_name.get(name)
        return (source.digest, source.facts, self._rivals.get(source.published.url)) if source else None

    def _find_source(self, address: str) -> Source | None:
        moved = (
            source
            for source in self.sources.values()
            if getattr(source.published, "override_url", None) == address
        )
        return self.sources.get(address) or next(moved, None)

    def _develop(self, source: Source, address: str) -> Picture:
        facts = source.facts
        formats: tuple[Format, ...] = ()
        if facts.still and facts.size >= _LEAST:
            try:
                formats = tuple(self._choose_formats(source, facts))
            except ImageError as error:
                self._failures[address] = str(error)
            except (RuntimeError, *UNREADABLE) as error:  # colours that no encoder takes
                message = f"{source.name}: cannot be converted ({error}), so is published as it is."
                self._failures[address] = message
        return Picture(address=source.published.url, width=facts.width, height=facts.height, formats=formats)

    def _choose_formats(self, source: Source, facts: Facts) -> list[Format]:
        """The formats that save readers bytes at the widest."""
        formats: list[Format] = []
        lightest = facts.size
        for suffix, files in reversed(self._find_files(source, facts).items()):
            widest = files[max(files)].stat().st_size
            if widest < lightest:
                lightest = widest
                candidates = [self._publish(source, width, suffix, path) for width, path in files.items()]
                formats.insert(0, Format(type=encoding.TYPES[suffix], candidates=tuple(candidates)))
        return formats

    def _find_files(self, source: Source, facts: Facts) -> dict[str, dict[int, Path]]:
        """The cached files by format and width, made if they are missing."""
        widths = encoding.choose_widths(facts.width, self._settings.widths)
        tallest = facts.height * max(widths) / facts.width
        suffixes = [suffix for suffix in self._recipes if suffix != "webp" or tallest <= MOST_PIXELS]
        keys = [(suffix, width) for suffix in suffixes for width in widths]
        self._make_files(source, [key for key in keys if not self.cache.find(self._name(source, *key))])
        return {
            suffix: {width: self.cache.folder / self._name(source, suffix, width) for width in widths}
            for suffix in suffixes
        }

    def _make_files(self, source: Source, keys: Sequence[tuple[str, int]]) -> None:
        if not keys:
            return
        data = source.path.read_bytes()
        if hash_picture(data) != source.digest:
            raise ImageError(Problem("changed", source.name, "was changed during the build; build again."))
        picture = encoding.open_upright(data)

        def make(width: int) -> None:
            scaled = encoding.scale(picture, width)
            for suffix in (suffix for suffix, other in keys if other == width):
                encoded = encoding.encode(scaled, suffix, self._settings)
                self.cache.store(self._name(source, suffix, width), encoded)

        with ThreadPoolExecutor(os.cpu_count()) as pool:  # Pillow releases the GIL while it encodes
            list(pool.map(make, sorted({width for _, width in keys}, reverse=True)))

    def _name(self, source: Source, suffix: str, width: int) -> str:
        return f"{source.digest}-{self._recipes[suffix]}.{width}w.{suffix}"

    def _publish(self, source: Source, width: int, suffix: str, path: Path) -> Candidate:
        """Copy a file beside the original: `plat.jpg` has `plat.jpg.480w.avif`."""
        ending = f".{width}w.{suffix}"
        if f"{source.published.url}{ending}" in self.sources:
            message = "the build itself makes a file of this name; rename this picture, here and in the text."
            raise ImageError(Problem("name-taken", f"{source.name}{ending}", message))
        target = self.output / f"{source.published.save_as}{ending}"

        def write() -> None:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())

        keep_file(target, path.name, write)
        candidate = Candidate(address=f"{source.published.url}{ending}", width=width)
        self._published[candidate.address] = target
        return candidate
