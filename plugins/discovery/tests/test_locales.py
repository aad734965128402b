import pytest
from pelican.plugins.discovery.locales import find_locale


@pytest.mark.parametrize(
    ("tag", "locale"),
    [
        ("fr", "fr_FR"),
        ("en", "en_US"),
        ("FR", "fr_FR"),
        ("fr-CA", "fr_CA"),
        ("en_gb", "en_GB"),
        ("br", "br_FR"),
        ("zh", "zh_CN"),
        ("zh-Hant", "zh_TW"),
        ("zh-Hant-HK", "zh_HK"),
        ("sr-Latn", "sr_RS"),
    ],
)
def test_language_gets_the_territory_where_it_is_spoken_most(tag: str, locale: str) -> None:
    assert find_locale(tag) == locale


@pytest.mark.parametrize("tag", ["", "xx", "klingon-empire", "français", '"><script>'])
def test_language_that_nobody_knows_has_none(tag: str) -> None:
    assert find_locale(tag) is None
