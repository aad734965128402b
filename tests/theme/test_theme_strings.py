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
    assert find_catalogue_faults(path, *list_folders(path.stem)) == []


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


def test_faults_of_a_catalogue_are_found(find_catalogue_faults: FindFaults, tmp_path: Path) -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    tag, missing = 'msgid "Tags: %(tag)s"\n', "missing: ('Tags: %(tag)s',)"
    (tmp_path / "x.html").write_text("{{ gettext('Tags: %(tag)s') }}")
    for entry, fault in (
        ("", missing),
        (f'{tag}msgstr "%(tag)s"\n\nmsgid "Left"\nmsgstr "Resté"', "of no use: ('Left',)"),
        (f'{tag}msgstr ""', "not translated"),
        (f'#, fuzzy\n{tag}msgstr "%(tag)s"', "not translated"),
        (f'{tag}msgstr "%(tga)s"', "'tga'"),
        (f'{tag}msgstr "« %(tag)s\u202f»"', "ordinary space"),
    ):
        (tmp_path / "fr.po").write_text(head + entry)
        assert any(fault in found for found in find_catalogue_faults(tmp_path / "fr.po", tmp_path))
    (tmp_path / "fr.po").write_text(f'{head}{tag}msgstr "«\u00a0%(tag)s\u00a0»\u202f?\u00a0: 12:30"')
    assert find_catalogue_faults(tmp_path / "fr.po", tmp_path) == []
