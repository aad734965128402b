import pytest
from pelican.plugins.localization.languages import parse_locale, widen_tag


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
