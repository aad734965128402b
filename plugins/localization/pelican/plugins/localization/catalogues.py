"""Gettext catalogues read straight from .po files: a new language is one file, with nothing to compile."""

from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations


def read_catalogues(folder: Path) -> dict[str, NullTranslations]:
    """The translations of each `<language>.po` in a folder, by language; {} where there is no such folder."""
    return {path.stem.lower(): _read_catalogue(path) for path in sorted(folder.glob("*.po"))}


def _read_catalogue(path: Path) -> NullTranslations:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.stem)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def choose_translations(catalogues: dict[str, NullTranslations], lang: str) -> NullTranslations:
    """The translations for a language tag such as `fr` or `fr-CA`; none of them: the strings as they are."""
    tag = lang.lower().replace("-", "_")
    for name in (tag, tag.partition("_")[0]):
        if name in catalogues:
            return catalogues[name]
    return NullTranslations()
