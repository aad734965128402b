"""The words and dates of the comments in the language of the page."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pelican.plugins.comments import translations
from pelican.plugins.comments.translations import CATALOGUES, list_languages, read_wording

PACKAGE = Path(translations.__file__).parent
ONE, MANY = "One thought on “%(title)s”", "%(count)s thoughts on “%(title)s”"


@pytest.mark.parametrize(
    ("lang", "count", "text"),
    [
        ("fr", 0, "Une réflexion sur “%(title)s”"),
        ("fr", 1, "Une réflexion sur “%(title)s”"),
        ("fr", 2, "%(count)s réflexions sur “%(title)s”"),
        ("fr-CA", 2, "%(count)s réflexions sur “%(title)s”"),
        ("en", 0, MANY),
        ("en", 1, ONE),
        ("en", 2, MANY),
        ("de", 2, MANY),
        ("no such language", 1, ONE),
    ],
)
def test_plurals_follow_the_language(lang: str, count: int, text: str) -> None:
    assert read_wording(lang).ngettext(ONE, MANY, count) == text


@pytest.mark.parametrize(
    ("lang", "day", "text"),
    [
        ("fr", 20, "20 novembre 2015"),
        ("fr", 1, "1er novembre 2015"),
        ("en", 20, "November 20, 2015"),
        ("xx-yy-zz", 20, "November 20, 2015"),
    ],
)
def test_dates_follow_the_language(lang: str, day: int, text: str) -> None:
    assert read_wording(lang).format_date(datetime(2015, 11, day, tzinfo=UTC)) == text


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "1er novembre 2015 à 14:05"),
        ("en", "November 1, 2015 at 2:05\u202fPM"),
        ("en-GB", "1 November 2015 at 14:05"),
    ],
)
def test_hour_is_said_where_there_is_one(lang: str, text: str) -> None:
    assert read_wording(lang).format_date(datetime(2015, 11, 1, 14, 5, tzinfo=UTC)) == text


def test_numbers_follow_the_language() -> None:
    assert read_wording("fr").format_number(2500) == "2\u202f500"
    assert read_wording("en").format_number(2500) == "2,500"


ENTRY = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "{}"\nmsgstr "{}"\n'


def test_words_of_a_theme_come_before_ours_and_ours_where_it_has_none(tmp_path: Path) -> None:
    (tmp_path / "fr.po").write_text(ENTRY.format("Name", "Pseudo"), encoding="utf-8")
    wording = read_wording("fr", tmp_path)
    assert (wording.gettext("Name"), wording.gettext("Comment")) == ("Pseudo", "Commentaire")
    assert read_wording("fr").gettext("Name") == "Nom"


@pytest.mark.parametrize("name", ["pt_BR", "pt-BR", "pt-br", "pt"])
def test_catalogue_of_a_theme_is_another_language(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.po").write_text(ENTRY.format("Name", "Nome"), encoding="utf-8")
    wording = read_wording("pt-BR", tmp_path)
    assert wording.gettext("Name") == "Nome"
    assert wording.format_date(datetime(2015, 11, 1, tzinfo=UTC)) == "1 de novembro de 2015"
    assert read_wording("de", tmp_path).gettext("Name") == "Name"


def test_language_without_known_dates_has_english_ones(tmp_path: Path) -> None:
    (tmp_path / "tlh.po").write_text(ENTRY.format("Name", "pong"), encoding="utf-8")
    wording = read_wording("tlh", tmp_path)
    assert wording.gettext("Name") == "pong"
    assert wording.format_date(datetime(2015, 11, 20, tzinfo=UTC)) == "November 20, 2015"


def test_change_of_a_theme_s_words_is_seen_while_a_server_runs(tmp_path: Path) -> None:
    path = tmp_path / "fr.po"
    for number, name in enumerate(["Pseudo", "Surnom"]):
        path.write_text(ENTRY.format("Name", name), encoding="utf-8")
        os.utime(path, (number, number))
        assert read_wording("fr", tmp_path).gettext("Name") == name


def test_languages_are_those_of_both(tmp_path: Path) -> None:
    (tmp_path / "de.po").write_text(ENTRY.format("Name", "Name"), encoding="utf-8")
    assert list_languages() == {"en", "fr"}
    assert list_languages(tmp_path) == {"de", "en", "fr"}


def test_unknown_string_is_left_as_it_is() -> None:
    assert read_wording("fr").gettext("No such string") == "No such string"


@pytest.mark.parametrize("catalogue", sorted(CATALOGUES.glob("*.po")), ids=lambda path: path.stem)
def test_catalogue_translates_every_string_and_no_other(
    find_catalogue_faults: Callable[..., list[str]], catalogue: Path
) -> None:
    assert find_catalogue_faults(catalogue, PACKAGE) == []
