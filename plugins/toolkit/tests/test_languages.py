import pytest
from pelican_toolkit.languages import find_direction, is_same_language, parse_tag


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


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        ("fr", "ltr"),
        ("ar", "rtl"),
        ("ar-EG", "rtl"),
        ("he", "rtl"),
        ("fa", "rtl"),
        ("dv", "rtl"),
        ("ur", "rtl"),
        ("az-Arab", "rtl"),
        ("fa-Latn", "ltr"),
        ("pa", "ltr"),
        ("pa-PK", "rtl"),
        ("zh_Hant", "ltr"),
        ("xx", "auto"),
        (None, "auto"),
    ],
)
def test_direction_is_that_of_the_script(tag: str | None, direction: str) -> None:
    assert find_direction(tag, "auto") == direction
