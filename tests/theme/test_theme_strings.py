"""The theme's catalogues have every string of its templates, and of the plugins' that speak through it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from pelican.plugins.comments.translations import CATALOGUES as COMMENTS
from pelican_toolkit.catalogues import find_catalogues, read_translations

from tests.theme.pages import ROOT

FindFaults = Callable[..., list[str]]

THEME = ROOT / "theme"
TEMPLATES = [
    THEME / "templates",
    ROOT / "plugins/reading/pelican",
    *ROOT.glob("plugins/*/pelican/plugins/*/templates"),
]


def list_folders(lang: str) -> list[Path]:
    """The folders whose strings are in a theme's catalogue; the comments may have one of their own."""
    own = [folder for folder in TEMPLATES if not folder.is_relative_to(COMMENTS.parent)]
    return own if (COMMENTS / f"{lang}.po").exists() else [*own, COMMENTS.parent]


@pytest.mark.parametrize("path", sorted((THEME / "locale").glob("*.po")), ids=lambda path: path.stem)
def test_catalogue_of_the_theme_has_no_fault(find_catalogue_faults: FindFaults, path: Path) -> None:
    folders = list_folders(path.stem)
    assert find_catalogue_faults(path, *folders) == []
    assert find_catalogue_faults(path, *folders[1:])  # what the theme alone says is of no use to others


@pytest.mark.parametrize("folder", [THEME / "locale", COMMENTS], ids=["theme", "comments"])
def test_zero_and_one_are_singular_in_french_and_one_only_in_english(folder: Path) -> None:
    with (folder / "fr.po").open("rb") as file:
        plurals = [message.id for message in read_po(file) if isinstance(message.id, tuple)]
    assert plurals
    for lang, singulars in (("fr-CA", {0, 1}), ("en", {1})):
        translations = read_translations(find_catalogues([folder], lang))
        for one, many in plurals:
            singular, plural = (translations.ngettext(one, many, number) for number in (1, 1000))
            found = {number for number in range(12) if translations.ngettext(one, many, number) == singular}
            assert singular != plural
            assert found == singulars
