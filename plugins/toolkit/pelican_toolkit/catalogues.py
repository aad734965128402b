"""Gettext catalogues read straight from .po files: a new language is one file, with nothing to compile."""

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from .languages import parse_locale, widen_tag

_SUFFIX = ".po"


def list_catalogues(folder: Path) -> Mapping[str, Path]:
    """Each `<language>.po` of a folder by language, as `widen_tag` writes it; {} if there is no folder."""
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208  # in a fraction of the time of glob(): each text asks
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return {}
    stems = (Path(name).stem for name in names if name.endswith(_SUFFIX) and name != _SUFFIX)
    return {widen_tag(stem)[0]: folder / f"{stem}{_SUFFIX}" for stem in stems}


def find_catalogues(folders: Sequence[Path], lang: str) -> tuple[Path, ...]:
    """Of each folder the catalogue that fits a language tag best: that of the tag, else of a wider one."""
    names = widen_tag(lang)
    listed = map(list_catalogues, folders)
    return tuple(path for present in listed for path in [*filter(None, map(present.get, names))][:1])


def read_translations(paths: Iterable[Path]) -> NullTranslations:
    """The messages of these catalogues: the first that has one counts, and one that none has stays as it is.

    Raises what Babel raises for a file that is not a catalogue. A file is read again when it has changed.
    """
    return _merge(tuple((path, path.stat().st_mtime_ns) for path in paths))


@lru_cache(maxsize=64)
def _merge(stamped: tuple[tuple[Path, int], ...]) -> NullTranslations:
    """The messages of catalogues that come with the time of their last change."""
    merged = NullTranslations()
    for path, _ in stamped:
        merged.add_fallback(_read_catalogue(path))
    return merged


def _read_catalogue(path: Path) -> NullTranslations:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=parse_locale(path.stem))
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)
