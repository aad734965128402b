"""The theme's catalogues hold what its templates say, and what those of the plugins say through it."""

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


def list_folders(lang: str) -> list[Path]:
    """Where the strings of a theme's catalogue are: the comments', too, in a language that these lack."""
    own = [folder for folder in TEMPLATES if not folder.is_relative_to(COMMENTS.parent)]
    return own if (COMMENTS / f"{lang}.po").exists() else [*own, COMMENTS.parent]


@pytest.mark.parametrize(
    "catalogue", sorted((THEME / "locale").glob("*.po")), ids=lambda catalogue: catalogue.stem
)
def test_catalogue_of_the_theme_has_no_fault(find_catalogue_faults: FindFaults, catalogue: Path) -> None:
    assert find_catalogue_faults(catalogue, *list_folders(catalogue.stem)) == []


def list_plurals() -> list[tuple[Path, str, str]]:
    """Every message that depends on a number, with the folder of its catalogue."""
    found = []
    for folder in (THEME / "locale", COMMENTS):
        with (folder / "fr.po").open("rb") as file:
            found += [(folder, *message.id) for message in read_po(file) if isinstance(message.id, tuple)]
    return found


@pytest.mark.parametrize(("folder", "one", "many"), list_plurals())
@pytest.mark.parametrize(("lang", "singulars"), [("fr", {0, 1}), ("fr-CA", {0, 1}), ("en", {1})])
def test_none_and_one_are_singular_in_french_and_one_only_in_english(
    folder: Path, one: str, many: str, lang: str, singulars: set[int]
) -> None:
    translations = read_translations(find_catalogues([folder], lang))
    singular, plural = (translations.ngettext(one, many, number) for number in (1, 1000))
    assert singular != plural
    for number in (0, 1, 2, 11, 1000):
        expected = singular if number in singulars else plural
        assert translations.ngettext(one, many, number) == expected


TAGS = 'msgid "Tags: %(tag)s"\n'
COUNT = 'msgid "One"\nmsgid_plural "%(count)s"\n'


@pytest.mark.parametrize(
    ("template", "entry", "fault"),
    [
        ("gettext('Tags: %(tag)s')", "", "missing: ('Tags: %(tag)s',)"),
        ("page_lang()", TAGS + 'msgstr "%(tag)s"', "of no use: ('Tags: %(tag)s',)"),
        ("gettext('Tags: %(tag)s')", TAGS + 'msgstr ""', "not translated"),
        ("gettext('Tags: %(tag)s')", "#, fuzzy\n" + TAGS + 'msgstr "%(tag)s"', "not translated"),
        ("gettext('Tags: %(tag)s')", TAGS + 'msgstr "%(tga)s"', "unknown named placeholder 'tga'"),
        ("gettext('Tags: %(tag)s')", TAGS + 'msgstr "Mots"', "names the variables [], not ['tag']"),
        ("gettext('Tags: %(tag)s')", TAGS + 'msgstr "Mots : %(tag)s"', "ordinary space in 'Mots : %(tag)s'"),
        ("gettext('Tags: %(tag)s')", TAGS + 'msgstr "« %(tag)s\u00a0»"', "ordinary space in '« %(tag)s"),
        ("gettext('Tags: %(tag)s')", TAGS + 'msgstr "«\u00a0%(tag)s »"', "ordinary space in"),
        ("ngettext('One', '%(count)s', 2)", COUNT + 'msgstr[0] "Un"\nmsgstr[1] ""', "not translated"),
        ("ngettext('One', '%(count)s', 2)", COUNT + 'msgstr[0] "Un"', "not translated"),
        (
            "ngettext('One', '%(count)s', 2)",
            COUNT + 'msgstr[0] "1 ?"\nmsgstr[1] "%(count)s"',
            "space in '1 ?'",
        ),
    ],
)
def test_fault_of_a_catalogue_is_found(
    find_catalogue_faults: FindFaults, tmp_path: Path, template: str, entry: str, fault: str
) -> None:
    (tmp_path / "x.html").write_text(f"{{{{ {template} }}}}")
    catalogue = tmp_path / "fr.po"
    catalogue.write_text(f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n{entry}\n')
    assert any(fault in found for found in find_catalogue_faults(catalogue, tmp_path))


def test_catalogue_without_fault_passes(find_catalogue_faults: FindFaults, tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text("{{ gettext('Tags: %(tag)s') }}{{ ngettext('One', '%(count)s', 2) }}")
    catalogue = tmp_path / "fr.po"
    entries = TAGS + 'msgstr "«\u00a0Mots\u00a0»\u202f?\u00a0: %(tag)s"\n\n' + COUNT
    catalogue.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
        f'"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n{entries}'
        'msgstr[0] "Un"\nmsgstr[1] "%(count)s"\n'
    )
    assert find_catalogue_faults(catalogue, tmp_path) == []


def test_template_that_cannot_be_read_is_an_error(find_catalogue_faults: FindFaults, tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text("{% if %}{{ gettext('Tags') }}")
    (tmp_path / "fr.po").write_text("")
    with pytest.raises(Exception, match="Expected an expression"):
        find_catalogue_faults(tmp_path / "fr.po", tmp_path)
