from collections.abc import Callable
from pathlib import Path

import pytest
from pelican.plugins.localization.catalogues import choose_translations, read_catalogues

SaveCatalogue = Callable[[str, str], None]

ONE, MANY = "One article", "%(count)s articles"


@pytest.fixture
def save_catalogue(tmp_path: Path) -> SaveCatalogue:
    """A function that saves a catalogue with the entries it is given."""

    def save(name: str, entries: str) -> None:
        header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        (tmp_path / name).write_text(f"{header}\n{entries}\n", encoding="utf-8")

    return save


def test_folder_that_is_missing_or_empty_has_no_catalogue(tmp_path: Path) -> None:
    assert read_catalogues(tmp_path / "locale") == {}
    assert read_catalogues(tmp_path) == {}


def test_string_is_translated_without_anything_to_compile(
    save_catalogue: SaveCatalogue, tmp_path: Path
) -> None:
    save_catalogue("fr.po", 'msgid "Tags"\nmsgstr "Étiquettes"')
    save_catalogue("de.po", 'msgid "Tags"\nmsgstr "Schlagwörter"')
    catalogues = read_catalogues(tmp_path)
    assert choose_translations(catalogues, "fr").gettext("Tags") == "Étiquettes"
    assert choose_translations(catalogues, "de").gettext("Tags") == "Schlagwörter"


@pytest.mark.parametrize("name", ["fr_CA.po", "fr-CA.po", "fr-ca.po"])
@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Étiquettes"),
        ("FR", "Étiquettes"),
        ("fr-BE", "Étiquettes"),
        ("fr-CA", "Mots-clés"),
        ("fr_ca", "Mots-clés"),
        ("fr-CA-x-private", "Mots-clés"),
        ("frr", "Tags"),
        ("en", "Tags"),
        ("", "Tags"),
    ],
)
def test_catalogue_is_the_nearest_to_the_language(
    save_catalogue: SaveCatalogue, tmp_path: Path, name: str, lang: str, text: str
) -> None:
    save_catalogue("fr.po", 'msgid "Tags"\nmsgstr "Étiquettes"')
    save_catalogue(name, 'msgid "Tags"\nmsgstr "Mots-clés"')
    assert choose_translations(read_catalogues(tmp_path), lang).gettext("Tags") == text


@pytest.mark.parametrize("name", ["xx", "messages", "fr.old", "no language"])
def test_catalogue_of_an_unknown_language_is_read_by_its_name(
    save_catalogue: SaveCatalogue, tmp_path: Path, name: str
) -> None:
    save_catalogue(f"{name}.po", 'msgid "Tags"\nmsgstr "Xyz"')
    assert choose_translations(read_catalogues(tmp_path), name).gettext("Tags") == "Xyz"


PLURAL = f'msgid "{ONE}"\nmsgid_plural "{MANY}"\n'
FORMS = {"de": ("ein", "viele"), "pl": ("jeden", "kilka", "wiele")}


@pytest.mark.parametrize(
    ("lang", "count", "text"),
    [
        ("de", 0, "viele"),
        ("de", 1, "ein"),
        ("pl", 1, "jeden"),
        ("pl", 22, "kilka"),
        ("pl", 12, "wiele"),
        ("en", 0, MANY),
        ("en", 1, ONE),
    ],
)
def test_plural_follows_the_rule_of_the_language(
    save_catalogue: SaveCatalogue, tmp_path: Path, lang: str, count: int, text: str
) -> None:
    for name, forms in FORMS.items():
        lines = (f'msgstr[{number}] "{form}"' for number, form in enumerate(forms))
        save_catalogue(f"{name}.po", PLURAL + "\n".join(lines))
    assert choose_translations(read_catalogues(tmp_path), lang).ngettext(ONE, MANY, count) == text


@pytest.mark.parametrize(
    "entry", ['msgid "Tags"\nmsgstr ""', '#, fuzzy\nmsgid "Tags"\nmsgstr "Étiquettes"', ""]
)
def test_string_that_is_missing_empty_or_unsure_stays(
    save_catalogue: SaveCatalogue, tmp_path: Path, entry: str
) -> None:
    save_catalogue("fr.po", entry)
    assert choose_translations(read_catalogues(tmp_path), "fr").gettext("Tags") == "Tags"


@pytest.mark.parametrize("count", [1, 2])
def test_plural_left_empty_stays(save_catalogue: SaveCatalogue, tmp_path: Path, count: int) -> None:
    save_catalogue("fr.po", PLURAL + 'msgstr[0] ""\nmsgstr[1] ""')
    translated = choose_translations(read_catalogues(tmp_path), "fr").ngettext(ONE, MANY, count)
    assert translated == (ONE, MANY)[count - 1]
