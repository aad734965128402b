"""Settings in the words of other languages."""

from typing import Any

import pytest
from pelican.plugins.localization.errors import LocalizationError
from pelican.plugins.localization.settings import SiteSetting, check_settings, choose_setting

SITE: dict[str, Any] = {
    "DEFAULT_LANG": "fr",
    "SITENAME": "Ma cuisine",
    "NOTICE": "Sans cookie",
    "SITE_TRANSLATIONS": {"en": {"NOTICE": "No cookies"}, "pt-BR": {"NOTICE": "Sem cookies"}},
}


@pytest.mark.parametrize(
    ("name", "lang", "value", "own"),
    [
        ("NOTICE", "fr", "Sans cookie", "fr"),
        ("NOTICE", "en", "No cookies", "en"),
        ("NOTICE", "EN", "No cookies", "en"),
        ("NOTICE", "en-GB", "No cookies", "en"),
        ("NOTICE", "pt-br", "Sem cookies", "pt-BR"),
        ("NOTICE", "pt", "Sans cookie", "fr"),
        ("NOTICE", "de", "Sans cookie", "fr"),
        ("SITENAME", "en", "Ma cuisine", "fr"),
        ("MENU", "en", None, "fr"),
    ],
)
def test_setting_is_in_the_language_of_the_page_where_there_is_one(
    name: str, lang: str, value: object, own: str
) -> None:
    assert choose_setting(SITE, name, lang) == SiteSetting(value=value, lang=own)


def test_site_without_translations_has_its_own_words() -> None:
    settings = {"DEFAULT_LANG": "fr", "NOTICE": "Sans cookie"}
    check_settings(settings)
    assert choose_setting(settings, "NOTICE", "en") == SiteSetting(value="Sans cookie", lang="fr")


def test_every_problem_is_named_at_once() -> None:
    translations = {"anglais": {"NOTISE": "No cookies"}, "en": {"QQQQ": 1, "NOTICE": "No"}}
    with pytest.raises(LocalizationError) as caught:
        check_settings({**SITE, "SITE_TRANSLATIONS": translations})
    where = "pelicanconf.py: SITE_TRANSLATIONS"
    assert [(problem.code, str(problem)) for problem in caught.value.problems] == [
        ("no-language", f"{where}: 'anglais' is not a language tag; write 'en' or 'fr-CA'."),
        ("unknown-key", f"{where}['anglais'] translates 'NOTISE', which is not set; did you mean 'NOTICE'?"),
        ("unknown-key", f"{where}['en'] translates 'QQQQ', which is not set; set it in DEFAULT_LANG first."),
    ]


def test_site_that_had_its_language_before_is_told_and_not_refused(caplog: pytest.LogCaptureFixture) -> None:
    check_settings({**SITE, "DEFAULT_LANG": "fr_FR"})
    assert [record.args[0].code for record in caplog.records] == ["no-language"]


@pytest.mark.parametrize("translations", [[], "en", None, {"en": "No cookies"}])
def test_anything_but_a_dict_is_refused(translations: object) -> None:
    with pytest.raises(LocalizationError, match="must be a dict of dicts"):
        check_settings({**SITE, "SITE_TRANSLATIONS": translations})
