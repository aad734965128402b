"""Language tags: which text is one, and what is known of its language."""

import re

import pytest
from babel import Locale
from babel.localedata import locale_identifiers
from pelican_toolkit.languages import (
    find_direction,
    is_same_language,
    is_tag,
    name_language,
    parse_locale,
    parse_tag,
    widen_tag,
)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("en", "en"),
        (" fr ", None),
        ("fr\n", None),
        ("pt-BR", "pt-BR"),
        ("pt_BR", "pt-BR"),
        ("zh-Hant-TW", "zh-Hant-TW"),
        ("sl-rozaj-biske", "sl-rozaj-biske"),
        ("de-CH-1996", "de-CH-1996"),
        ("en-x-twain", "en-x-twain"),
        ("tlh", "tlh"),
        ("", None),
        ("e", None),
        ("english", None),
        ("français", None),
        ("en-", None),
        ("en US", None),
        ("en,fr", None),
        ("fr.UTF-8", None),
        ('en" onclick="x', None),
        ("../en", None),
        ("en\nrole: author", None),
        ("en-" + "aaaaaaaa-" * 5 + "a", None),
    ],
)
def test_language_is_a_tag_or_nothing(text: str, tag: str | None) -> None:
    assert parse_tag(text) == tag


def test_language_is_the_same_however_it_is_written() -> None:
    assert is_same_language("pt_BR", "pt-br")
    assert not is_same_language("pt", "pt-BR")


def test_direction_of_an_unknown_language_is_what_the_caller_says() -> None:
    assert [find_direction(tag, "auto") for tag in ("xx", None, "", "fr", "dv", "pa-PK")] == [
        *("auto", "auto", "auto", "ltr", "rtl", "rtl")
    ]
    assert find_direction("xx") == "ltr"


@pytest.mark.parametrize(
    ("tag", "tags"),
    [
        ("fr", ("fr",)),
        ("fr-CA", ("fr_ca", "fr")),
        ("fr_CA", ("fr_ca", "fr")),
        ("zh-Hant-TW", ("zh_hant_tw", "zh_hant", "zh")),
        ("", ("",)),
    ],
)
def test_tag_widens_part_by_part(tag: str, tags: tuple[str, ...]) -> None:
    assert widen_tag(tag) == tags


@pytest.mark.parametrize(
    ("tag", "locale"),
    [
        ("fr", "fr"),
        ("FR-ca", "fr_CA"),
        ("zh-Hant-TW", "zh_Hant_TW"),
        ("fr-XX", "fr"),
        ("fr-CA-x-private", "fr_CA"),
        ("xx", "en"),
        ("no language", "en"),
        ("", "en"),
    ],
)
def test_locale_is_the_nearest_that_is_known(tag: str, locale: str) -> None:
    assert str(parse_locale(tag)) == locale


@pytest.mark.parametrize(
    "tag", ["fr", "FR", "fr-CA", "zh-Hant-TW", "fr-CA-x-private", "de-1996", "es-419", "grc"]
)
def test_tag_of_a_language_is_one(tag: str) -> None:
    assert is_tag(tag)


@pytest.mark.parametrize(
    "text",
    ["", "fr_CA", "français", "anglais", "english", "xx", "f", "fr-", "fr-CA-", "fr CA", "fr\n", None, 3],
)
def test_what_is_no_tag_is_none(text: object) -> None:
    assert not is_tag(text)


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("en", "English"),
        ("fr", "français"),
        ("FR-x-private", "français"),
        ("pt-BR", "português (Brasil)"),
        ("ar", "العربية"),
        ("grc", "grc"),
    ],
)
def test_language_has_its_own_name(tag: str, name: str) -> None:
    assert name_language(tag) == name


@pytest.mark.parametrize(
    ("direction", "tags"),
    [
        (
            "rtl",
            "fa ar he ur ps ckb yi dv ks sd ug fa-AF FA ar-EG ar-XX fa_IR az-Arab az-arab-IR pa-PK uz-AF",
        ),
        ("rtl", "iw ku-Arab ms-Arab-MY tr-Arab zh-Arab fa-x-latn ar-u-nu-latn nqo syr rhg ff-Adlm he-IL"),
        ("ltr", "fr en zh zh-Hant ja th az az-Latn ku ku-Latn pa pa-IN sd-Deva ar-Latn fa-Latn-IR ks-Deva"),
        ("ltr", "xx tlh fr-x-arab en-u-ca-hebrew sr-Cyrl de-1996 es-419"),
    ],
)
def test_direction_is_that_of_the_script(direction: str, tags: str) -> None:
    assert {tag: find_direction(tag) for tag in tags.split()} == dict.fromkeys(tags.split(), direction)


def test_direction_is_that_of_the_cldr_in_all_its_locales() -> None:
    """In those of languages and of languages with scripts: no country has a direction of its own."""
    names = [
        name for name in locale_identifiers() if len(name) <= 3 or re.fullmatch(r"[a-z]+_[A-Z][a-z]+", name)
    ]
    assert [name for name in names if find_direction(name) != Locale.parse(name).text_direction] == []
