"""The pictures in the content folder, as they are."""

import hashlib
import json
import logging
import os
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from pelican_toolkit.errors import Problem

from .cache import Cache
from .errors import ImageError, keep_building
from .files import examine
from .formats import DRAWING, FORMATS, NOT_FOR_THE_WEB, find_suffix
from .models import Facts

logger = logging.getLogger(__name__)

_FACTS = 5
"""Raise it when other facts are found in the same file."""


class Published(Protocol):
    """A file that Pelican copies to the site; its place is settled only when a text asks for it."""

    @property
    def url(self) -> str:
        """Its address in the site."""

    @property
    def save_as(self) -> str:
        """Its path in the output folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A picture's file in the content folder."""

    name: str
    """Its path below that folder, for messages."""
    path: Path
    digest: str
    facts: Facts
    published: Published


def names_picture(name: str) -> bool:
    """Whether a file's name is that of a picture, including those that browsers do not show."""
    return find_suffix(name) in {*FORMATS, DRAWING, *NOT_FOR_THE_WEB}


def read_sources(files: Mapping[str, Published], folder: Path, cache: Cache) -> Iterator[Source]:
    """The pictures among the files, which are named by their paths below the folder.

    Logs a warning for each that is broken or misnamed; it is published all the same. Pelican warns of missing
    ones.
    """

    def read(name: str) -> Future[Source]:
        return pool.submit(_read_source, name, folder, cache, files[name])

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        present = (name for name in sorted(filter(names_picture, files)) if _is_file(folder / name))
        reading = {name: read(name) for name in present}
    for name, result in reading.items():
        source = None
        with keep_building(name):
            source = result.result()
        if source and source.facts.fault:
            logger.warning("%s: %s", name, source.facts.fault, extra={"harmless": source.facts.harmless})
        if source:
            yield source


def _is_file(path: Path) -> bool:
    """Whether there is such a file; False for a name that no file can have."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _read_source(name: str, folder: Path, cache: Cache, published: Published) -> Source:
    digest, facts = read_facts(folder, name, cache)
    return Source(name=name, path=folder / name, digest=digest, facts=facts, published=published)


def read_facts(folder: Path, name: str, cache: Cache) -> tuple[str, Facts]:
    """The name for the bytes of a picture, as hash_picture() makes it, and the facts of its file.

    Raises ImageError for a file that cannot be read.
    """
    try:
        data = (folder / name).read_bytes()
    except OSError as error:
        message = f"this picture cannot be read ({error.strerror}); check its permissions."
        raise ImageError(Problem("unreadable", name, message)) from error
    digest = hash_picture(data)
    cached = cache.fetch(
        f"{digest}{find_suffix(name)}.{_FACTS}.json", lambda: json.dumps(asdict(examine(data, name))).encode()
    )
    return digest, Facts(**json.loads(cached.read_bytes()))


def hash_picture(data: bytes) -> str:
    """A name for the bytes of a picture: SHA-256, cut to 32 digits."""
    return hashlib.sha256(data).hexdigest()[:32]
