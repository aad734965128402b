"""Translated settings."""

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


def test_setting_is_in_the_language_of_the_page_where_there_is_one() -> None:
    wanted: dict[tuple[str, str], tuple[object, str]] = {
        **dict.fromkeys([("NOTICE", lang) for lang in ("fr", "pt", "de")], ("Sans cookie", "fr")),
        **dict.fromkeys([("NOTICE", lang) for lang in ("en", "EN", "en-GB")], ("No cookies", "en")),
        ("NOTICE", "pt-br"): ("Sem cookies", "pt-BR"),
        ("SITENAME", "en"): ("Ma cuisine", "fr"),
        ("MENU", "en"): (None, "fr"),
    }
    for (name, lang), (value, own) in wanted.items():
        assert choose_setting(SITE, name, lang) == SiteSetting(value=value, lang=own)
    settings = {"DEFAULT_LANG": "fr", "NOTICE": "Sans cookie"}
    check_settings(settings)
    assert choose_setting(settings, "NOTICE", "en") == SiteSetting(value="Sans cookie", lang="fr")


def test_every_problem_is_named_at_once() -> None:
    translations = {"anglais": {"NOTISE": "No cookies"}, "en": {"QQQQ": 1, "NOTICE": "No"}}
    with pytest.raises(LocalizationError) as caught:
        check_settings({**SITE, "SITE_TRANSLATIONS": translations})
    problems = [(problem.code, problem.place) for problem in caught.value.problems]
    assert problems == [("no-language", "pelicanconf.py"), *[("unknown-key", "pelicanconf.py")] * 2]
    _, near, far = caught.value.problems
    assert "['anglais'] translates 'NOTISE'" in near
    assert near.endswith("did you mean 'NOTICE'?")
    assert far.endswith("set it in DEFAULT_LANG first.")
    for unusable in ([], "en", None, {"en": "No cookies"}):
        with pytest.raises(LocalizationError) as caught:
            check_settings({**SITE, "SITE_TRANSLATIONS": unusable})
        assert [problem.code for problem in caught.value.problems] == ["no-dict"]
