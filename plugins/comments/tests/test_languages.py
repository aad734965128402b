import pytest
from pelican.plugins.comments.languages import find_direction, is_same_language, parse_language


def test_language_is_a_tag_or_nothing() -> None:
    for tag in ("en", "pt-BR", "zh-Hant-TW", "sl-rozaj-biske", "de-CH-1996", "en-x-twain", "tlh"):
        assert parse_language(tag) == tag
    assert parse_language("pt_BR") == "pt-BR"
    assert parse_language("en-" + "aaaaaaaa-" * 3 + "aaaaa")
    for text in (
        " fr ",
        "fr\n",
        "",
        "e",
        "english",
        "français",
        "en-",
        "en US",
        "en,fr",
        "fr.UTF-8",
        "../en",
    ):
        assert parse_language(text) is None
    for text in ('en" onclick="x', "en\nrole: author", "en-" + "aaaaaaaa-" * 3 + "aaaaaa"):
        assert parse_language(text) is None


def test_language_is_the_same_however_it_is_written() -> None:
    assert is_same_language("pt_BR", "pt-br")
    assert not is_same_language("pt", "pt-BR")


@pytest.mark.parametrize(("direction", "tags"), [
    *(("rtl", ["ar", "ar-EG", "he", "fa", "dv", "ur", "az-Arab", "pa-PK"]), ("auto", ["xx", None])),
    ("ltr", ["fr", "fa-Latn", "pa", "zh_Hant"]),
])  # fmt: skip
def test_direction_is_that_of_the_script(direction: str, tags: list[str | None]) -> None:
    assert {find_direction(tag) for tag in tags} == {direction}
