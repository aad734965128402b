"""Gettext catalogues read straight from .po files: a new language is one file, with nothing to compile."""

from collections.abc import Mapping
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from .languages import parse_locale, widen_tag


def read_catalogues(folder: Path) -> dict[str, NullTranslations]:
    """The translations of each `<language>.po` in a folder, by language; {} where there is no such folder."""
    return {widen_tag(path.stem)[0]: _read_catalogue(path) for path in sorted(folder.glob("*.po"))}


def _read_catalogue(path: Path) -> NullTranslations:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=parse_locale(path.stem))
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def choose_translations(catalogues: Mapping[str, NullTranslations], lang: str) -> NullTranslations:
    """The translations for a language tag, else for a wider one; else the strings stay as they are."""
    for name in widen_tag(lang):
        if name in catalogues:
            return catalogues[name]
    return NullTranslations()
