"""The theme's catalogues have every string of its templates, and of the plugins' that speak through it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from pelican.plugins.comments.translations import CATALOGUES as COMMENTS
from pelican_toolkit.catalogues import find_catalogues, read_translations

FindFaults = Callable[..., list[str]]

ROOT = Path(__file__).parents[2]
THEME = ROOT / "theme"
TEMPLATES = [
    THEME / "templates",
    ROOT / "plugins/reading/pelican",
    *ROOT.glob("plugins/*/pelican/plugins/*/templates"),
]
HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
PLURALS = '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n'
TAG, TAGS = "gettext('Tags: %(tag)s')", 'msgid "Tags: %(tag)s"\n'
ONE, COUNT = "ngettext('One', '%(count)s', 2)", 'msgid "One"\nmsgid_plural "%(count)s"\n'


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
    for lang, singulars in (("fr", {0, 1}), ("fr-CA", {0, 1}), ("en", {1})):
        translations = read_translations(find_catalogues([folder], lang))
        for one, many in plurals:
            singular, plural = (translations.ngettext(one, many, number) for number in (1, 1000))
            assert singular != plural
            for number in (0, 1, 2, 11, 1000):
                expected = singular if number in singulars else plural
                assert translations.ngettext(one, many, number) == expected


FAULTS = [
    (TAG, "", "missing: ('Tags: %(tag)s',)"),
    ("page_lang()", TAGS + 'msgstr "%(tag)s"', "of no use: ('Tags: %(tag)s',)"),
    (TAG, TAGS + 'msgstr ""', "not translated"),
    (TAG, "#, fuzzy\n" + TAGS + 'msgstr "%(tag)s"', "not translated"),
    (TAG, TAGS + 'msgstr "%(tga)s"', "'tga'"),
    (TAG, TAGS + 'msgstr "Mots"', "[], not ['tag']"),
    *(
        (TAG, f'{TAGS}msgstr "{text}"', "ordinary space")
        for text in ("a : %(tag)s", "« %(tag)s\u202f»", "%(tag)s »")
    ),
    (ONE, COUNT + 'msgstr[0] "Un"\nmsgstr[1] ""', "not translated"),
    (ONE, COUNT + 'msgstr[0] "Un"', "not translated"),
    (ONE, COUNT + 'msgstr[0] "1 ?"\nmsgstr[1] "%(count)s"', "space in '1 ?'"),
]


@pytest.mark.parametrize(("template", "entry", "fault"), FAULTS)
def test_fault_of_a_catalogue_is_found(
    find_catalogue_faults: FindFaults, tmp_path: Path, template: str, entry: str, fault: str
) -> None:
    (tmp_path / "x.html").write_text(f"{{{{ {template} }}}}")
    (tmp_path / "fr.po").write_text(f"{HEAD}\n{entry}\n")
    assert any(fault in found for found in find_catalogue_faults(tmp_path / "fr.po", tmp_path))


def test_catalogue_without_fault_passes(find_catalogue_faults: FindFaults, tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text(f"{{{{ {TAG} }}}}{{{{ {ONE} }}}}")
    entries = f'{TAGS}msgstr "«\u00a0Mots\u00a0»\u202f?\u00a0: %(tag)s"\n\n{COUNT}msgstr[0] "Un"\n'
    entries += 'msgstr[1] "%(count)s"\n'
    (tmp_path / "fr.po").write_text(f"{HEAD}{PLURALS}\n{entries}")
    assert find_catalogue_faults(tmp_path / "fr.po", tmp_path) == []


def test_template_that_cannot_be_parsed_is_an_error(
    find_catalogue_faults: FindFaults, tmp_path: Path
) -> None:
    (tmp_path / "x.html").write_text("{% if %}{{ gettext('Tags') }}")
    (tmp_path / "fr.po").write_text("")
    with pytest.raises(Exception, match="Expected an expression"):
        find_catalogue_faults(tmp_path / "fr.po", tmp_path)
