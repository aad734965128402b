"""The words and dates of the comments in the language of the page."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pelican.plugins.comments import translations
from pelican.plugins.comments.translations import CATALOGUES, list_languages, read_wording

ONE, MANY = "One thought on “%(title)s”", "%(count)s thoughts on “%(title)s”"
UNE, DES = "Une réflexion sur “%(title)s”", "%(count)s réflexions sur “%(title)s”"
ENTRY = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "{}"\nmsgstr "{}"\n'


def save_catalogue(folder: Path, name: str, word: str) -> Path:
    path = folder / f"{name}.po"
    path.write_text(ENTRY.format("Name", word), encoding="utf-8")
    return path


def test_plurals_and_numbers_follow_the_language() -> None:
    for lang, texts in {"fr": (UNE, UNE, DES), "fr-CA": (UNE, UNE, DES), "en": (MANY, ONE, MANY)}.items():
        assert tuple(read_wording(lang).ngettext(ONE, MANY, count) for count in range(3)) == texts
    for lang in ("de", "no such language"):
        assert read_wording(lang).ngettext(ONE, MANY, 2) == MANY
    assert [read_wording(lang).format_number(2500) for lang in ("fr", "en")] == ["2\u202f500", "2,500"]
    assert read_wording("fr").gettext("No such string") == "No such string"


@pytest.mark.parametrize(("lang", "moment", "text"), [
    ("fr", (20, 0, 0), "20 novembre 2015"), ("fr", (1, 0, 0), "1er novembre 2015"),
    ("fr", (11, 0, 0), "11 novembre 2015"), ("fr", (1, 14, 5), "1er novembre 2015 à 14:05"),
    ("fr", (20, 0, 0, 7), "20 novembre 2015 à 00:00"), ("en", (20, 0, 0), "November 20, 2015"),
    ("en", (1, 14, 5), "November 1, 2015 at 2:05\u202fPM"), ("en-GB", (1, 14, 5), "1 November 2015 at 14:05"),
    ("xx-yy-zz", (20, 0, 0), "November 20, 2015"),
])  # fmt: skip
def test_dates_follow_the_language(lang: str, moment: tuple[int, ...], text: str) -> None:
    assert read_wording(lang).format_date(datetime(2015, 11, *moment, tzinfo=UTC)) == text


def test_words_of_a_theme_come_before_ours_and_ours_where_it_has_none(tmp_path: Path) -> None:
    save_catalogue(tmp_path, "fr", "Pseudo")
    wording = read_wording("fr", tmp_path)
    assert (wording.gettext("Name"), wording.gettext("Comment")) == ("Pseudo", "Commentaire")
    assert read_wording("fr").gettext("Name") == "Nom"
    save_catalogue(tmp_path, "de", "Name")
    assert list_languages() == {"en", "fr"}
    assert list_languages(tmp_path) == {"de", "en", "fr"}


@pytest.mark.parametrize("name", ["pt_BR", "pt-BR", "pt-br", "pt"])
def test_catalogue_of_a_theme_is_another_language(tmp_path: Path, name: str) -> None:
    save_catalogue(tmp_path, name, "Nome")
    wording = read_wording("pt-BR", tmp_path)
    assert wording.gettext("Name") == "Nome"
    assert wording.format_date(datetime(2015, 11, 1, tzinfo=UTC)) == "1 de novembro de 2015"
    assert read_wording("de", tmp_path).gettext("Name") == "Name"


def test_language_without_known_dates_has_english_ones(tmp_path: Path) -> None:
    save_catalogue(tmp_path, "tlh", "pong")
    wording = read_wording("tlh", tmp_path)
    assert wording.gettext("Name") == "pong"
    assert wording.format_date(datetime(2015, 11, 20, tzinfo=UTC)) == "November 20, 2015"


def test_change_of_a_theme_s_words_is_seen_while_a_server_runs(tmp_path: Path) -> None:
    for number, name in enumerate(["Pseudo", "Surnom"]):
        os.utime(save_catalogue(tmp_path, "fr", name), (number, number))
        assert read_wording("fr", tmp_path).gettext("Name") == name


@pytest.mark.parametrize("catalogue", sorted(CATALOGUES.glob("*.po")), ids=lambda path: path.stem)
def test_catalogue_is_complete(find_catalogue_faults: Callable[..., list[str]], catalogue: Path) -> None:
    assert find_catalogue_faults(catalogue, Path(translations.__file__).parent) == []
